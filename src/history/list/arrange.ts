import { samplesToMs } from "../../../protocol/audio.ts";
import {
  MEETING_SITES,
  type MeetingEntry,
  type MeetingHead,
  type MeetingSite,
} from "../../shared/listed-meetings.ts";
import { localDate } from "../../shared/timestamps.ts";
import type { Found } from "../search/find.ts";

export const ORDERS = ["newest", "oldest", "longest", "title"] as const;
type Order = (typeof ORDERS)[number];

/** Which meetings are listed, and in which order. Dates as a date field gives them, local; empty: no limit. */
export interface Arrangement {
  readonly order: Order;
  readonly from: string;
  readonly until: string;
  /** Of which kind of site; null: of any, also where that is not known. */
  readonly site: MeetingSite | null;
}

export const NEWEST_FIRST: Arrangement = { order: "newest", from: "", until: "", site: null };

/** A stored meeting as the list arranges it: what is not read yet is null. */
export interface ListedMeeting {
  readonly entry: MeetingEntry;
  readonly head: MeetingHead | null;
  /** What a search found in it; null while nothing is searched. */
  readonly found: Found | null;
}

/** Empty where it has none, or it cannot be read (yet). */
export function titleOf(head: MeetingHead | null): string {
  return head?.reading.name === "read" ? head.reading.title.trim() : "";
}

function siteOf({ head }: ListedMeeting): MeetingSite | null {
  return head?.reading.name === "read" ? (head.reading.site ?? null) : null;
}

/** The kinds of sites that the meetings are of, as far as that is known. */
export function sitesOf(meetings: readonly ListedMeeting[]): readonly MeetingSite[] {
  const sites = new Set(meetings.map(siteOf));
  return MEETING_SITES.filter((site) => sites.has(site));
}

/** How long the meeting was until its last line began; null while nothing of it is known. */
export function lengthOf({ head }: Pick<ListedMeeting, "head">): number | null {
  return head === null ? null : samplesToMs(head.samples);
}

/** More names are no longer read: an imported meeting may have thousands. A search finds them all. */
const MOST_PEOPLE = 6;

/** The names that are listed, each once; in the place of the others stands one sign (pure). */
export function listedPeople(names: readonly string[]): readonly string[] {
  const people = [...new Set(names)];
  return people.length <= MOST_PEOPLE ? people : [...people.slice(0, MOST_PEOPLE), "…"];
}

/** Those of the meetings, the newest first, that are to be listed, in the order that is chosen (pure). */
export function arrange(
  meetings: readonly ListedMeeting[],
  { order, from, until, site }: Arrangement,
): readonly ListedMeeting[] {
  const isInDays = ({ entry }: ListedMeeting) => {
    const { date } = localDate(entry.startedAtMs);
    return (from === "" || date >= from) && (until === "" || date <= until);
  };
  const inDays = from === "" && until === "" ? meetings : meetings.filter(isInDays);
  const listed = site === null ? inDays : inDays.filter((meeting) => siteOf(meeting) === site);
  switch (order) {
    case "newest":
      return listed;
    case "oldest":
      return listed.toReversed();
    case "longest":
      return listed.toSorted((a, b) => (lengthOf(b) ?? 0) - (lengthOf(a) ?? 0));
    case "title": {
      const byTitle = new Intl.Collator(undefined, { numeric: true });
      // Those without a title behind all others.
      const sortKey = ({ head }: ListedMeeting) => titleOf(head) || "\u{10FFFF}";
      return listed.toSorted((a, b) => byTitle.compare(sortKey(a), sortKey(b)));
    }
    default:
      return order satisfies never;
  }
}
