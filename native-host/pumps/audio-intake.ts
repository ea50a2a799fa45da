import { AUDIO_SOURCES, type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { Params } from "../../protocol/requests.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import type { ReceivedFrame, Stored } from "../journal/source-journal.ts";
import type { Clock } from "../runtime/system.ts";
import { Watermark } from "../runtime/waiting.ts";
import type { SessionCounters } from "./session-metrics.ts";
import type { StorageHealth } from "./storage-health.ts";

/** Two frames: an acknowledgement costs every hop as much as a frame, and the sender can wait for it. */
const ACKNOWLEDGE_EVERY_MS = 200;

export interface IntakeParts {
  readonly session: string;
  readonly journal: Journal;
  readonly counters: SessionCounters;
  readonly storage: StorageHealth;
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  /** A frame came into the journal. */
  readonly stored: () => void;
  /** Audio is missing before the frame that was just stored, and its sender said why. */
  readonly gap: (gap: AudioGap) => void;
}

/**
 * The extension's side of a session: every frame is stored first and acknowledged after that. It knows nothing of the
 * sidecar.
 *
 * 1. A frame comes from `native-host/extension/extension-requests.ts` by `native-host/host-requests.ts`.
 * 2. It is stored: written to its file, sealed (`native-host/journal/source-journal.ts`), which outlives a killed host. Once a
 *    second `tick` has the file synced to the disk (`fdatasync` in `native-host/disk/durable-files.ts`): a power cut may take what
 *    came since.
 * 3. It is acknowledged, within 200 ms and without waiting for that sync. `audio_ack` ends in
 *    `src/offscreen/frames/frame-queue.ts`, which keeps each frame until then, and sends again those that are asked for.
 */
export class AudioIntake {
  readonly #parts: IntakeParts;
  readonly #acknowledger: Acknowledger;
  readonly #journalled: Readonly<Record<AudioSource, Watermark>>;
  readonly #ends: Record<AudioSource, number> = { tab: Infinity, mic: Infinity };

  constructor(parts: IntakeParts) {
    const { session, journal, extension, clock } = parts;
    this.#parts = parts;
    this.#journalled = { tab: new Watermark(journal.next.tab), mic: new Watermark(journal.next.mic) };
    this.#acknowledger = new Acknowledger(
      (source, resend) => {
        const position = { session, source, next_seq: journal.next[source] };
        extension.event("audio_ack", resend ? { ...position, resend } : position);
      },
      throttled(ACKNOWLEDGE_EVERY_MS, clock),
    );
  }

  /** @throws invalid_message for a frame that is none, or one after the end of its source */
  receive({ source, seq, first_sample, gap: missing, pcm }: Params<"process_audio_stream">): void {
    const { counters, journal, clock, stored } = this.#parts;
    if (seq >= this.#ends[source]) throw new EarshotError("invalid_message", "seq: after the source's end");
    const frame = { seq, firstSample: first_sample, pcm: decodePcm(pcm), base64: pcm };
    counters.frameReceived(source, seq);
    switch (this.#store(source, frame, missing)) {
      case "stored":
        counters.frameStored(source, seq, clock.nowMs());
        this.#reportGap(source, seq);
        this.#acknowledger.stored(source);
        this.#journalled[source].set(journal.next[source]);
        return stored();
      case "duplicate":
        counters.frameDuplicated(source);
        return this.#acknowledger.duplicate(source);
      case "early":
        return this.#acknowledger.early(source);
      case "failed":
        return this.#acknowledger.refused(source);
    }
  }

  /** Takes no frame from `nextSeq` on; resolves when all below are stored. */
  end(source: AudioSource, nextSeq: number): Promise<void> {
    this.#ends[source] = nextSeq;
    return this.#journalled[source].reach(nextSeq);
  }

  /** Brings what is stored to the disk, and asks again for frames that are still missing. */
  async tick(): Promise<void> {
    const { journal, storage } = this.#parts;
    this.#acknowledger.remind();
    try {
      await journal.files.sync();
      storage.works("disk");
    } catch (error) {
      storage.failed("disk", error);
    }
  }

  #store(source: AudioSource, frame: ReceivedFrame, missing: GapReason | undefined): Stored | "failed" {
    const { journal, storage } = this.#parts;
    try {
      const stored = journal.append(source, frame, missing);
      if (stored === "stored") storage.works(source);
      return stored;
    } catch (error) {
      storage.failed(source, error);
      return "failed";
    }
  }

  #reportGap(source: AudioSource, seq: number): void {
    const gap = this.#parts.journal.gapBefore(source, seq);
    if (gap !== null) this.#parts.gap(gap);
  }
}

/** @param resend the sender shall send again from the wanted frame on */
type Acknowledge = (source: AudioSource, resend: boolean) => void;

/**
 * Decides when to acknowledge, which says which frame is wanted next. Storing asks for it soon, once for however many
 * frames came until then. A frame out of order asks for it again, once, and at every reminder until
 * the wanted one comes: answering each would make the sender rewind once per frame.
 */
export class Acknowledger {
  readonly #acknowledge: Acknowledge;
  readonly #soon: (task: () => void) => void;
  /** Sources to acknowledge soon, and whether to ask for frames again. */
  readonly #due = new Map<AudioSource, boolean>();
  readonly #waiting = new Set<AudioSource>();

  constructor(acknowledge: Acknowledge, soon: (task: () => void) => void) {
    this.#acknowledge = acknowledge;
    this.#soon = soon;
  }

  /** The wanted frame was stored. */
  stored(source: AudioSource): void {
    this.#waiting.delete(source);
    this.#request(source, false);
  }

  /** A frame came that is stored already: its sender may not know. */
  duplicate(source: AudioSource): void {
    this.#request(source, this.#due.get(source) ?? false);
  }

  /** A frame came that cannot be stored before the wanted one. */
  early(source: AudioSource): void {
    if (!this.#waiting.has(source)) this.#request(source, true);
    this.#waiting.add(source);
  }

  /** The wanted frame came and could not be written: ask for it again, but not before the next reminder. */
  refused(source: AudioSource): void {
    this.#waiting.add(source);
  }

  remind(): void {
    for (const source of AUDIO_SOURCES) if (this.#waiting.has(source)) this.#request(source, true);
  }

  #request(source: AudioSource, resend: boolean): void {
    if (this.#due.size === 0) this.#soon(() => this.#flush());
    this.#due.set(source, resend);
  }

  #flush(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const [source, resend] of due) this.#acknowledge(source, resend);
  }
}

/**
 * Runs tasks at least `periodMs` apart: the first at once, after the messages that are already here, a later
 * one when its time has come.
 */
export function throttled(periodMs: number, { nowMs, after }: Pick<Clock, "nowMs" | "after">) {
  let nextAtMs = -Infinity;
  return (task: () => void): void => {
    const dueAtMs = Math.max(nowMs(), nextAtMs);
    nextAtMs = dueAtMs + periodMs;
    after(dueAtMs - nowMs(), task);
  };
}

/** The last character before the padding that leaves no bit of it unused. */
const LAST_OF_BASE64 = /^[AEIMQUYcgkosw048]=$/;

/** The one decoding of a frame here. The string itself goes on to the sidecar, so it must be what any decoder takes. */
function decodePcm(base64: string): Buffer {
  const pcm = Buffer.from(base64, "base64");
  const isCanonical =
    pcm.length === FRAME_BYTES &&
    LAST_OF_BASE64.test(base64.slice(-2)) &&
    !base64.includes("-") &&
    !base64.includes("_");
  if (!isCanonical) throw new EarshotError("invalid_message", "pcm: not base64 of one frame");
  return pcm;
}
