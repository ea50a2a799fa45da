import { cleanName, cleanTitle } from "./names.ts";
import { groupedBy, MOST_PEOPLE, type PeopleView, type SeenPerson, theOnly } from "./page-adapter.ts";

const TILE = ".video-avatar__avatar";
/** The first that is there counts. */
const NAMES = [".video-avatar__avatar-footer span", ".video-avatar__avatar-name"];
const ROW_NAME = ".participants-li .participants-item__display-name";
/**
 * Where the page marks who speaks. The one large tile is not among them: it may be pinned or spotlighted, and its mark never moves then.
 */
const FRAMES = [
  "gallery-video-container",
  "speaker-bar-container",
  "multi-speaker-main-container",
  "multi-speaker-active-container",
].map((container) => `${container}__video-frame`);

/** One place where the page shows a person. */
interface Place {
  /** Where it stands: nobody stands in one list twice. */
  readonly list: string;
  readonly name: string | null;
  readonly isActive: boolean;
}

/**
 * Who is in a call of Zoom's web client: ADR-049 says by which signs. The page has no id of a person, so that each has his name for one, and who
 * shares it with another one has none.
 */
export function peopleOfZoom(roots: readonly Document[]): PeopleView {
  const tiles = roots.flatMap((root) => tilesIn(root));
  const rows = roots.flatMap((root) => rowsIn(root));
  const places = [...tiles, ...rows];
  const named = [...groupedBy(places, ({ name }) => name)].flatMap(([name, of]) =>
    name === null ? [] : { name, isShared: isSharedBy(of) },
  );
  const isShared = (name: string) => named.some((each) => each.name === name && each.isShared);
  const speaker = theOnly(tiles.filter(({ isActive }) => isActive).map(({ name }) => name));
  const [title = null] = roots.flatMap(
    (root) => cleanTitle(root.querySelector(".meeting-info__title")?.textContent) ?? [],
  );
  return {
    people: [
      ...named.map((each) => personOf(keyOf(each.name), each.isShared ? null : each.name, each.isShared)),
      // Nothing tells one from the other: they count, for how well the page is seen.
      ...places.filter(({ name }) => name === null).map((_, index) => personOf(`zoom:?${index}`, null, true)),
    ],
    active: speaker === null || isShared(speaker) ? null : keyOf(speaker),
    title,
  };
}

function personOf(key: string, name: string | null, isAmbiguous: boolean): SeenPerson {
  return { key, name, isSelf: false, isShare: false, isAmbiguous, tiles: [], meters: [] };
}

/** Whether two people have that name: the same list shows it twice. */
function isSharedBy(places: readonly Place[]): boolean {
  return new Set(places.map(({ list }) => list)).size < places.length;
}

function rowsIn(root: Document): readonly Place[] {
  return [...root.querySelectorAll(ROW_NAME)]
    .slice(0, MOST_PEOPLE)
    .map(({ textContent }) => ({ list: "rows", name: cleanName(textContent), isActive: false }));
}

/** Tiles of the frames in which speakers are marked, each of them once. */
function tilesIn(root: Document): readonly Place[] {
  return FRAMES.flatMap((frame) =>
    [...root.querySelectorAll(`.${frame}`)].map((element) => ({ frame, element })),
  )
    .slice(0, MOST_PEOPLE)
    .flatMap(({ frame, element }) => {
      const [avatar, ...others] = element.querySelectorAll(TILE);
      if (avatar === undefined || others.length > 0) return [];
      return [
        { list: frame, name: nameAt(avatar), isActive: element.classList.contains(`${frame}--active`) },
      ];
    });
}

function nameAt(tile: Element): string | null {
  for (const selector of NAMES) {
    const found = [...tile.querySelectorAll(selector)].map(({ textContent }) => cleanName(textContent));
    if (found.length > 0) return theOnly(found.filter((name) => name !== null));
  }
  return cleanName(tile.querySelector(".video-avatar__avatar-img")?.getAttribute("alt"));
}

/** The same for the same name, and without the name (FNV-1a over UTF-16 units, twice 32 bits). */
function keyOf(name: string): string {
  const hash = (seed: number) => {
    let sum = seed;
    for (let index = 0; index < name.length; index += 1)
      sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193) >>> 0;
    return sum.toString(16);
  };
  return `zoom:${hash(0x811c9dc5)}${hash(0x9747b28c)}`;
}
