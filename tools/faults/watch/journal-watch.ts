import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { framesIn, storedFrames } from "../../../native-host/journal/frame-file.ts";
import { recordsIn } from "../../../native-host/journal/record-file.ts";
import { breaksName, frameKeysName, framesName } from "../../../native-host/journal/session-files.ts";
import { breaksFormat, FrameTimeline } from "../../../native-host/journal/source-journal.ts";
import { type FolderSeal, openSeal } from "../../../native-host/keys/sealing.ts";
import { SessionKeys } from "../../../native-host/keys/session-keys.ts";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import { type FrameFingerprint, sha256 } from "./frame-comparison.ts";

/** One frame of int16 PCM and its place on the source's sample clock. */
export interface PlacedFrame {
  readonly firstSample: number;
  /** Time was lost in front of it. */
  readonly isAfterLostTime: boolean;
  readonly pcm: Buffer;
}

/** A file of a session, held open: it can be read after the host has deleted it. */
interface HeldFile {
  readonly session: string;
  readonly name: string;
  readonly inode: number;
  readonly descriptor: number;
}

/** Reasons of a break before which sound was never rendered: the worklet's own clock knows nothing of them. */
const LOST_TIME: readonly (string | undefined)[] = ["overload", "asleep"];

const LOOK_EVERY_MS = 50;

/**
 * Watches the host's session folder of one data directory from outside. A session's folder is deleted when it
 * ends well, and its key overwritten, so its files are opened and its key is read as soon as they appear.
 */
export class JournalWatch {
  readonly #sessions: string;
  readonly #keys: SessionKeys;
  readonly #seals = new Map<string, FolderSeal>();
  readonly #files: HeldFile[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(dataDirectory: string) {
    this.#sessions = join(dataDirectory, "sessions");
    this.#keys = new SessionKeys(dataDirectory, null);
    void this.#keys.open();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { descriptor } of this.#files) closeSync(descriptor);
  }

  /** Whole frames of the source that are stored. */
  frames(source: AudioSource): number {
    const file = this.#latest(framesName(source));
    return file === undefined ? 0 : storedFrames(fstatSync(file.descriptor).size);
  }

  /** Every whole frame, in its place; one that is damaged is empty. */
  placedFrames(source: AudioSource): PlacedFrame[] {
    const frames = this.#opened(source);
    const timeline = this.#timeline(source, frames.length);
    return frames.map((pcm, seq) => ({
      firstSample: timeline.firstSample(seq),
      isAfterLostTime: LOST_TIME.includes(timeline.gapBefore(seq)?.reason),
      pcm: pcm ?? Buffer.alloc(0),
    }));
  }

  fingerprints(source: AudioSource): FrameFingerprint[] {
    return this.placedFrames(source).map(({ pcm, ...place }) => ({ ...place, sha256: sha256(pcm) }));
  }

  pcm(source: AudioSource): Buffer {
    return Buffer.concat(this.#opened(source).map((pcm) => pcm ?? Buffer.alloc(0)));
  }

  #opened(source: AudioSource): (Buffer | null)[] {
    const file = this.#latest(framesName(source));
    const keys = this.#latest(frameKeysName(source));
    const seal = this.#seals.get(file?.session ?? "");
    if (file === undefined || keys === undefined || seal === undefined) return [];
    return framesIn(source, { frames: contentOf(file), keys: contentOf(keys) }, seal);
  }

  #timeline(source: AudioSource, frames: number): FrameTimeline {
    const timeline = new FrameTimeline({ frames });
    const file = this.#latest(breaksName(source));
    const seal = this.#seals.get(file?.session ?? "");
    if (file === undefined || seal === undefined) return timeline;
    for (const found of recordsIn(contentOf(file), breaksFormat(source, seal))) timeline.add(found);
    return timeline;
  }

  /** The last one counts: a folder that was deleted meanwhile is written again, with everything in it. */
  #latest(name: string): HeldFile | undefined {
    return this.#files.findLast((file) => file.name === name);
  }

  #look(): void {
    for (const session of listed(this.#sessions)) {
      this.#open(session);
      for (const source of AUDIO_SOURCES) {
        for (const name of [framesName(source), frameKeysName(source), breaksName(source)])
          this.#hold(session, name);
      }
    }
  }

  #open(session: string): void {
    if (this.#seals.has(session)) return;
    try {
      const { journal } = this.#keys.get(session);
      this.#seals.set(session, openSeal(join(this.#sessions, session), session, journal));
    } catch (error) {
      // Its host has not come so far yet.
      if (!isMissing(error) && !(error instanceof EarshotError)) throw error;
    }
  }

  #hold(session: string, name: string): void {
    try {
      const path = join(this.#sessions, session, name);
      const { ino: inode } = statSync(path);
      if (this.#files.some((file) => file.name === name && file.inode === inode)) return;
      this.#files.push({ session, name, inode, descriptor: openSync(path, "r") });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Not there yet, or deleted between two looks. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function contentOf({ descriptor }: HeldFile): Buffer {
  const content = Buffer.alloc(fstatSync(descriptor).size);
  let filled = 0;
  while (filled < content.length) {
    const bytes = readSync(descriptor, content, filled, content.length - filled, filled);
    if (bytes === 0) break;
    filled += bytes;
  }
  return content.subarray(0, filled);
}
