import { MAX_SESSION_SAMPLES, SAMPLE_RATE, samplesToMs } from "../../../../protocol/audio.ts";
import type { Params } from "../../../../protocol/requests.ts";
import { pageNotes } from "../../../../protocol/speakers/page-evidence.ts";
import type {
  PageHealth,
  PagePerson,
  PeopleReading,
  SpeakingInterval,
} from "../../../shared/messages/meeting-page.ts";
import type { PageFigures } from "../../../shared/status.ts";
import type { SampleRange } from "../../../shared/struck-ranges.ts";
import type { SessionRecord } from "../../transcript/database/transcript-schema.ts";

type PageNote = Params<"page_note">;

interface PagePeopleNeeds {
  /** What is stored of the session: when its first sample was captured, since the epoch, and what was struck; null while nothing is. */
  readonly record: () => Pick<SessionRecord, "startedAtMs" | "struck"> | null;
  /** Goes nowhere while there is no host: all is noted again once there is. */
  readonly toHost: (note: PageNote) => void;
  readonly now: () => number;
  /** Nobody is named by this page. */
  readonly onBlind: () => void;
}

/** The latest count. */
const MOST_PEOPLE = 500;
const MOST_INTERVALS = 2000;
/** A page says less in a second; what a page's process says beyond that is dropped. */
const MOST_MESSAGES_PER_SECOND = 10;
/** The others spoke for so long and the page showed nobody as audible: it does not show who speaks. */
const UNMOVED_SPEECH_MS = 20_000;
/** A page whose clock is not ours, or that lies. */
const FARTHEST_MS = 60_000;

/**
 * Who is in one meeting and who was audible when, by what its page shows: evidence for the names of voices, which goes to the sidecar
 * (WHO-1). In memory alone; a worker that follows has what the page says from then on, and the host the rest.
 */
export class PagePeople {
  readonly #session: string;
  readonly #needs: PagePeopleNeeds;
  readonly #people = new Map<string, PagePerson>();
  /** By key and start, in the order in which they began. */
  readonly #intervals = new Map<string, SpeakingInterval>();
  #reading: Omit<PeopleReading, "people"> | null = null;
  #isRead = false;
  #unmovedMs = 0;
  #wasBlind = false;
  #second = { startMs: 0, messages: 0 };

  constructor(session: string, needs: PagePeopleNeeds) {
    this.#session = session;
    this.#needs = needs;
  }

  /** The meeting's title on its page; null where it shows none. */
  get title(): string | null {
    return this.#reading?.title ?? null;
  }

