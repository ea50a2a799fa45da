import type { AudioSource } from "../../../protocol/audio.ts";
import { type SessionEvent, transition } from "../../shared/session.ts";
import { INITIAL_STATUS, type SourceState, type Status } from "../../shared/status.ts";

/** The status that views show; every change is sent to them at once. */
export class StatusStore {
  readonly #onChange: (status: Status) => void;
  #status = INITIAL_STATUS;

  constructor(onChange: (status: Status) => void) {
    this.#onChange = onChange;
  }

  get status(): Status {
    return this.#status;
  }

  update(change: Partial<Status>): void {
    this.#status = { ...this.#status, ...change };
    this.#onChange(this.#status);
  }

  /** Feeds the session's state machine. */
  advance(event: SessionEvent): void {
    const session = transition(this.#status.session, event);
    if (session !== this.#status.session) this.update({ session });
  }

  setSource(source: AudioSource, state: SourceState): void {
    this.update({ sources: { ...this.#status.sources, [source]: state } });
  }
}
