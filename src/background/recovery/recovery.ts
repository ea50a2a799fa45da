import { samplesToMs } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { Result, UnfinishedSession } from "../../../protocol/requests.ts";
import { backoffMs, MAX_ATTEMPTS } from "../../shared/backoff.ts";
import { type SampleRange, struckRanges } from "../../shared/struck-ranges.ts";
import { isWorthRetrying } from "../host/disconnect-reason.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import type { InterruptedMeetings } from "./interrupted-meetings.ts";
import type { Retention } from "./retention.ts";

type Link = Pick<NativeLink, "request">;

interface RecoveryNeeds {
  /** What the views are sent. */
  readonly interrupted: InterruptedMeetings;
  readonly host: { readonly ensure: () => Promise<Link> };
  readonly database: Pick<TranscriptDatabase, "listDeleted" | "forgetDeleted">;
  /** Brings what was stored before there were keys into the database; true when there was any. The host, which makes them, is there. */
  readonly sealUnsealed: () => Promise<boolean>;
  readonly onSealed: () => void;
  /** Has the host strike what was struck of a session that it has opened. */
  readonly strike: (session: string, struck: readonly SampleRange[], link: Link) => Promise<void>;
  /** Whether no meeting runs: only then is there time for the past. */
  readonly isIdle: () => boolean;
  readonly retention: Pick<Retention, "isExpiredAtHost">;
  /** Fewer deletions wait for the host, perhaps. */
  readonly onDeletionsChanged: () => Promise<void>;
  /** A round is over; nothing more is tried until it is requested. */
  readonly onIdle: () => void;
  readonly onFailed: (error: EarshotError) => void;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

/** A meeting while the host works on it. */
interface Finishing {
  readonly session: string;
  /**
   * False when it gave way.
   * @throws {EarshotError} why the host cannot finish it
   */
  readonly isFinished: Promise<boolean>;
  /** Ends the wait for it and gets the host free. Resolves within the host's next answer. */
  readonly abandon: () => Promise<void>;
}

/**
 * Finishes meetings that were interrupted: what the host still has on disk is transcribed, one meeting at a time, oldest
 * first, and only while no meeting runs. A meeting that starts is waited for. When a round begins is in `schedule.ts`. A meeting whose
 * worker was stopped is not interrupted: the next worker goes on with it (`src/background/open-worker.ts`).
 */
export class SessionRecovery {
  readonly #needs: RecoveryNeeds;
  #current: Finishing | null = null;
  #isRunning = false;
  #attempt = 0;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
  }

