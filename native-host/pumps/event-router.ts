import type { AnyEvent, ErrorMessage } from "../../protocol/messages.ts";
import type { HealthReport, ModelProgress } from "../../protocol/reports.ts";
import type { Session } from "../session/session.ts";
import { SIDECARS_OWN_WORDS } from "../sidecar/pending-requests.ts";

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
 * Whose is what the sidecar says: the running session's, a late word about one that has ended, which goes to the
 * extension under its own id, or nobody's (IPC-4).
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
