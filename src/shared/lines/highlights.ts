import { samplesToMs } from "../../../protocol/audio.ts";
import type { Bookmark, LineName } from "../bookmarks.ts";
import type { Line } from "./shown-lines.ts";

/** Whether a line is the one of that name, or what it has taken in is: a highlight stays where lines are joined. */
function isNamed({ source, utterance }: LineName, line: Line): boolean {
  if (line.source !== source) return false;
  if (line.utterance === utterance) return true;
  const isWithin = line.startSample <= utterance && utterance < line.endSample;
  return isWithin && line.part?.joined.some((joined) => joined.utterance === utterance) === true;
}

/** The bookmarks that highlight a line. */
export function highlightsOf(bookmarks: readonly Bookmark[], line: Line): readonly Bookmark[] {
  return bookmarks.filter((bookmark) => bookmark.line !== undefined && isNamed(bookmark.line, line));
}

/** The line that a bookmark highlights; undefined for a moment, and where there is no such line any more. */
export function highlightedLine(lines: readonly Line[], { line: name }: Bookmark): Line | undefined {
  return name === undefined ? undefined : lines.find((line) => isNamed(name, line));
}

/** What highlights `line` of a meeting that began at `startedAtMs`. */
export function highlightOf(line: Line, startedAtMs: number, id: string): Bookmark {
  const { source, utterance, startSample } = line;
  return { id, atMs: startedAtMs + samplesToMs(startSample), note: "", line: { source, utterance } };
}

/** What a list of moments and highlighted lines, so many of each, is called. */
export function marksTitle(
  titles: Readonly<Record<"moments" | "highlights" | "both", string>>,
  moments: number,
  highlights: number,
): string {
  if (highlights === 0) return titles.moments;
  return moments === 0 ? titles.highlights : titles.both;
}
