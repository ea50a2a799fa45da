import { type ErrorReport, errorKind } from "../../../protocol/errors.ts";
import type { MeetingMute } from "../../shared/messages/meeting-page.ts";
import type { ActiveSession } from "../../shared/session.ts";
import type { KnownLeaving } from "./page/leaving.ts";

/** A session as the next worker finds it: what was requested of it, and how far that has come. */
export interface RememberedSession extends ActiveSession {
  /** Whether it has the microphone beside its tab: the setting when it began. */
  readonly isMicrophoneWanted: boolean;
  /** The offscreen document was sent the request to capture it. */
  readonly isCaptured: boolean;
  /** The host has a folder for it. */
  readonly isKnownToHost: boolean;
  readonly isPaused: boolean;
  readonly isMuted: boolean;
  readonly meetingMute: MeetingMute;
  /** Which call its tab shows (`callOf`); null while it shows none that is known. */
  readonly call: string | null;
  /** That call seems to be over. */
  readonly leaving: KnownLeaving | null;
  /** It stops by itself because that call is over. */
  readonly wasStoppedWithCall: boolean;
  /** Since when it is paused, since the epoch; absent while it is not. */
  readonly pausedAtMs?: number | undefined;
  /** Stop was requested, or something ended the capture; null while it goes on. */
  readonly stop: Stop | null;
  /** It is being taken down; only what is left of that remains to be done. */
  readonly end: End | null;
}

export interface Stop {
  /** Why; null when the user requested it. */
  readonly cause: ErrorReport | null;
  /** What is waited for before the session ends. `nothing`: what is missing then is transcribed later. */
  readonly waitsFor: "corrections" | "captions" | "nothing";
}

export interface End {
  /** Why it ended; null when the user requested it. */
  readonly error: ErrorReport | null;
  /** The host keeps what it has of it, to be finished later. */
  readonly isUnfinished: boolean;
}

/** How a meeting ended. */
export interface Ended {
  /** The user did not want to wait for the transcription. */
  readonly isFinishedLater: boolean;
  /** The session of which nothing may be left; null where it was no try-out. */
  readonly tryOut: string | null;
}

interface LastSession extends Pick<RememberedSession, "session" | "wasStoppedWithCall"> {
  /** Why it ended; null when the user requested it, or its call was over. */
  readonly error: ErrorReport | null;
}

/** What a worker leaves to the next one. */
export interface LeftSession {
  readonly running: RememberedSession | null;
  /** The last one that ended, where nothing has been started since. */
  readonly last: LastSession | null;
}

type Change = Partial<Omit<RememberedSession, keyof ActiveSession>>;

/**
 * What is requested of the running session. Every request is written down first; who shows it, or acts on it, waits for that
 * (ADR-022). A worker that is stopped in between leaves it to the next one.
 */
export class SessionMemory {
  readonly #store: (left: LeftSession) => Promise<void>;
  #current: RememberedSession | null = null;
  #last: LeftSession["last"] = null;
  /** One write after the other, so that none is overtaken. */
  #written: Promise<void> = Promise.resolve();

  constructor(store: (left: LeftSession) => Promise<void>) {
    this.#store = store;
  }

  /** What is wanted by now, perhaps not written down yet; null when nothing runs. */
  get current(): RememberedSession | null {
    return this.#current;
  }

  /** Resolves once everything that was wanted by now is written down. */
  get stored(): Promise<void> {
    return this.#written;
  }

  /** The session that was begun last, whether it runs or not. */
  get lastSession(): string | null {
    return (this.#current ?? this.#last)?.session ?? null;
  }

  /** Takes over what a worker before this one wrote down. */
  takeOver({ running, last }: LeftSession): void {
    this.#current = running;
    this.#last = last;
  }

  begin(active: ActiveSession, isMicrophoneWanted: boolean): Promise<void> {
    return this.#put({
      ...active,
      isMicrophoneWanted,
      isCaptured: false,
      isKnownToHost: false,
      isPaused: false,
      isMuted: false,
      meetingMute: "open",
      call: null,
      leaving: null,
      wasStoppedWithCall: false,
      stop: null,
      end: null,
    });
  }

  /** Resolves once the change is written down; without a session nothing is changed. */
  change(change: Change): Promise<void> {
    return this.#current === null ? this.#written : this.#put({ ...this.#current, ...change });
  }

  /** The session is over; `error` is why. */
  forget(error: ErrorReport | null): Promise<void> {
    const over = this.#current ?? this.#last;
    this.#last =
      over === null ? null : { session: over.session, error, wasStoppedWithCall: over.wasStoppedWithCall };
    this.#current = null;
    return this.#write();
  }

  #put(next: RememberedSession): Promise<void> {
    this.#current = next;
    return this.#write();
  }

  /** Storage that fails refuses nothing: the request holds as long as this worker lives. */
  #write(): Promise<void> {
    const left = { running: this.#current, last: this.#last };
    this.#written = this.#written
      .then(() => this.#store(left))
      .catch((error: unknown) =>
        console.warn("Earshot could not write down what was asked for:", errorKind(error)),
      );
    return this.#written;
  }
}
