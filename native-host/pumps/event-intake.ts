import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import type { AnyEvent, ErrorMessage } from "../../protocol/messages.ts";
import type { HealthReport, ModelProgress } from "../../protocol/reports.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { toJournalEvent } from "../journal/journal-event.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Corrections } from "../session/corrections.ts";
import type { Session } from "../session/session.ts";
import { SIDECARS_OWN_WORDS } from "../sidecar/sidecar.ts";
import type { EventDelivery } from "./event-delivery.ts";
import type { SessionCounters } from "./session-metrics.ts";
import type { Transcription } from "./transcription.ts";

interface EventRoutes {
  readonly currentSession: () => Session | null;
  /** Whether this process ever had a session of that id, running or ended. */
  readonly isKnown: (session: string) => boolean;
  /** An event of the running session. */
  readonly receive: (session: Session, event: AnyEvent) => void;
  readonly forward: (message: AnyEvent | ErrorMessage) => void;
  readonly modelIs: (model: ModelProgress | null) => void;
  readonly sidecarSays: (health: HealthReport) => void;
  /** What is nobody's is reported instead; `name` is an event's or a code, never its content. */
  readonly refused: (why: string, name: string) => void;
}

/**
 * Sorts what the sidecar says: events of the running session, late ones of a session that has ended, which go to the
 * extension under its own id, and those of no session (IPC-4).
 */
export class EventRouter {
  readonly #routes: EventRoutes;

  constructor(routes: EventRoutes) {
    this.#routes = routes;
  }

  event(event: AnyEvent): void {
    const { forward, modelIs, sidecarSays, refused } = this.#routes;
    switch (event.event) {
      case "health":
        return sidecarSays(event.data);
      case "model_progress":
        forward(event);
        return modelIs(event.data);
      case "audio_ack":
      case "gap":
      case "metrics":
      case "process_died":
      case "corrected_text":
      case "model_download":
        return refused("an event that is the host's own", event.event);
      default:
        return this.#ofSession(event, event.data.session);
    }
  }

  error(message: ErrorMessage): void {
    const { code, session } = message.error;
    if (session === undefined || this.#routes.isKnown(session)) this.#routes.forward(withoutWords(message));
    else this.#routes.refused("an error of no session", code);
  }

  #ofSession(event: AnyEvent, id: string): void {
    const { currentSession, isKnown, receive, forward, refused } = this.#routes;
    const session = currentSession();
    if (session?.id === id) receive(session, event);
    else if (!isKnown(id)) refused("an event of no session", event.event);
    else if (event.event !== "audio_consumed") forward(event);
  }
}

/** The code tells what happened; what the sidecar says beside it may be anything. */
function withoutWords({ error, ...message }: ErrorMessage): ErrorMessage {
  return { ...message, error: { ...error, message: SIDECARS_OWN_WORDS } };
}

export interface EventIntakeParts {
  readonly counters: SessionCounters;
  readonly clock: Pick<Clock, "nowMs">;
  readonly extension: Pick<ExtensionWriter, "forward" | "event">;
  readonly delivery: Pick<EventDelivery, "deliver">;
  readonly transcription: Pick<Transcription, "pump">;
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
    const kept = toJournalEvent(event);
    if (kept === null) extension.forward(event);
    else delivery.deliver(kept);
    corrections.wake();
  }

  /** Another sidecar will say its words again: what this one was about to say is not kept, and ends for the extension. */
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
