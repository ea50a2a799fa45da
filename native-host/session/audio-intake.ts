import { type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { Params } from "../../protocol/requests.ts";
import type { Clock } from "../clock.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import { journalError } from "../journal/journal-error.ts";
import type { Frame, Stored } from "../journal/source-journal.ts";
import { Watermark } from "../watermark.ts";
import { Acknowledger } from "./acknowledger.ts";
import { paced } from "./pacing.ts";
import type { SessionCounters } from "./session-metrics.ts";

/** Two frames: an acknowledgement costs every hop as much as a frame, and the sender can wait for it. */
const ACKNOWLEDGE_EVERY_MS = 200;

export interface IntakeParts {
  readonly session: string;
  readonly journal: Journal;
  readonly counters: SessionCounters;
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  /** A frame came into the journal. */
  readonly stored: () => void;
}

/** The extension's side of a session: every frame is stored first and acknowledged then, and knows nothing of the sidecar. */
export class AudioIntake {
  readonly #parts: IntakeParts;
  readonly #acknowledger: Acknowledger;
  readonly #journalled: Readonly<Record<AudioSource, Watermark>>;
  readonly #ends: Record<AudioSource, number> = { tab: Infinity, mic: Infinity };
  #isFailing = false;

  constructor(parts: IntakeParts) {
    const { session, journal, extension, clock } = parts;
    this.#parts = parts;
    this.#journalled = { tab: new Watermark(journal.next.tab), mic: new Watermark(journal.next.mic) };
    this.#acknowledger = new Acknowledger(
      (source) => {
        extension.event("audio_ack", { session, source, next_seq: journal.next[source] });
      },
      paced(ACKNOWLEDGE_EVERY_MS, clock),
    );
  }

  /** @throws invalid_message for a frame that is none, or one behind the end of its source */
  receive({ source, seq, first_sample, pcm }: Params<"process_audio_stream">): void {
    const { counters, journal, clock, stored } = this.#parts;
    if (seq >= this.#ends[source]) throw new EarshotError("invalid_message", "seq: behind the source's end");
    const frame = { seq, firstSample: first_sample, pcm: decodePcm(pcm) };
    counters.frameReceived(source, seq);
    switch (this.#store(source, frame)) {
      case "stored":
        counters.frameStored(source, seq, clock.nowMs());
        this.#acknowledger.stored(source);
        this.#journalled[source].set(journal.next[source]);
        return stored();
      case "duplicate":
        counters.frameDuplicated(source);
        return this.#acknowledger.stored(source);
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
    this.#acknowledger.remind();
    try {
      await this.#parts.journal.sync();
    } catch (error) {
      this.#reportOnce(error);
    }
  }

  #store(source: AudioSource, frame: Frame): Stored | "failed" {
    try {
      const stored = this.#parts.journal.append(source, frame);
      if (stored === "stored") this.#isFailing = false;
      return stored;
    } catch (error) {
      this.#reportOnce(error, source);
      return "failed";
    }
  }

  /** The user is told when storing begins to fail, not once per frame. */
  #reportOnce(error: unknown, source?: AudioSource): void {
    const { extension, session } = this.#parts;
    const about = source === undefined ? { session } : { session, source };
    if (!this.#isFailing) extension.error(journalError(error), true, about);
    this.#isFailing = true;
  }
}

function decodePcm(base64: string): Buffer {
  const pcm = Buffer.from(base64, "base64");
  if (pcm.length !== FRAME_BYTES) throw new EarshotError("invalid_message", "pcm: not base64 of one frame");
  return pcm;
}
