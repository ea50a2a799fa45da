import { EarshotError } from "../../../protocol/errors.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import { type HeadChange, headOf, type SessionHead } from "./database/transcript-schema.ts";

type Database = Pick<TranscriptDatabase, "amendHead" | "putHead">;

/**
 * Stores the heads of meetings: titles, names, marks, the note of consent. What a meeting that runs cannot have stored, for want of
 * its key or of room on the disk, waits here and is stored later, also where another meeting is shown by then.
 */
export class HeadStore {
  readonly #database: Database;
  /** A head is not stored: the browser's database refused, or there is no key and nothing will be stored later. */
  readonly #onRefused: (cause: unknown) => void;
  readonly #waiting = new Map<string, SessionHead>();
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(database: Database, onRefused: (cause: unknown) => void) {
    this.#database = database;
    this.#onRefused = onRefused;
  }

  /** The head of that session, where one waits that is later than the one on the disk. */
  waiting(session: string): SessionHead | undefined {
    return this.#waiting.get(session);
  }

  /** The session is deleted. */
  forget(session: string): void {
    this.#waiting.delete(session);
  }

  /** Makes one change after the other, so that each is stored with those before it. */
  inOrder<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#lastChange.then(change);
    this.#lastChange = changed.catch(() => null);
    return changed;
  }

  /**
   * Replaces the head of a known session.
   * @param canWait whether one that cannot be stored now is to be stored later
   * @returns whether it is stored, or will be
   */
  async put(session: string, head: SessionHead, canWait: boolean): Promise<boolean> {
    try {
      await this.#database.putHead(session, head);
      this.#waiting.delete(session);
      return true;
    } catch (cause) {
      // A key that is on its way is nothing to report.
      if (!canWait || !(cause instanceof EarshotError)) this.#onRefused(cause);
      if (canWait) this.#waiting.set(session, headOf(head));
      return canWait;
    }
  }

  /** Changes part of the head of a known session. @returns whether it is stored */
  async amend(session: string, change: HeadChange): Promise<boolean> {
    try {
      const waiting = this.#waiting.get(session);
      if (waiting !== undefined) await this.#database.putHead(session, waiting);
      this.#waiting.delete(session);
      await this.#database.amendHead(session, change);
      return true;
    } catch (cause) {
      this.#onRefused(cause);
      return false;
    }
  }

  /** Tries again to store what waits. @returns whether nothing does any more */
  async storeWaiting(): Promise<boolean> {
    if (this.#waiting.size > 0)
      await this.inOrder(async () => {
        for (const [session, head] of this.#waiting) await this.put(session, head, true);
      });
    return this.#waiting.size === 0;
  }
}

/**
 * The head, or the whole transcript, after a change of its head (pure). What is shown is changed again once the head is stored: meanwhile
 * another voice may have been heard.
 */
export function changedHead<Head extends SessionHead>(head: Head, change: HeadChange): Head {
  return { ...head, ...(typeof change === "function" ? change(head) : change) };
}