  /** Counts for the diagnostics, without any name; null where no page was read. */
  get figures(): PageFigures | null {
    if (this.#reading === null) return null;
    const { counts, isHidden } = this.#reading;
    return { ...counts, health: this.#health, isHidden, intervals: this.#intervals.size };
  }

  peopleRead({ people, ...reading }: PeopleReading): void {
    if (this.#isTooMuch()) return;
    this.#reading = reading;
    this.#isRead = true;
    const changed = people.filter((person) => !isSame(this.#people.get(person.key), person));
    for (const person of changed) put(this.#people, person.key, person, MOST_PEOPLE);
    this.#note(changed, []);
    this.#judge();
  }

  speakingRead(intervals: readonly SpeakingInterval[]): void {
    if (this.#isTooMuch()) return;
    const latestMs = this.#needs.now() + FARTHEST_MS;
    const sound = intervals.filter(
      ({ key, startMs, endMs }) =>
        this.#people.has(key) && (endMs ?? startMs) >= startMs && (endMs ?? startMs) <= latestMs,
    );
    if (sound.length > 0) this.#unmovedMs = 0;
    const kept = sound.filter((interval) => !this.#isStruck(interval));
    for (const interval of kept) put(this.#intervals, idOf(interval), interval, MOST_INTERVALS);
    this.#note([], kept);
  }

  /** Nobody reads the page any more: who was audible was so until now, and whom it would show now is not known. */
  gone(): void {
    this.#isRead = false;
    const nowMs = this.#needs.now();
    const ended = [...this.#intervals.values()]
      .filter(({ endMs }) => endMs === null)
      .map((interval) => ({ ...interval, endMs: Math.max(interval.startMs, nowMs) }));
    for (const interval of ended) put(this.#intervals, idOf(interval), interval, MOST_INTERVALS);
    this.#note([], ended);
  }

  /** The others were recognised as speaking there. The page may have shown somebody as audible before that was known. */
  othersSpoke(spoken: SampleRange): void {
    if (this.#reading === null || this.#reading.isHidden || !this.#isRead) return;
    if ([...this.#intervals.values()].some((interval) => this.#reachesInto(interval, spoken))) return;
    this.#unmovedMs += samplesToMs(spoken.endSample - spoken.startSample);
    this.#judge();
  }

  /** The host works on the session (again), perhaps one that knows nothing of it. */
  hostReady(): void {
    this.#note([...this.#people.values()], [...this.#intervals.values()]);
  }

  /** Who spoke in a span that was struck is forgotten, as in the record; the host does the same. */
  struck(): void {
    for (const [id, interval] of this.#intervals) if (this.#isStruck(interval)) this.#intervals.delete(id);
  }

  /** Also one that began before the span and ends later: the page may say so only after the strike. */
  #isStruck(interval: SpeakingInterval): boolean {
    const { struck = [] } = this.#needs.record() ?? {};
    return struck.some((range) => this.#reachesInto(interval, range));
  }

  #reachesInto(interval: SpeakingInterval, { startSample, endSample }: SampleRange): boolean {
    const { startedAtMs = null } = this.#needs.record() ?? {};
    if (startedAtMs === null) return false;
    const { start_sample, end_sample } = samplesOf(interval, startedAtMs);
    return start_sample < endSample && (end_sample ?? Number.POSITIVE_INFINITY) > startSample;
  }

  /** `working` on a page that shows nobody as audible, whoever speaks, is none. */
  get #health(): PageHealth | null {
    const health = this.#reading?.health ?? null;
    return health !== null && this.#unmovedMs >= UNMOVED_SPEECH_MS ? "blind" : health;
  }

  #judge(): void {
    if (this.#wasBlind || this.#health !== "blind") return;
    this.#wasBlind = true;
    this.#needs.onBlind();
  }

  #note(people: readonly PagePerson[], intervals: readonly SpeakingInterval[]): void {
    const { startedAtMs = null } = this.#needs.record() ?? {};
    // Before the first sample there is nothing to be named; the host being ready comes after it.
    if (startedAtMs === null) return;
    const noted = intervals
      .filter(({ endMs }) => endMs === null || endMs > startedAtMs)
      .map((interval) => samplesOf(interval, startedAtMs));
    const known = people.map(({ key, name, isSelf, isShare }) => {
      return { key, name, is_self: isSelf, is_share: isShare };
    });
    for (const note of pageNotes(this.#session, known, noted)) this.#needs.toHost(note);
  }

  #isTooMuch(): boolean {
    const now = this.#needs.now();
    if (now - this.#second.startMs >= 1000) this.#second = { startMs: now, messages: 0 };
    this.#second.messages += 1;
    return this.#second.messages > MOST_MESSAGES_PER_SECOND;
  }
}

function samplesOf({ key, startMs, endMs, sign }: SpeakingInterval, startedAtMs: number) {
  const sample = (timeMs: number) =>
    Math.min(Math.max(0, Math.round(((timeMs - startedAtMs) * SAMPLE_RATE) / 1000)), MAX_SESSION_SAMPLES);
  return { key, start_sample: sample(startMs), end_sample: endMs === null ? null : sample(endMs), sign };
}

function idOf({ key, startMs }: SpeakingInterval): string {
  return `${startMs} ${key}`;
}

function isSame(a: PagePerson | undefined, b: PagePerson): boolean {
  return a !== undefined && a.name === b.name && a.isSelf === b.isSelf && a.isShare === b.isShare;
}

/** Puts in place, and forgets those that were put first where there are too many. */
function put<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.set(key, value);
  for (const first of map.keys()) {
    if (map.size <= most) return;
    map.delete(first);
  }
}
