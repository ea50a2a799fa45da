import { type ReadonlySignal, signal } from "@preact/signals";
import { errorKind } from "../../../protocol/errors.ts";
import type { StoredTranscript } from "../../shared/messages/to-views.ts";
import { type SearchedLine, searchedLines } from "../../shared/text/search-text.ts";

/**
 * The lines of meetings in which a search found something, as they are written: a search reads folded text alone. Those of the meetings
 * on screen are read, one meeting after the other.
 */
export class HitLines {
  readonly #ask: (session: string) => Promise<StoredTranscript>;
  readonly #lines = signal<ReadonlyMap<string, readonly SearchedLine[]>>(new Map());
  #wanted: ReadonlySet<string> = new Set();
  readonly #onScreen = new Set<string>();
  /** Meetings whose lines cannot be had, until something of them changes. */
  readonly #unreadable = new Set<string>();
  /** On its way: what was asked before the meeting changed is not what it says now. */
  #asked: { readonly session: string } | null = null;

  constructor(ask: (session: string) => Promise<StoredTranscript>) {
    this.#ask = ask;
  }

  /** Of each meeting that was read: all its finished lines, in the order of its search text. */
  get lines(): ReadonlySignal<ReadonlyMap<string, readonly SearchedLine[]>> {
    return this.#lines;
  }

  /** In these meetings something was found. */
  want(sessions: ReadonlySet<string>): void {
    this.#wanted = sessions;
    void this.#read();
  }

  onScreen(sessions: readonly string[], isShown: boolean): void {
    for (const session of sessions)
      if (isShown) this.#onScreen.add(session);
      else this.#onScreen.delete(session);
    if (isShown) void this.#read();
  }

  /** Something of these meetings changed, or they are gone. */
  forget(sessions: readonly string[]): void {
    const left = new Map(this.#lines.value);
    for (const session of sessions) {
      left.delete(session);
      this.#unreadable.delete(session);
      if (this.#asked?.session === session) this.#asked = null;
    }
    if (left.size < this.#lines.value.size) this.#lines.value = left;
  }

  async #read(): Promise<void> {
    const session = this.#next();
    if (session === undefined || this.#asked !== null) return;
    const asked = { session };
    this.#asked = asked;
    const stored = await this.#ask(session).catch((error: unknown) => {
      console.warn("A meeting cannot be read:", errorKind(error));
      return null;
    });
    // Else it changed meanwhile.
    if (this.#asked === asked) {
      this.#asked = null;
      if (stored?.name === "read") {
        const lines = searchedLines(stored.transcript.segments);
        this.#lines.value = new Map(this.#lines.value).set(session, lines);
      } else this.#unreadable.add(session);
    }
    void this.#read();
  }

  #next(): string | undefined {
    return [...this.#onScreen].find(
      (session) =>
        this.#wanted.has(session) && !this.#lines.value.has(session) && !this.#unreadable.has(session),
    );
  }
}
