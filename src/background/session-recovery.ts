import { samplesToMs } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { UnfinishedSession } from "../../protocol/requests.ts";
import type { Status } from "../shared/status.ts";
import type { Transcript } from "../shared/transcript.ts";
import { backoffMs, MAX_ATTEMPTS } from "./backoff.ts";
import { isWorthRetrying } from "./disconnect-reason.ts";
import type { NativeLink } from "./native-link.ts";
import { RecoveredSessions } from "./recovered-sessions.ts";
import type { TranscriptDatabase } from "./transcript-database.ts";
import type { SessionRecord } from "./transcript-schema.ts";

type Link = Pick<NativeLink, "request">;

interface RecoveryNeeds {
  readonly host: { readonly ensure: () => Promise<Link> };
  readonly database: Pick<
    TranscriptDatabase,
    "listSessions" | "putSession" | "hasContent" | "listDeleted" | "forgetDeleted"
  >;
  /** Whether no meeting runs: only then is there time for the past. */
  readonly isIdle: () => boolean;
  /** Whether the retention setting gives up a session of that age. */
  readonly isExpired: (startedAtMs: number) => boolean;
  /** The record of a session that only the host still knows. */
  readonly recordFor: (session: string, startedAtMs: number) => SessionRecord;
  readonly amend: (session: string, change: { completeness: Transcript["completeness"] }) => Promise<void>;
  readonly onChanged: (recovered: Status["recovered"]) => void;
  /** A round is over; nothing more is tried until somebody asks. */
  readonly onRested: () => void;
  readonly onFailed: (error: EarshotError) => void;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

interface Recovering {
  readonly session: string;
  readonly link: Link;
  /** Ends the wait for it. */
  readonly giveWay: () => void;
  /** Settled once the host has opened it. */
  opened: Promise<unknown>;
}

/**
 * Finishes meetings that were cut off: what the host still has on disk is transcribed, one meeting at a time, oldest
 * first, and only while no meeting runs. A meeting that starts is waited for.
 */
export class SessionRecovery {
  readonly #needs: RecoveryNeeds;
  readonly #sessions: RecoveredSessions;
  #current: Recovering | null = null;
  #isRunning = false;
  #attempt = 0;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
    this.#sessions = new RecoveredSessions(needs.onChanged);
  }

  /** Whether the host is needed. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether there is anything to finish, as far as the database knows. */
  get isAnyUnfinished(): boolean {
    return this.#sessions.isAnyUnfinished;
  }

