import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource, FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import type { FrameFingerprint } from "./frame-comparison.ts";
import { sha256 } from "./sha256.ts";

/** One frame of int16 PCM and its place on the source's sample clock. */
export interface PlacedFrame {
  readonly firstSample: number;
  /** Time was lost in front of it. */
  readonly isBehindLostTime: boolean;
  readonly pcm: Buffer;
}

/** A file of a session, held open: it can be read after the host has deleted it. */
interface HeldFile {
  readonly name: string;
  readonly inode: number;
  readonly descriptor: number;
}

interface TimelineBreak {
  readonly seq: number;
  readonly first_sample: number;
  readonly reason?: string;
}

/** Reasons of a break before which sound was never rendered: the worklet's own clock knows nothing of them. */
const LOST_TIME: readonly (string | undefined)[] = ["overload", "asleep"];

const LOOK_EVERY_MS = 50;

/**
 * Watches the host's session folder of one data directory from outside. A session's folder is deleted when it
 * ends well, so its files are opened as soon as they appear and read through these descriptors.
 */
export class JournalWatch {
  readonly #sessions: string;
  readonly #files: HeldFile[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(dataDirectory: string) {
    this.#sessions = join(dataDirectory, "sessions");
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { descriptor } of this.#files) closeSync(descriptor);
  }

  /** Whole frames of the source that are stored. */
  frames(source: AudioSource): number {
    const file = this.#latest(`${source}.pcm`);
    return file === undefined ? 0 : Math.floor(fstatSync(file.descriptor).size / FRAME_BYTES);
  }

  /** Every whole frame, in its place. */
  placedFrames(source: AudioSource): PlacedFrame[] {
    const pcm = this.pcm(source);
    const breaks = this.#breaks(source);
    return Array.from({ length: Math.floor(pcm.length / FRAME_BYTES) }, (_, seq) => ({
      firstSample: firstSampleOf(breaks, seq),
      isBehindLostTime: breaks.some((found) => found.seq === seq && LOST_TIME.includes(found.reason)),
      pcm: pcm.subarray(seq * FRAME_BYTES, (seq + 1) * FRAME_BYTES),
    }));
  }

  fingerprints(source: AudioSource): FrameFingerprint[] {
    return this.placedFrames(source).map(({ pcm, ...place }) => ({ ...place, sha256: sha256(pcm) }));
  }

  pcm(source: AudioSource): Buffer {
    const file = this.#latest(`${source}.pcm`);
    return file === undefined ? Buffer.alloc(0) : contentOf(file);
  }

  #breaks(source: AudioSource): TimelineBreak[] {
    const file = this.#latest(`${source}-breaks.jsonl`);
    if (file === undefined) return [];
    const known = new Map<number, TimelineBreak>();
    for (const line of contentOf(file).toString().split("\n")) {
      const found = parseBreak(line);
      // A later one for the same frame replaces the earlier, whose frame was never stored.
      if (found !== null) known.set(found.seq, found);
    }
    return [...known.values()].toSorted((a, b) => a.seq - b.seq);
  }

  /** The last one counts: a folder that was deleted meanwhile is written anew, with everything in it. */
  #latest(name: string): HeldFile | undefined {
    return this.#files.findLast((file) => file.name === name);
  }

  #look(): void {
    for (const session of listed(this.#sessions)) {
      const folder = join(this.#sessions, session);
      for (const source of AUDIO_SOURCES) {
        this.#hold(folder, `${source}.pcm`);
        this.#hold(folder, `${source}-breaks.jsonl`);
      }
    }
  }

  #hold(folder: string, name: string): void {
    try {
      const path = join(folder, name);
      const { ino: inode } = statSync(path);
      if (this.#files.some((file) => file.name === name && file.inode === inode)) return;
      this.#files.push({ name, inode, descriptor: openSync(path, "r") });
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

function parseBreak(line: string): TimelineBreak | null {
  try {
    const found = JSON.parse(line) as TimelineBreak;
    return typeof found.seq === "number" && typeof found.first_sample === "number" ? found : null;
  } catch (error) {
    // The last line of a killed host may be torn.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function firstSampleOf(breaks: readonly TimelineBreak[], seq: number): number {
  const from = breaks.findLast((candidate) => candidate.seq <= seq) ?? { seq: 0, first_sample: 0 };
  return from.first_sample + (seq - from.seq) * FRAME_SAMPLES;
}
