import { type ReadonlySignal, signal } from "@preact/signals";
import { type ErrorReport, errorKind } from "../../protocol/errors.ts";
import {
  type MeetingEntry,
  type MeetingHead,
  type MeetingText,
  MOST_HEADS,
  MOST_TEXTS,
} from "../shared/listed-meetings.ts";
import type { StoredTranscript } from "../shared/messages/to-views.ts";
import type { SearchText } from "../shared/text/search-text.ts";
import { HitLines } from "./search/hit-lines.ts";

/** What the page asks the background for. */
export interface AskMeetings {
  readonly list: () => Promise<readonly MeetingEntry[]>;
  /** At most `MOST_HEADS` at once. */
  readonly heads: (sessions: readonly string[]) => Promise<readonly MeetingHead[]>;
  /** At most `MOST_TEXTS` at once. */
  readonly texts: (sessions: readonly string[]) => Promise<readonly MeetingText[]>;
  readonly transcript: (session: string) => Promise<StoredTranscript>;
}

/** What is read of the meetings on screen, and shown there once it is here. */
export type ShownMeetings = Pick<MeetingLibrary, "onScreen" | "texts" | "hitLines">;

/** The page draws what was read this often: a thousand times would cost more than the reading. */
const PUBLISH_MS = 150;
const MOST_RETRIES = 5;
const RETRY_MS = 1000;
/** Questions for texts that are on their way at once: one is answered while the next is on its way. */
const PIPELINED = 2;

/**
 * All stored meetings, as far as this page has read them: first which there are, which takes no key; then what they are called; then
 * the search texts of those on screen, and of all once somebody searches. Nothing of it outlives the page.
 */
export class MeetingLibrary {
  /** The lines that a search found, of the meetings on screen. */
  readonly hitLines: HitLines;
  readonly #ask: AskMeetings;
  /** The newest first; null until the first list is here. */
  readonly #entries = signal<readonly MeetingEntry[] | null>(null);
  readonly #heads = signal<ReadonlyMap<string, MeetingHead>>(new Map());
  readonly #texts = signal<ReadonlyMap<string, SearchText>>(new Map());
  readonly #unread = signal(0);
  /** What `texts` shows, or will in a moment. */
  readonly #read = new Map<string, SearchText>();
  #publishedMs = 0;
  /** Why the keys cannot be had at present; null while they can. */
  readonly #keysAway = signal<ErrorReport | null>(null);
  #isStale = false;
  #refreshing: Promise<void> | null = null;
  #reading: Promise<void> | null = null;
  /** Whether the words of all meetings are wanted, or only of those on screen. */
  #areAllWanted = false;
  readonly #onScreen = new Set<string>();
  /** On their way, each by its question: what was asked before a meeting changed is not what it says now. */
  readonly #asked = new Map<string, symbol>();
  /** Meetings whose words cannot be had, until something of them changes. */
  readonly #unreadable = new Set<string>();

  constructor(ask: AskMeetings) {
    this.#ask = ask;
    this.hitLines = new HitLines(ask.transcript);
  }

  get entries(): ReadonlySignal<readonly MeetingEntry[] | null> {
    return this.#entries;
  }

  get heads(): ReadonlySignal<ReadonlyMap<string, MeetingHead>> {
    return this.#heads;
  }

  get texts(): ReadonlySignal<ReadonlyMap<string, SearchText>> {
    return this.#texts;
  }

  get keysAway(): ReadonlySignal<ErrorReport | null> {
    return this.#keysAway;
  }

  /** Meetings whose words are wanted and not here. */
  get unread(): ReadonlySignal<number> {
    return this.#unread;
  }

  /** Lists the meetings again and reads what is not known of them; asked for meanwhile, it is done once more. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#refreshing ??= this.#refreshWhileStale().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Something of that meeting is other than what was read. */
  changed(session: string): Promise<void> {
    this.#heads.value = without(this.#heads.value, [session]);
    this.#forgetTexts([session]);
    return this.refresh();
  }

