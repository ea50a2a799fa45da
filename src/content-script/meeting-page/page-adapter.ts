import type { SpeakingSign } from "../../../protocol/speakers/page-facts.ts";
import type { PageReading } from "../../shared/messages/meeting-page.ts";

/** What an adapter sees of its page at one moment. */
export interface PageView {
  readonly reading: PageReading;
  /** The elements by which the mute was read: it is read again as soon as one of them changes. */
  readonly controls: readonly Element[];
}

/** Somebody, or what he shares, as the page shows it at one moment. */
export interface SeenPerson {
  /** The same as long as he is there, also after the page was loaded again. */
  readonly key: string;
  readonly name: string | null;
  readonly isSelf: boolean;
  readonly isShare: boolean;
  /** Somebody else has the same key: what is shown of it may be of either. */
  readonly isAmbiguous: boolean;
  /** Where he stands: who stands there may change. */
  readonly tiles: readonly Element[];
  /** Their class moves while he is audible. */
  readonly meters: readonly Element[];
}

/** Who is there at one moment, by what the page shows. */
export interface PeopleView {
  readonly people: readonly SeenPerson[];
  /** The one whom the page itself marks as speaking; null where it marks none, or not one. */
  readonly active: string | null;
  readonly title: string | null;
}

/**
 * How one meeting platform's page is read. Only what speaks no language counts: attributes, the names of icons and of classes
 * that nobody generates; nothing is written, clicked or measured, so that the page is never laid out for it.
 */
export interface PageAdapter {
  /** Whether that is a page of the platform. */
  readonly isFor: (page: Pick<URL, "hostname" | "pathname">) => boolean;
  /** By which sign of it somebody is audible. */
  readonly sign: SpeakingSign;
  /** May throw: the page is another program's. */
  readonly read: (page: Document) => PageView;
  /** May throw, too. */
  readonly people: (page: Document) => PeopleView;
}

export type SeenMute = Exclude<PageReading["ownMute"], "unknown">;

/** More are not looked at: a page that has more is no meeting, or shows the rest elsewhere. */
export const MOST_PEOPLE = 200;

/** What all say; unknown where one says nothing, where they differ, and where there is none (pure). */
export function agreed(mutes: readonly (SeenMute | null)[]): PageReading["ownMute"] {
  return theOnly(mutes) ?? "unknown";
}

/** What all are; null where one is null, where they differ, and where there is none (pure). */
export function theOnly<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** By key, in the order in which each key came first (pure). */
export function groupedBy<T, Key>(values: readonly T[], keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** A mute that was seen by the sign that is trusted most, or by a weaker one, and what that makes of the adapter's health. */
export function readingOf(
  ownMute: PageReading["ownMute"],
  stage: PageReading["stage"],
  isBestSign: boolean,
): PageReading {
  if (ownMute === "unknown") return { ownMute, stage, health: "blind" };
  return { ownMute, stage, health: isBestSign && stage !== "unknown" ? "working" : "partial" };
}
