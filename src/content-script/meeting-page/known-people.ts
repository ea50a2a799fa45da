import type { PagePerson } from "../../shared/messages/meeting-page.ts";
import type { SeenPerson } from "./page-adapter.ts";

/** A name is believed once it has stood for so long: a place that is given to another person shows both for a moment. */
const NAME_HOLD_MS = 1000;
/** Another one, for a person who has one. */
const RENAME_HOLD_MS = 3000;
/** Who has had more names than that has none. */
const MOST_NAMES = 5;
/** What is known of more people than that is forgotten, longest ago first. */
const MOST_KNOWN = 500;

interface Known {
  readonly isShare: boolean;
  isSelf: boolean;
  isAmbiguous: boolean;
  name: string | null;
  /** How many names it has had. */
  names: number;
  /** The name that the page shows, since then. */
  shown: string | null;
  shownSinceMs: number;
  /** When the page showed the name that is believed, last. */
  confirmedAtMs: number;
}

/** The people of one call as they are believed: who was seen to be the user himself stays that, and no name is believed at once. */
export class KnownPeople {
  readonly #known = new Map<string, Known>();

  /** Takes in whom the page shows now; `atMs` counts from any moment. */
  see(people: readonly SeenPerson[], atMs: number): void {
    for (const { key, name, isSelf, isShare, isAmbiguous } of people) {
      const known = this.#known.get(key) ?? {
        isShare,
        isSelf: false,
        isAmbiguous: false,
        name: null,
        names: 0,
        shown: null,
        shownSinceMs: atMs,
        confirmedAtMs: atMs,
      };
      this.#known.delete(key);
      this.#known.set(key, known);
      known.isSelf ||= isSelf;
      known.isAmbiguous ||= isAmbiguous;
      showName(known, name, atMs);
    }
    for (const key of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(key);
    }
  }

  /** Those of `people` as they are believed. */
  believed(people: readonly SeenPerson[]): readonly PagePerson[] {
    return people.flatMap(({ key }) => {
      const known = this.#known.get(key);
      if (known === undefined) return [];
      const { name, isSelf, isShare, isAmbiguous } = known;
      return { key, name: isAmbiguous ? null : name, isSelf, isShare };
    });
  }

  /** Whether the voice behind that key may be known by the page: not the user's own, and not one of two. */
  isEvidence(key: string): boolean {
    const known = this.#known.get(key);
    return known !== undefined && !known.isSelf && !known.isShare && !known.isAmbiguous;
  }
}

function showName(known: Known, name: string | null, atMs: number): void {
  if (name !== known.shown) {
    known.shown = name;
    known.shownSinceMs = atMs;
  }
  if (name === known.name) {
    known.confirmedAtMs = atMs;
    return;
  }
  const hold = known.name === null && known.names === 0 ? NAME_HOLD_MS : RENAME_HOLD_MS;
  if (name !== null && atMs - known.shownSinceMs >= hold) {
    known.names += 1;
    known.name = known.names > MOST_NAMES ? null : name;
    known.confirmedAtMs = atMs;
  } else if (name !== null && atMs - known.confirmedAtMs >= 2 * RENAME_HOLD_MS) known.name = null;
}
