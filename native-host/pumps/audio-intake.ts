import { type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { Params } from "../../protocol/requests.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import type { Frame, Stored } from "../journal/source-journal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SessionCounters } from "../session/session-metrics.ts";
import type { StorageHealth } from "../session/storage-health.ts";
import { Acknowledger } from "./acknowledger.ts";
import { paced } from "./pacing.ts";
import { Watermark } from "./watermark.ts";

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
  /** Sound is missing before the frame that was just stored, and its sender said why. */
  readonly gap: (gap: AudioGap) => void;
}

/** The extension's side of a session: every frame is stored first and acknowledged then, and knows nothing of the sidecar. */
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
      paced(ACKNOWLEDGE_EVERY_MS, clock),
    );
  }

  /** @throws invalid_message for a frame that is none, or one behind the end of its source */
  receive({ source, seq, first_sample, gap: missing, pcm }: Params<"process_audio_stream">): void {
    const { counters, journal, clock, stored } = this.#parts;
    if (seq >= this.#ends[source]) throw new EarshotError("invalid_message", "seq: behind the source's end");
    const frame = { seq, firstSample: first_sample, pcm: decodePcm(pcm) };
    counters.frameReceived(source, seq);
    switch (this.#store(source, frame, missing)) {
      case "stored":
        counters.frameStored(source, seq, clock.nowMs());
        this.#tellGap(source, seq);
        this.#acknowledger.stored(source);
        this.#journalled[source].set(journal.next[source]);
        return stored();
      case "duplicate":
        counters.frameDuplicated(source);
        return this.#acknowledger.duplicate(source);
      case "hole":
        return this.#acknowledger.hole(source);
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
      await journal.sync();
      storage.works("disk");
    } catch (error) {
      storage.failed("disk", error);
    }
  }

  #store(source: AudioSource, frame: Frame, missing: GapReason | undefined): Stored | "failed" {
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

  #tellGap(source: AudioSource, seq: number): void {
    const gap = this.#parts.journal.gapBefore(source, seq);
    if (gap !== null) this.#parts.gap(gap);
  }
}

function decodePcm(base64: string): Buffer {
  const pcm = Buffer.from(base64, "base64");
  if (pcm.length !== FRAME_BYTES) throw new EarshotError("invalid_message", "pcm: not base64 of one frame");
  return pcm;
}
