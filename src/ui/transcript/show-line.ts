import { samplesToMs } from "../../../protocol/audio.ts";
import type { Bookmark, LineName } from "../../shared/bookmarks.ts";
import { highlightedLine } from "../../shared/lines/highlights.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";

/** Ends the wait for the line that was to be shown before. */
let stop = () => {};

/** Brings a line into the middle and the keyboard to it. Lines far from what is seen are drawn as they come near. */
export function showOnceDrawn({ source, utterance }: LineName): () => void {
  stop();
  const selector = `[data-caption][data-source="${source}"][data-utterance="${utterance}"]`;
  const show = () => {
    const row = document.querySelector<HTMLElement>(selector);
    row?.focus({ preventScroll: true });
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
