import type { Transcript } from "../shared/transcript.ts";
import type { RecoveredSessions } from "./recovered-sessions.ts";
import type { TranscriptDatabase } from "./transcript-database.ts";
import type { SessionRecord } from "./transcript-schema.ts";

export interface RecordNeeds {
  readonly database: Pick<TranscriptDatabase, "listSessions" | "putSession" | "hasContent">;
  /** The record of a session that only the host still knows. */
  readonly recordFor: (session: string, startedAtMs: number) => SessionRecord;
  readonly amend: (session: string, change: { completeness: Transcript["completeness"] }) => Promise<void>;
}

/** Keeps the meetings that were cut off alike in the database and in what the views are told. */
export class RecoveredRecords {
  readonly #needs: RecordNeeds;
  readonly #sessions: RecoveredSessions;

  constructor(needs: RecordNeeds, sessions: RecoveredSessions) {
    this.#needs = needs;
    this.#sessions = sessions;
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

  /** Takes in a session that the host tells; the database may never have known it, or know it as complete. */
  async take(session: string, startedAtMs: number, remainingMs: number): Promise<void> {
    if (this.#sessions.stateOf(session) !== undefined) {
      return this.#sessions.change(session, { remainingMs, state: "waiting" });
    }
    const { database, recordFor } = this.#needs;
    const stored = (await database.listSessions()).find((record) => record.session === session);
    const record = stored ?? recordFor(session, startedAtMs);
    if (stored === undefined) await database.putSession(record);
    const { title } = record;
    this.#sessions.add([{ session, title, startedAtMs: record.startedAtMs, state: "waiting", remainingMs }]);
  }

  /** It is finished. A meeting without a word and without a gap is nothing to come back to. */
  async offer(session: string): Promise<void> {
    const hasContent = await this.#needs.database.hasContent(session);
    await this.#needs.amend(session, { completeness: hasContent ? "recovered" : "complete" });
    if (hasContent) this.#sessions.change(session, { state: "done", remainingMs: 0 });
    else this.#sessions.drop(session);
  }

  /** The user has seen it; the database is asked, for a worker that has just been woken has not read it yet. */
  async dismiss(session: string): Promise<void> {
    const stored = (await this.#needs.database.listSessions()).find((record) => record.session === session);
    if (stored?.completeness !== "recovered") return;
    await this.#needs.amend(session, { completeness: "complete" });
    this.#sessions.drop(session);
  }
}
