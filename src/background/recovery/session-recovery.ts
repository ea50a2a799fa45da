import { samplesToMs } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { Result, UnfinishedSession } from "../../../protocol/requests.ts";
import type { Status } from "../../shared/status.ts";
import type { SampleRange } from "../../shared/struck.ts";
import { backoffMs, MAX_ATTEMPTS } from "../host/backoff.ts";
import { isWorthRetrying } from "../host/disconnect-reason.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import { type Finishing, finishAtHost } from "./finish-at-host.ts";
import { type RecordNeeds, RecoveredRecords } from "./recovered-records.ts";
import { RecoveredSessions } from "./recovered-sessions.ts";

type Link = Pick<NativeLink, "request">;

interface RecoveryNeeds extends RecordNeeds {
  readonly host: { readonly ensure: () => Promise<Link> };
  readonly database: RecordNeeds["database"] & Pick<TranscriptDatabase, "listDeleted" | "forgetDeleted">;
  /** Brings what was stored before there were keys into the database; the host, which makes them, is there. */
  readonly sealUnsealed: () => Promise<void>;
  /** Has the host strike what was struck of a session that it has opened. */
  readonly strike: (session: string, struck: readonly SampleRange[], link: Link) => Promise<void>;
  /** Whether no meeting runs: only then is there time for the past. */
  readonly isIdle: () => boolean;
  /** Whether the retention setting gives up a session of that age. */
  readonly isExpired: (startedAtMs: number) => boolean;
  readonly onChanged: (recovered: Status["recovered"]) => void;
  /** Fewer deletions wait for the host, perhaps. */
  readonly onDeletionsChanged: () => Promise<void>;
  /** A round is over; nothing more is tried until somebody asks. */
  readonly onRested: () => void;
  readonly onFailed: (error: EarshotError) => void;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

/**
 * Finishes meetings that were cut off: what the host still has on disk is transcribed, one meeting at a time, oldest
 * first, and only while no meeting runs. A meeting that starts is waited for. Here is decided what is tried when;
 * `finish-at-host.ts` does it, and `recovered-records.ts` keeps what came of it.
 */
export class SessionRecovery {
  readonly #needs: RecoveryNeeds;
  readonly #sessions: RecoveredSessions;
  readonly #records: RecoveredRecords;
  #current: Finishing | null = null;
  #isRunning = false;
  #attempt = 0;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
    this.#sessions = new RecoveredSessions(needs.onChanged);
    this.#records = new RecoveredRecords(needs, this.#sessions);
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
    await this.#records.load(running);
  }

  /** Reads what the meetings are called; the host, which has their keys, is there. */
  async readTitles(): Promise<void> {
    await this.#records.readTitles();
  }

  /** Finishes what can be finished now. What fails stays for the next call. */
  async run(): Promise<void> {
    if (this.#isRunning || !this.#needs.isIdle()) return;
    this.#isRunning = true;
    try {
      const link = await this.#needs.host.ensure();
      await this.#needs.sealUnsealed();
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
    await this.#current?.giveWay();
  }

  /** How much of the one being transcribed is left. */
  progress(remainingMs: number): void {
    if (this.#current !== null) this.#sessions.change(this.#current.session, { remainingMs });
  }

  /** The user has seen it. */
  async dismiss(session: string): Promise<void> {
    await this.#records.dismiss(session);
  }

  /** The user has deleted it: nobody works on it any more. */
  async forget(session: string): Promise<void> {
    this.#sessions.drop(session);
    if (this.#current?.session === session) await this.giveWay();
  }

  /** @returns how many sessions it finished; none is tried twice, whatever the host goes on telling */
  async #round(link: Link, tried: Set<string>): Promise<number> {
    await this.#deleteAtHost(link);
    const { sessions, unreadable = [] } = await listUnfinished(link);
    for (const unfinished of sessions) await this.#take(link, unfinished);
    for (const { session, changed_at } of unreadable) {
      if (this.#needs.isExpired(Date.parse(changed_at))) await this.#delete(link, session);
    }
    await this.#records.readTitles();
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

  /** Takes in a session that the host tells, unless it is too old to be kept. */
  async #take(link: Link, { session, started_at, lag_samples }: UnfinishedSession): Promise<void> {
    const startedAtMs = Date.parse(started_at);
    if (this.#needs.isExpired(startedAtMs)) return void (await this.#delete(link, session));
    const remainingMs = samplesToMs(Math.max(lag_samples.tab, lag_samples.mic));
    await this.#records.take(session, startedAtMs, remainingMs);
  }

  /** @returns whether it is finished */
  async #recover(link: Link, session: string): Promise<boolean> {
    this.#sessions.change(session, { state: "transcribing" });
    try {
      this.#current = finishAtHost(link, session, (struck) => this.#needs.strike(session, struck, link));
      const isFinished = await this.#current.isFinished;
      if (isFinished) await this.#records.offer(session);
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

  /** A host that ended comes back; one that is not there is asked again when somebody needs it. */
  #tryAgain(error: EarshotError): void {
    if (!isWorthRetrying(error.code)) return this.#needs.onFailed(error);
    if (this.#attempt >= MAX_ATTEMPTS) return;
    this.#needs.schedule(() => void this.run(), backoffMs(this.#attempt++));
  }
}

/** A host of an older version knows no recovery, and so has nothing to tell. */
async function listUnfinished(link: Link): Promise<Result<"list_sessions">> {
  try {
    return await link.request("list_sessions", {});
  } catch (cause) {
    if (EarshotError.from(cause).code === "unknown_method") return { sessions: [] };
    throw cause;
  }
}