  /** Whether the host is needed. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Finishes what can be finished now. What fails stays for the next call. */
  async run(): Promise<void> {
    if (this.#isRunning || !this.#needs.isIdle()) return;
    this.#isRunning = true;
    try {
      const link = await this.#needs.host.ensure();
      await this.#sealUnsealed();
      const tried = new Set<string>();
      // The host lists a hundred at a time: another round as long as one got further.
      while ((await this.#round(link, tried)) > 0);
      this.#attempt = 0;
    } catch (cause) {
      this.#tryAgain(EarshotError.from(cause));
    } finally {
      this.#isRunning = false;
      this.#needs.onIdle();
    }
  }

  /** A meeting starts: the host gets free for it. Resolves within the host's next answer. */
  async giveWay(): Promise<void> {
    await this.#current?.abandon();
  }

  /** How much of the one being transcribed is left. */
  progress(remainingMs: number): void {
    if (this.#current !== null) this.#needs.interrupted.change(this.#current.session, { remainingMs });
  }

  /** The user has deleted it: it is not worked on any more. */
  async forget(session: string): Promise<void> {
    this.#needs.interrupted.drop(session);
    if (this.#current?.session === session) await this.giveWay();
  }

  async #sealUnsealed(): Promise<void> {
    if (!(await this.#needs.sealUnsealed())) return;
    await this.#needs.interrupted.load(null);
    this.#needs.onSealed();
  }

  /** @returns how many sessions it finished; none is tried twice, whatever the host goes on listing */
  async #round(link: Link, tried: Set<string>): Promise<number> {
    await this.#deleteAtHost(link);
    const { sessions, unreadable = [] } = await listUnfinished(link);
    // The host may have refused to delete one, or a try-out begun meanwhile.
    const deleted = new Set(await this.#needs.database.listDeleted());
    for (const unfinished of sessions)
      if (!deleted.has(unfinished.session)) await this.#take(link, unfinished);
    for (const { session, changed_at } of unreadable) {
      if (await this.#needs.retention.isExpiredAtHost(session, Date.parse(changed_at)))
        await this.#delete(link, session);
    }
    await this.#needs.interrupted.readTitles();
    let finished = 0;
    for (const session of this.#needs.interrupted.sessions) {
      if (!this.#needs.isIdle()) return 0;
      // It may have been deleted while another was being finished.
      if (this.#needs.interrupted.known(session)?.state !== "waiting" || tried.has(session)) continue;
      tried.add(session);
      if (await this.#recover(link, session)) finished++;
    }
    return finished;
  }

  async #deleteAtHost(link: Link): Promise<void> {
    for (const session of await this.#needs.database.listDeleted()) {
      // A try-out that has begun meanwhile is among them.
      if (!this.#needs.isIdle()) return;
      if (await this.#delete(link, session)) await this.#needs.database.forgetDeleted(session);
    }
    await this.#needs.onDeletionsChanged();
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

  /** Takes in a session that the host lists, unless it is older than the retention setting. */
  async #take(link: Link, { session, started_at, lag_samples }: UnfinishedSession): Promise<void> {
    const startedAtMs = Date.parse(started_at);
    if (await this.#needs.retention.isExpiredAtHost(session, startedAtMs))
      return void (await this.#delete(link, session));
    const remainingMs = samplesToMs(Math.max(lag_samples.tab, lag_samples.mic));
    await this.#needs.interrupted.take(session, startedAtMs, remainingMs);
  }

  /** @returns whether it is finished */
  async #recover(link: Link, session: string): Promise<boolean> {
    this.#needs.interrupted.change(session, { state: "transcribing" });
    try {
      this.#current = finishAtHost(link, session, (struck) => this.#needs.strike(session, struck, link));
      const isFinished = await this.#current.isFinished;
      if (isFinished) await this.#needs.interrupted.offer(session);
      else this.#needs.interrupted.change(session, { state: "waiting" });
      return isFinished;
    } catch (cause) {
      this.#needs.interrupted.change(session, { state: "waiting" });
      const error = EarshotError.from(cause);
      // Without its host the round is over; another failure is this session's own.
      if (isWorthRetrying(error.code)) throw error;
      this.#needs.onFailed(error);
      return false;
    } finally {
      this.#current = null;
    }
  }

  /** A host that ended comes back; one that is not there is connected to again when it is needed. */
  #tryAgain(error: EarshotError): void {
    if (!isWorthRetrying(error.code)) return this.#needs.onFailed(error);
    if (this.#attempt >= MAX_ATTEMPTS) return;
    this.#needs.schedule(() => void this.run(), backoffMs(this.#attempt++));
  }
}

/** A host of an older version knows no recovery, and so has nothing to list. */
async function listUnfinished(link: Link): Promise<Result<"list_sessions">> {
  try {
    return await link.request("list_sessions", {});
  } catch (cause) {
    if (EarshotError.from(cause).code === "unknown_method") return { sessions: [] };
    throw cause;
  }
}

/**
 * Resumes a session and stops it, as if the user had pressed Stop.
 *
 * @param beforeStop is done in between, with what the host has struck, before anything else that the host sends is taken in
 */
function finishAtHost(
  link: Link,
  session: string,
  beforeStop: (struck: readonly SampleRange[]) => Promise<void>,
): Finishing {
  const leaving = new AbortController();
  const gaveWay = new Promise<false>((resolve) => {
    leaving.signal.addEventListener("abort", () => resolve(false));
  });
  const opening = link.request("resume_session", { session, sources: ["tab", "mic"] });
  return {
    session,
    isFinished: Promise.race([stopOnceOpen(link, session, opening, beforeStop), gaveWay]),
    async abandon() {
      leaving.abort();
      try {
        await opening;
        await link.request("abandon_session", { session });
      } catch (error) {
        // A host that is gone, or could not open it, does not work on it either.
        console.warn("Earshot had nothing to defer:", EarshotError.from(error).code);
      }
    },
  };
}

async function stopOnceOpen(
  link: Link,
  session: string,
  opening: Promise<Result<"resume_session">>,
  beforeStop: (struck: readonly SampleRange[]) => Promise<void>,
): Promise<true> {
  try {
    const resumed = await opening;
    await beforeStop(struckRanges(resumed));
    await link.request("stop_session", { session, next: resumed.next });
  } catch (cause) {
    // The host had finished it, and the browser ended before it could note that.
    if (EarshotError.from(cause).code !== "session_unknown") throw cause;
  }
  return true;
}
