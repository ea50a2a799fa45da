import { EarshotError } from "../../../protocol/errors.ts";
import type { RecoveredSession } from "../../shared/status.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";

interface InterruptedMeetingsNeeds {
  readonly database: Pick<TranscriptDatabase, "listSessions" | "addSession" | "hasContent" | "titleOf">;
  readonly amend: (session: string, change: { completeness: Transcript["completeness"] }) => Promise<void>;
  readonly onChanged: (meetings: readonly RecoveredSession[]) => void;
}

/** A meeting whose head was not opened yet. */
const UNREAD = { title: null, isKeyMissing: false };

/** The meetings that were interrupted, oldest first: the same in the database and in what the views are sent. */
export class InterruptedMeetings {
  readonly #needs: InterruptedMeetingsNeeds;
  #meetings: readonly RecoveredSession[] = [];

  constructor(needs: InterruptedMeetingsNeeds) {
    this.#needs = needs;
  }

  get isAnyUnfinished(): boolean {
    return this.#meetings.some(({ state }) => state !== "done");
  }

  get sessions(): readonly string[] {
    return this.#meetings.map(({ session }) => session);
  }

  known(session: string): RecoveredSession | undefined {
    return this.#meetings.find((known) => known.session === session);
  }

  change(session: string, change: Partial<RecoveredSession>): void {
    this.#set(this.#meetings.map((known) => (known.session === session ? { ...known, ...change } : known)));
  }

  drop(session: string): void {
    this.#set(this.#meetings.filter((known) => known.session !== session));
  }

  /** Reads what the database knows; `running` is the meeting that runs, which is not to be recovered. */
  async load(running: string | null): Promise<void> {
    const records = await this.#needs.database.listSessions();
    this.#add(
      records
        .filter(({ session, completeness }) => completeness !== "complete" && session !== running)
        .map(({ session, startedAtMs, completeness }) => {
          const { title, isKeyMissing } = this.known(session) ?? UNREAD;
          const state = completeness === "recovered" ? "done" : "waiting";
          return { session, startedAtMs, state, remainingMs: 0, title, isKeyMissing };
        }),
    );
  }

  /** Reads the titles that are not known yet; the host, which has the keys, is there. What cannot be read stays unread. */
  async readTitles(): Promise<void> {
    for (const { session } of this.#meetings.filter(({ title }) => title === null)) {
      try {
        const title = await this.#needs.database.titleOf(session);
        this.change(session, { title, isKeyMissing: false });
      } catch (cause) {
        const { code } = EarshotError.from(cause);
        if (code === "session_key_missing") this.change(session, { isKeyMissing: true });
        else return console.warn("Earshot could not read what a meeting is called:", code);
      }
    }
  }

  /** Takes in a session that the host lists; the database may never have known it, or know it as complete. */
  async take(session: string, startedAtMs: number, remainingMs: number): Promise<void> {
    if (this.known(session) !== undefined) {
      return this.change(session, { remainingMs, state: "waiting" });
    }
    const { database } = this.#needs;
    const stored = (await database.listSessions()).find((record) => record.session === session);
    const entry = stored ?? { session, startedAtMs, completeness: "open" };
    if (stored === undefined) await database.addSession(entry);
    const known = { session, startedAtMs: entry.startedAtMs, remainingMs };
    this.#add([{ ...UNREAD, ...known, state: "waiting" }]);
  }

  /** It is finished. A meeting without a word and without a gap is nothing to come back to. */
  async offer(session: string): Promise<void> {
    const hasContent = await this.#needs.database.hasContent(session);
    await this.#needs.amend(session, { completeness: hasContent ? "recovered" : "complete" });
    if (hasContent) this.change(session, { state: "done", remainingMs: 0 });
    else this.drop(session);
  }

  /** The user has seen it; the database is asked, for a worker that has just been woken has not read it yet. */
  async dismiss(session: string): Promise<void> {
    const stored = (await this.#needs.database.listSessions()).find((record) => record.session === session);
    if (stored?.completeness !== "recovered") return;
    await this.#needs.amend(session, { completeness: "complete" });
    this.drop(session);
  }

  /** One that is known already is replaced. */
  #add(added: readonly RecoveredSession[]): void {
    const sessions = new Set(added.map(({ session }) => session));
    const others = this.#meetings.filter(({ session }) => !sessions.has(session));
    this.#set([...others, ...added].toSorted((a, b) => a.startedAtMs - b.startedAtMs));
  }

  #set(meetings: readonly RecoveredSession[]): void {
    this.#meetings = meetings;
    this.#needs.onChanged(meetings);
  }
}
