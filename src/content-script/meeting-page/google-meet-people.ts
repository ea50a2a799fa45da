import { cleanName, cleanTitle } from "./names.ts";
import { groupedBy, MOST_PEOPLE, type PeopleView, type SeenPerson, theOnly } from "./page-adapter.ts";

const ID = "data-participant-id";
const REQUESTED_ID = "data-requested-participant-id";
const MEDIA_ID = "data-tile-media-id";
const TITLE = "data-meeting-title";
const PERSON = `[${ID}]`;
const ROW = "[role='listitem']";
/** What the user has at his own tile alone. */
const OF_SELF = "[data-self-name], button[jsname='nsKqzb'], button[jsname='Ac69Jc']";
const METER = "[jsname='QgSmzd']";
const NAME = "span.notranslate";
/** Text in there is no name: icons, and what buttons do. */
const NO_NAME = "button, [role='button'], i, svg, style, script";
const KEY = /^[\w./:-]{1,80}$/u;

/** One place where the page shows a person. */
interface Place {
  readonly key: string;
  readonly element: Element;
  readonly isShare: boolean;
  readonly isSelf: boolean;
  /** Null: it shows none, or not one. */
  readonly name: string | null;
  /** Read without the mark that the page gives to names. */
  readonly isNameWeak: boolean;
  /** Ids of two people: it is being made into another one's. */
  readonly isChanging: boolean;
}

/** Who is in a call of Google Meet, by tiles and rows: ADR-049 says by which signs, and how sure they are. */
export function peopleOfMeet(page: Document): PeopleView {
  const places = [...page.querySelectorAll(PERSON)]
    .slice(0, MOST_PEOPLE)
    .flatMap((element) => placeOf(element) ?? []);
  const byKey = groupedBy(places, ({ key }) => key);
  const weakNames = groupedBy(
    [...byKey.values()].map(([place]) => place),
    (place) => (place?.isNameWeak === true ? place.name : null),
  );
  // What several tiles show without the mark of a name is a label.
  const isLabel = (name: string | null) => name !== null && (weakNames.get(name)?.length ?? 0) > 1;
  const people = [...byKey.values()].map((of) => personAt(of, isLabel));
  const title = page.querySelector(`[${TITLE}]`);
  return { people, active: null, title: cleanTitle(title?.getAttribute(TITLE)) };
}

function personAt(places: readonly Place[], isLabel: (name: string | null) => boolean): SeenPerson {
  const [{ key, isShare } = { key: "", isShare: false }] = places;
  const names = places.map(({ name }) => name).filter((name) => name !== null);
  const name = theOnly(names);
  const tiles = places.filter(({ element, isChanging }) => !isChanging && !element.matches(ROW));
  return {
    key,
    name: isShare || isLabel(name) || places.some(({ isChanging }) => isChanging) ? null : name,
    isSelf: places.some(({ isSelf }) => isSelf),
    isShare,
    isAmbiguous: false,
    tiles: tiles.map(({ element }) => element),
    meters: isShare ? [] : tiles.flatMap(({ element }) => [...element.querySelectorAll(METER)]),
  };
}

function placeOf(element: Element): Place | null {
  const person = element.getAttribute(ID) ?? "";
  const media = element.getAttribute(MEDIA_ID) ?? person;
  const isShare = media !== person;
  const key = isShare ? media : person;
  // Buttons and menus within a place carry the id as well.
  if (!KEY.test(key) || element.parentElement?.closest(PERSON) !== null) return null;
  const requested = element.getAttribute(REQUESTED_ID) ?? person;
  const isSelf = element.querySelector(OF_SELF) !== null;
  return { key, element, isShare, isSelf, isChanging: requested !== person, ...nameAt(element) };
}

function nameAt(element: Element): Pick<Place, "name" | "isNameWeak"> {
  if (element.matches(ROW)) return { name: cleanName(element.getAttribute("aria-label")), isNameWeak: false };
  const marked = [...element.querySelectorAll(NAME)].filter((each) => each.closest(NO_NAME) === null);
  if (marked.length > 0)
    return { name: theOnly(marked.map(({ textContent }) => cleanName(textContent))), isNameWeak: false };
  // A name stands in a tile twice, to be seen and to be read aloud; icons and labels stand there once.
  const texts = groupedBy(leavesOf(element), (text) => text);
  const twice = [...texts].flatMap(([text, { length }]) => (length > 1 ? [cleanName(text)] : []));
  return { name: theOnly(twice), isNameWeak: true };
}

function leavesOf(element: Element): readonly string[] {
  return [...element.querySelectorAll("*")]
    .filter((each) => each.childElementCount === 0 && each.closest(NO_NAME) === null)
    .flatMap(({ textContent }) => textContent?.trim() || []);
}