  /** Reads what the database knows; `running` is the meeting that runs, which is nobody's to recover. */
  async load(running: string | null): Promise<void> {
    const records = await this.#needs.database.listSessions();
    this.#sessions.add(
      records
        .filter(({ session, completeness }) => completeness !== "complete" && session !== running)
        .map(({ session, title, startedAtMs, completeness }) => {
          const state = completeness === "recovered" ? "done" : "waiting";
          return { session, title, startedAtMs, state, remainingMs: 0 };
        }),
    );
  }

  /** Finishes what can be finished now. What fails stays for the next call. */
  async run(): Promise<void> {
    if (this.#isRunning || !this.#needs.isIdle()) return;
    this.#isRunning = true;
    try {
      const link = await this.#needs.host.ensure();
      const tried = new Set<string>();
      // The host tells a hundred at a time: another round as long as one got further.
      while ((await this.#round(link, tried)) > 0);
      this.#attempt = 0;
    } catch (cause) {
      this.#tryAgain(EarshotError.from(cause));
    } finally {
      this.#isRunning = false;
      this.#needs.onRested();
    }
  }

  /** A meeting starts: the host gets free for it. Resolves within the host's next answer. */
  async giveWay(): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    current.giveWay();
    try {
      await current.opened;
      await current.link.request("abandon_session", { session: current.session });
    } catch (error) {
      // A host that is gone, or could not open it, does not work on it either.
      console.warn("Earshot had nothing to put aside:", EarshotError.from(error).code);
    }
  }

  /** How much of the one being transcribed is left. */
  progress(remainingMs: number): void {
    if (this.#current !== null) this.#sessions.change(this.#current.session, { remainingMs });
  }

  /** The user has seen it. */
  async dismiss(session: string): Promise<void> {
    if (this.#sessions.stateOf(session) !== "done") return;
    this.#sessions.drop(session);
    await this.#needs.amend(session, { completeness: "complete" });
  }

  /** The user deletes it: nobody works on it any more. */
  async forget(session: string): Promise<void> {
    if (this.#current?.session === session) await this.giveWay();
    this.#sessions.drop(session);
  }

  /** @returns how many sessions it finished; none is tried twice, whatever the host goes on telling */
  async #round(link: Link, tried: Set<string>): Promise<number> {
    await this.#deleteAtHost(link);
    for (const unfinished of await listUnfinished(link)) await this.#take(link, unfinished);
    let finished = 0;
    for (const session of this.#sessions.names) {
      if (!this.#needs.isIdle()) return 0;
      // It may have been deleted while another was being finished.
      if (this.#sessions.stateOf(session) !== "waiting" || tried.has(session)) continue;
      tried.add(session);
      if (await this.#recover(link, session)) finished++;
    }
    return finished;
  }

  async #deleteAtHost(link: Link): Promise<void> {
    for (const session of await this.#needs.database.listDeleted()) {
      if (await this.#delete(link, session)) await this.#needs.database.forgetDeleted(session);
    }
  }

  /** @returns false when the host could not, which keeps nothing else from being finished */
  async #delete(link: Link, session: string): Promise<boolean> {
    try {
      await link.request("delete_session", { session });
      return true;
    } catch (cause) {
      const error = EarshotError.from(cause);
      if (isWorthRetrying(error.code)) throw error;
      this.#needs.onFailed(error);
      return false;
    }
  }

  /** Takes in a session that the host tells; the database may never have known it, or know it as complete. */
  async #take(link: Link, { session, started_at, lag_samples }: UnfinishedSession): Promise<void> {
    const startedAtMs = Date.parse(started_at);
    if (this.#needs.isExpired(startedAtMs)) return void (await this.#delete(link, session));
    const remainingMs = samplesToMs(Math.max(lag_samples.tab, lag_samples.mic));
    if (this.#sessions.stateOf(session) !== undefined) {
      return this.#sessions.change(session, { remainingMs, state: "waiting" });
    }
    const stored = (await this.#needs.database.listSessions()).find((record) => record.session === session);
    const record = stored ?? this.#needs.recordFor(session, startedAtMs);
    if (stored === undefined) await this.#needs.database.putSession(record);
    const { title } = record;
    this.#sessions.add([{ session, title, startedAtMs: record.startedAtMs, state: "waiting", remainingMs }]);
  }

  /** @returns whether it is finished */
  async #recover(link: Link, session: string): Promise<boolean> {
    this.#sessions.change(session, { state: "transcribing" });
    try {
      const isFinished = await this.#finish(link, session);
      if (isFinished) await this.#offer(session);
      else this.#sessions.change(session, { state: "waiting" });
      return isFinished;
    } catch (cause) {
      this.#sessions.change(session, { state: "waiting" });
      const error = EarshotError.from(cause);
      // Without its host the round is over; another failure is this session's own.
      if (isWorthRetrying(error.code)) throw error;
      this.#needs.onFailed(error);
      return false;
    } finally {
      this.#current = null;
    }
  }

  /** @returns false when a meeting went first */
  #finish(link: Link, session: string): Promise<boolean> {
    const leaving = new AbortController();
    const gaveWay = new Promise<false>((resolve) => {
      leaving.signal.addEventListener("abort", () => resolve(false));
    });
    const opening = link.request("resume_session", { session, sources: ["tab", "mic"] });
    this.#current = { session, link, giveWay: () => leaving.abort(), opened: opening };
    const finish = async (): Promise<true> => {
      try {
        const { next } = await opening;
        await link.request("stop_session", { session, next });
      } catch (cause) {
        // The host had finished it, and the browser ended before it could note that.
        if (EarshotError.from(cause).code !== "session_unknown") throw cause;
      }
      return true;
    };
    return Promise.race([finish(), gaveWay]);
  }

  /** A meeting without a word and without a gap is nothing to come back to. */
  async #offer(session: string): Promise<void> {
    const hasContent = await this.#needs.database.hasContent(session);
    await this.#needs.amend(session, { completeness: hasContent ? "recovered" : "complete" });
    if (hasContent) this.#sessions.change(session, { state: "done", remainingMs: 0 });
    else this.#sessions.drop(session);
  }

  /** A host that ended comes back; one that is not there is asked again when somebody needs it. */
  #tryAgain(error: EarshotError): void {
    if (!isWorthRetrying(error.code)) return this.#needs.onFailed(error);
    if (this.#attempt >= MAX_ATTEMPTS) return;
    this.#needs.schedule(() => void this.run(), backoffMs(this.#attempt++));
  }
}

/** A host of an older version knows no recovery, and so has nothing to tell. */
async function listUnfinished(link: Link): Promise<readonly UnfinishedSession[]> {
  try {
    return (await link.request("list_sessions", {})).sessions;
  } catch (cause) {
    if (EarshotError.from(cause).code === "unknown_method") return [];
    throw cause;
  }
}
