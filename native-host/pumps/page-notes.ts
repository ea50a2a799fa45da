import type { Params } from "../../protocol/requests.ts";
import { type PageInterval, type PagePerson, pageNotes } from "../../protocol/speakers/page-evidence.ts";
import { isSame, reachesInto, type SampleRange } from "../journal/strike-at-host.ts";

type PageNote = Params<"page_note">;

/** The latest count; a page that lies takes no more memory than that. */
const MOST_PEOPLE = 500;
const MOST_INTERVALS = 5_000;

/**
 * What the meeting's page has shown of one session so far, for the sidecar that comes next. In memory alone: of all that
 * only what a voice is called is stored, as its label says. An extension that comes back notes all of it again.
 */
export class PageNotes {
  readonly #session: string;
  readonly #people = new Map<string, PagePerson>();
  readonly #intervals = new Map<string, PageInterval>();
  /** For intervals that come later: one may have begun in a span that was struck, or before it. */
  readonly #struck: SampleRange[] = [];

  constructor(session: string) {
    this.#session = session;
  }

  /** @returns what of it may go to the sidecar: nothing of what was struck */
  take({ people = [], intervals: all = [] }: PageNote): PageNote {
    const intervals = all.filter((each) => !this.#struck.some((range) => isAudibleIn(each, range)));
    for (const person of people) this.#people.set(person.key, person);
    for (const interval of intervals)
      this.#intervals.set(`${interval.start_sample} ${interval.key}`, interval);
    dropFirst(this.#people, MOST_PEOPLE);
    dropFirst(this.#intervals, MOST_INTERVALS);
    return { session: this.#session, people, intervals };
  }

  /** Who spoke in a span that is struck is forgotten with the words. */
  strike(range: SampleRange): void {
    if (!this.#struck.some(isSame(range))) this.#struck.push(range);
    for (const [id, interval] of this.#intervals)
      if (isAudibleIn(interval, range)) this.#intervals.delete(id);
  }

  /** All of it, in as many notes as it takes. */
  get notes(): readonly PageNote[] {
    return pageNotes(this.#session, [...this.#people.values()], [...this.#intervals.values()]);
  }
}

function isAudibleIn({ start_sample, end_sample }: PageInterval, range: SampleRange): boolean {
  return reachesInto({ start_sample, end_sample: end_sample ?? Number.POSITIVE_INFINITY }, range);
}

function dropFirst(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
