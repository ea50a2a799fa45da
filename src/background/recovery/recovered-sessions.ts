import type { RecoveredSession } from "../../shared/status.ts";

/** The meetings that were cut off, oldest first, as the views are told of them. */
export class RecoveredSessions {
  readonly #onChanged: (sessions: readonly RecoveredSession[]) => void;
  #sessions: readonly RecoveredSession[] = [];

  constructor(onChanged: (sessions: readonly RecoveredSession[]) => void) {
    this.#onChanged = onChanged;
  }

  get isAnyUnfinished(): boolean {
    return this.#sessions.some(({ state }) => state !== "done");
  }

  get names(): readonly string[] {
    return this.#sessions.map(({ session }) => session);
  }

  /** Those whose title was not read yet. */
  get untitled(): readonly string[] {
    return this.#sessions.filter(({ title }) => title === null).map(({ session }) => session);
  }

  /** What is known of its head; nothing of one that is not known. */
  nameOf(session: string): Partial<Pick<RecoveredSession, "title" | "isKeyMissing">> {
    const known = this.#sessions.find((other) => other.session === session);
    return known === undefined ? {} : { title: known.title, isKeyMissing: known.isKeyMissing };
  }

  stateOf(session: string): RecoveredSession["state"] | undefined {
    return this.#sessions.find((known) => known.session === session)?.state;
  }

  /** One that is known already is replaced. */
  add(added: readonly RecoveredSession[]): void {
    const names = new Set(added.map(({ session }) => session));
    const others = this.#sessions.filter(({ session }) => !names.has(session));
    this.#set([...others, ...added].toSorted((a, b) => a.startedAtMs - b.startedAtMs));
  }

  change(session: string, change: Partial<RecoveredSession>): void {
    this.#set(this.#sessions.map((known) => (known.session === session ? { ...known, ...change } : known)));
  }

  drop(session: string): void {
    this.#set(this.#sessions.filter((known) => known.session !== session));
  }

  #set(sessions: readonly RecoveredSession[]): void {
    this.#sessions = sessions;
    this.#onChanged(sessions);
  }
}
