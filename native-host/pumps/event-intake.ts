import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { toJournalEvent } from "../journal/journal-event.ts";
import type { Clock } from "../runtime/system.ts";
import type { EventDelivery } from "./event-delivery.ts";
import type { SessionCounters } from "./session-metrics.ts";
import type { Transcription } from "./transcription.ts";

export interface EventIntakeParts {
  readonly counters: SessionCounters;
  readonly clock: Pick<Clock, "nowMs">;
  readonly extension: Pick<ExtensionWriter, "forward" | "event">;
  readonly delivery: Pick<EventDelivery, "deliver">;
  readonly transcription: Pick<Transcription, "pump">;
  /** An event was taken: what waits for the session to get on may go on. */
  readonly received: () => void;
}

/**
 * The sidecar's side of a session: what must not be lost is delivered by way of the journal (`event-delivery.ts`), what the next
 * caption replaces goes straight on, and credit for audio stays in the host (`send-pump.ts`).
 *
 * A line that a lost sidecar was in the middle of ends here, by a `speech_end` that is not stored: the views drop it
 * (`changeOf` in `src/shared/transcript.ts`), and the next sidecar, which begins after the last settled audio, says it again.
 */
export class EventIntake {
  readonly #parts: EventIntakeParts;
  readonly #openUtterances = new OpenUtterances();

  constructor(parts: EventIntakeParts) {
    this.#parts = parts;
  }

  /** Takes an event of this session and passes on what is for the extension. */
  receive(event: AnyEvent): void {
    const { counters, extension, delivery, received } = this.#parts;
    counters.eventsReceived += 1;
    if (event.event === "audio_consumed") return this.#consumed(event.data.source, event.data.next_seq);
    this.#openUtterances.note(event);
    const stored = toJournalEvent(event);
    if (stored === null) extension.forward(event);
    else delivery.deliver(stored);
    received();
  }

  /** Another sidecar will say its words again: what this one was about to say is not stored, and ends for the extension. */
  sidecarLost(): void {
    for (const data of this.#openUtterances.close()) this.#parts.extension.event("speech_end", data);
  }

  #consumed(source: AudioSource, nextSeq: number): void {
    const { counters, clock, transcription } = this.#parts;
    counters.framesConsumed(source, nextSeq, clock.nowMs());
    transcription.pump?.returnCredit(source, nextSeq);
  }
}

type Spoken = EventData<"speech_end">;

/** The utterance of each source that has begun and not ended; a source has one at a time (IPC-7). */
export class OpenUtterances {
  readonly #open: Record<AudioSource, Spoken | null> = { tab: null, mic: null };

  note(event: AnyEvent): void {
    switch (event.event) {
      case "speech_start":
      case "partial_text":
      case "final_text":
        this.#open[event.data.source] = spoken(event.data);
        return;
      case "speech_end":
        this.#open[event.data.source] = null;
        return;
      default:
    }
  }

  /** The ends that their own sidecar can say no more. */
  close(): Spoken[] {
    return AUDIO_SOURCES.flatMap((source) => {
      const last = this.#open[source];
      this.#open[source] = null;
      return last === null ? [] : [{ ...last, revision: last.revision + 1 }];
    });
  }
}

/** Only what every event about speech carries: no words, and no number of a final. */
function spoken({ session, source, utterance, revision, start_sample, end_sample }: Spoken): Spoken {
  return { session, source, utterance, revision, start_sample, end_sample };
}
