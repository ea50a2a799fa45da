import { EarshotError } from "../../../protocol/errors.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import type { RecoveredSessions } from "./recovered-sessions.ts";

export interface RecordNeeds {
  readonly database: Pick<TranscriptDatabase, "listSessions" | "addSession" | "hasContent" | "titleOf">;
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
        .map(({ session, startedAtMs, completeness }) => {
          const state = completeness === "recovered" ? "done" : "waiting";
          return {
            ...UNREAD,
            session,
            startedAtMs,
            state,
            remainingMs: 0,
            ...this.#sessions.nameOf(session),
          };
        }),
    );
  }

  /** Reads the titles that are not known yet; the host, which has the keys, is there. What cannot be read stays unread. */
  async readTitles(): Promise<void> {
    for (const session of this.#sessions.untitled) {
      try {
        this.#sessions.change(session, {
          title: await this.#needs.database.titleOf(session),
          isKeyMissing: false,
        });
      } catch (cause) {
        const { code } = EarshotError.from(cause);
        if (code === "session_key_missing") this.#sessions.change(session, { isKeyMissing: true });
        else return console.warn("Earshot could not read what a meeting is called:", code);
      }
    }
  }

  /** Takes in a session that the host tells; the database may never have known it, or know it as complete. */
  async take(session: string, startedAtMs: number, remainingMs: number): Promise<void> {
    if (this.#sessions.stateOf(session) !== undefined) {
      return this.#sessions.change(session, { remainingMs, state: "waiting" });
    }
    const { database } = this.#needs;
    const stored = (await database.listSessions()).find((record) => record.session === session);
    const entry = stored ?? { session, startedAtMs, completeness: "open" };
    if (stored === undefined) await database.addSession(entry);
    const known = { session, startedAtMs: entry.startedAtMs, remainingMs };
    this.#sessions.add([{ ...UNREAD, ...known, state: "waiting" }]);
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

/** A meeting whose head was not opened yet. */
const UNREAD = { title: null, isKeyMissing: false };
