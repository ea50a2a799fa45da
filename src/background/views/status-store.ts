import type { AudioSource } from "../../../protocol/audio.ts";
import { IDLE, type SessionEvent, transition } from "../../shared/session.ts";
import type { SourceState, Status } from "../../shared/status.ts";

const INITIAL: Status = {
  session: IDLE,
  sources: { tab: { name: "off" }, mic: { name: "off" } },
  host: { name: "disconnected" },
  model: null,
  models: { list: null, downloads: [], next: null, refusal: null },
  engine: null,
  recogniser: { state: "starting", error: null },
  networkSandbox: null,
  storage: null,
  lagAtStopMs: null,
  corrections: null,
  recovered: [],
  unreadable: null,
  pendingDeletions: 0,
  keyStorage: null,
  lagMs: { tab: 0, mic: 0 },
  problem: null,
  overlay: "none",
  wordAlert: null,
  isOverlayClickThrough: false,
};

/** The status that views show; every change is sent to them at once. */
export class StatusStore {
  readonly #onChange: (status: Status) => void;
  #status = INITIAL;

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
