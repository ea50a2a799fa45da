import type { AudioSource } from "../../protocol/audio.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { Corrections } from "../correction/corrections.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { toKept } from "../journal/event-log.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SessionCounters } from "../session/session-metrics.ts";
import type { EventDelivery } from "./event-delivery.ts";
import { OpenUtterances } from "./open-utterances.ts";
import type { Transcription } from "./transcription.ts";

export interface EventIntakeParts {
  readonly counters: SessionCounters;
  readonly clock: Pick<Clock, "nowMs">;
  readonly extension: Pick<ExtensionWriter, "forward" | "event">;
  readonly delivery: Pick<EventDelivery, "deliver">;
  readonly transcription: Pick<Transcription, "returnCredit">;
  readonly corrections: Pick<Corrections, "wake">;
}

/**
 * The sidecar's side of a session: what must not be lost is delivered by way of the journal, what the next caption
 * replaces goes straight on, and credit for audio stays in the host.
 */
export class EventIntake {
  readonly #parts: EventIntakeParts;
  readonly #openUtterances = new OpenUtterances();

  constructor(parts: EventIntakeParts) {
    this.#parts = parts;
  }

  /** Takes an event of this session and passes on what is for the extension. */
  receive(event: AnyEvent): void {
    const { counters, extension, delivery, corrections } = this.#parts;
    counters.eventsReceived += 1;
    if (event.event === "audio_consumed") return this.#consumed(event.data.source, event.data.next_seq);
    this.#openUtterances.note(event);
    const kept = toKept(event);
    if (kept === null) extension.forward(event);
    else delivery.deliver(kept);
    corrections.wake();
  }

  /** Another sidecar will say its words anew: what this one was about to say is not kept, and ends for the extension. */
  sidecarLost(): void {
    for (const data of this.#openUtterances.close()) this.#parts.extension.event("speech_end", data);
  }

  #consumed(source: AudioSource, nextSeq: number): void {
    const { counters, clock, transcription } = this.#parts;
    counters.framesConsumed(source, nextSeq, clock.nowMs());
    transcription.returnCredit(source, nextSeq);
  }
}