  /** Whether the words of all meetings are wanted from now on; what was read stays, but of a meeting that goes on. */
  wantAll(areWanted: boolean): void {
    this.#areAllWanted = areWanted;
    const open = (this.#entries.value ?? []).filter(({ completeness }) => completeness === "open");
    if (areWanted) this.#forgetTexts(open.map(({ session }) => session));
    this.#readTexts();
  }

  /** Those meetings are on screen, or are not any more: how many words each has is shown there. */
  readonly onScreen = (sessions: readonly string[], isShown: boolean): void => {
    for (const session of sessions)
      if (isShown) this.#onScreen.add(session);
      else this.#onScreen.delete(session);
    this.hitLines.onScreen(sessions, isShown);
    if (isShown) this.#readTexts();
  };

  async #refreshWhileStale(): Promise<void> {
    let failures = 0;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        const entries = (await this.#ask.list()).toSorted((a, b) => b.startedAtMs - a.startedAtMs);
        const known = new Set(entries.map(({ session }) => session));
        const gone = (of: ReadonlyMap<string, unknown>) =>
          [...of.keys()].filter((session) => !known.has(session));
        this.#entries.value = entries;
        this.#heads.value = without(this.#heads.value, gone(this.#heads.value));
        this.#forgetTexts(gone(this.#read));
        await this.#readHeads(entries);
        failures = 0;
      } catch (error) {
        // The worker was stopped in between: its successor is asked.
        console.warn("The meetings cannot be listed:", errorKind(error));
        failures += 1;
        if (failures > MOST_RETRIES) break;
        await pause();
        this.#isStale = true;
      }
    }
    this.#readTexts();
  }

  /** Where the keys are away, one question is enough to know. */
  async #readHeads(entries: readonly MeetingEntry[]): Promise<void> {
    const wanted = entries
      .map(({ session }) => session)
      .filter((session) => this.#heads.value.get(session)?.reading.name !== "read");
    this.#keysAway.value = wanted.length === 0 ? null : this.#keysAway.value;
    for (let from = 0; from < wanted.length && !this.#isStale; from += MOST_HEADS) {
      const heads = await this.#ask.heads(wanted.slice(from, from + MOST_HEADS));
      const all = new Map(this.#heads.value);
      for (const head of heads) all.set(head.session, head);
      this.#heads.value = all;
      this.#keysAway.value = keysAwayIn(heads);
      if (this.#keysAway.value !== null) return;
    }
    this.#unreadable.clear();
  }

  #readTexts(): void {
    this.#countUnread();
    if (this.#reading !== null || this.#nextWanted().length === 0) return;
    this.#reading = Promise.all(Array.from({ length: PIPELINED }, () => this.#readNextTexts()))
      .then(
        () => {},
        (error: unknown) => console.warn("Meetings cannot be read:", errorKind(error)),
      )
      .finally(() => {
        this.#reading = null;
        this.#publishTexts();
        this.#readTexts();
      });
  }

  /** Reads some meetings after the others, until none is wanted that can be had. */
  async #readNextTexts(): Promise<void> {
    for (let next = this.#nextWanted(); next.length > 0; next = this.#nextWanted())
      await this.#readTextsOf(next);
  }

  /** Those on screen first. */
  #nextWanted(): readonly string[] {
    const entries = this.#entries.value;
    if (entries === null || this.#keysAway.value !== null) return [];
    const isNext = (session: string) => this.#isUnread(session) && !this.#asked.has(session);
    const shown = [...this.#onScreen].filter(isNext);
    if (shown.length > 0 || !this.#areAllWanted) return shown.slice(0, MOST_TEXTS);
    const next: string[] = [];
    for (const { session } of entries) {
      if (next.length === MOST_TEXTS) break;
      if (isNext(session)) next.push(session);
    }
    return next;
  }

  async #readTextsOf(sessions: readonly string[]): Promise<void> {
    const question = Symbol("texts");
    for (const session of sessions) this.#asked.set(session, question);
    const isWanted = (session: string) => this.#asked.get(session) === question;
    try {
      const texts = await this.#ask.texts(sessions);
      const readings = new Map(texts.map(({ session, reading }) => [session, reading]));
      for (const session of sessions.filter(isWanted)) {
        const reading = readings.get(session);
        if (reading?.name === "read") this.#read.set(session, reading.text);
        else if (reading?.name !== "pending") this.#unreadable.add(session);
      }
      if (performance.now() - this.#publishedMs >= PUBLISH_MS) this.#publishTexts();
    } catch (error) {
      for (const session of sessions) this.#unreadable.add(session);
      throw error;
    } finally {
      for (const session of sessions.filter(isWanted)) this.#asked.delete(session);
    }
  }

  #isUnread(session: string): boolean {
    return !this.#read.has(session) && !this.#unreadable.has(session);
  }

  #publishTexts(): void {
    this.#publishedMs = performance.now();
    this.#texts.value = new Map(this.#read);
    this.#countUnread();
  }

  #countUnread(): void {
    const areHad = this.#areAllWanted && this.#keysAway.value === null;
    const all = areHad ? (this.#entries.value ?? []) : [];
    this.#unread.value = all.filter(({ session }) => this.#isUnread(session)).length;
  }

  /** What is on its way of them is not wanted any more either. */
  #forgetTexts(sessions: readonly string[]): void {
    for (const session of sessions) {
      this.#read.delete(session);
      this.#unreadable.delete(session);
      this.#asked.delete(session);
    }
    this.hitLines.forget(sessions);
    if (sessions.length > 0) this.#publishTexts();
  }
}

/** Why no key can be had; one that is missing for good says nothing of the others. */
function keysAwayIn(heads: readonly MeetingHead[]): ErrorReport | null {
  for (const { reading } of heads)
    if (reading.name === "unreadable" && reading.error.code !== "session_key_missing") return reading.error;
  return null;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, RETRY_MS);
  });
}

function without<T>(map: ReadonlyMap<string, T>, sessions: readonly string[]): ReadonlyMap<string, T> {
  if (!sessions.some((session) => map.has(session))) return map;
  const left = new Map(map);
  for (const session of sessions) left.delete(session);
  return left;
}
