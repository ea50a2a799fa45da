import { useLayoutEffect, useRef } from "preact/hooks";
import { samplesToMs } from "../../../protocol/audio.ts";
import type { Bookmark, LineName } from "../../shared/bookmarks.ts";
import { highlightedLine } from "../../shared/lines/highlights.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";

/** Ends the wait for the line that was to be shown before. */
let stop = () => {};

/**
 * Brings a line into the middle, and the keyboard to it unless that stays where it is. Lines far from what is seen are drawn as they
 * come near.
 */
export function showOnceDrawn({ source, utterance }: LineName, isFocused = true): () => void {
  stop();
  const selector = `[data-caption][data-source="${source}"][data-utterance="${utterance}"]`;
  const show = () => {
    const row = document.querySelector<HTMLElement>(selector);
    if (isFocused) row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
    return row !== null;
  };
  const drawn = new MutationObserver(() => {
    if (show()) drawn.disconnect();
  });
  if (!show()) {
    drawn.observe(document.body, { childList: true, subtree: true });
    blockOf(utterance)?.scrollIntoView({ block: "center" });
  }
  stop = () => drawn.disconnect();
  return stop;
}

/** The block that a line stands in, or next to: lines of both sides may start at the same sample. */
function blockOf(utterance: number): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(".block")].findLast(
    ({ dataset }) => Number(dataset["since"]) <= utterance,
  );
}

/**
 * Shows the line that is highlighted, or what was being said at the marked moment of a meeting that began at `startedAtMs`, or last
 * before: with the next frame, when all lines are in a list again that a search has left.
 */
export function showMarked(lines: readonly Line[], bookmark: Bookmark, startedAtMs: number): void {
  const sinceStartMs = bookmark.atMs - startedAtMs;
  const line =
    highlightedLine(lines, bookmark) ??
    lines.findLast(({ startSample }) => samplesToMs(startSample) <= sinceStartMs) ??
    lines[0];
  if (line !== undefined) requestAnimationFrame(() => void showOnceDrawn(line));
}

/**
 * The place of an opened hit that needs not be shown (again), for a search within the meeting was begun since: at the search's end that
 * decides. Another hit that is opened ends it (pure).
 */
export function placeShownBefore(
  before: string | null,
  place: string | null,
  isSearching: boolean,
): string | null {
  return isSearching || before === place ? place : null;
}

/**
 * Where a search in a meeting is left, the hit that was looked at is shown among all lines: the one that had the keyboard last, else of
 * those in view the one at `end`, at which the list begins to be read. The keyboard stays in the field.
 */
export function useHitInContext(pattern: RegExp | null, session: string | null, end: "first" | "last"): void {
  const searched = useRef<string | null>(null);
  const focused = useRef<LineName | null>(null);
  const left = useRef<LineName | null>(null);
  // While it is drawn: after that the hits are gone.
  if (pattern === null && searched.current !== null) {
    if (searched.current === session) left.current = hitLookedAt(focused.current, end);
    focused.current = null;
  }
  searched.current = pattern === null ? null : session;
  useLayoutEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-caption]") : null;
      if (row !== null && searched.current !== null) focused.current = nameOf(row);
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  useLayoutEffect(() => {
    const line = left.current;
    left.current = null;
    if (line !== null) showOnceDrawn(line, false);
  });
}

function hitLookedAt(focused: LineName | null, end: "first" | "last"): LineName | null {
  const list = document.querySelector(".scroller")?.getBoundingClientRect();
  if (list === undefined) return null;
  const rows = [...document.querySelectorAll<HTMLElement>(".scroller [data-caption]")];
  const names = rows.map(nameOf);
  const known = names.find((name) => name.source === focused?.source && name.utterance === focused.utterance);
  const seen = names.filter((_, index) => {
    const { top = 0, bottom = 0 } = rows[index]?.getBoundingClientRect() ?? {};
    return bottom > list.top && top < list.bottom;
  });
  return known ?? seen.at(end === "first" ? 0 : -1) ?? null;
}

function nameOf({ dataset }: HTMLElement): LineName {
  return { source: dataset["source"] === "mic" ? "mic" : "tab", utterance: Number(dataset["utterance"]) };
}
