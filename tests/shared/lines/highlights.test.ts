import { expect, test } from "vitest";
import { parseExport } from "../../../src/background/transcript/import/parse-export.ts";
import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import { EXPORT_FORMATS } from "../../../src/shared/export/formats.ts";
import { exportBookmarks } from "../../../src/shared/export/segments.ts";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { highlightedLine, highlightOf, highlightsOf } from "../../../src/shared/lines/highlights.ts";
import { edited, type LineEdit } from "../../../src/shared/lines/segment-versions.ts";
import { joinOf, shownLines, splitOf } from "../../../src/shared/lines/shown-lines.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { read } from "../export/readers/read.ts";
import { finalSegment, transcriptOf } from "../transcript-samples.ts";

const at = (utterance: number, stable: string, changes: Partial<Segment> = {}) =>
  finalSegment({ utterance, startSample: utterance, endSample: utterance + 16_000, stable, ...changes });
const ONE = at(16_000, "Shall we start?");
const TWO = at(48_000, "Then *the* venue.");
const MIC = at(48_000, "Yes.", { source: "mic" });
const plain = transcriptOf([ONE, MIC, TWO]);
const HIGHLIGHT = highlightOf(TWO, plain.startedAtMs, "a");

function after(edit: LineEdit | null): readonly Segment[] {
  return [ONE, MIC, TWO].map((line) => {
    const isIt = edit?.source === line.source && edit.utterance === line.utterance;
    return (isIt ? edited(line, edit, 5) : null) ?? line;
  });
}
const wordsOf = (segments: readonly Segment[], bookmark: Bookmark) =>
  highlightedLine(shownLines(segments), bookmark)?.stable;

test("UI-8 a highlight is of one line of one side, and a moment of none", () => {
  const moment = { id: "b", atMs: HIGHLIGHT.atMs, note: "" };

  expect(HIGHLIGHT).toEqual({
    id: "a",
    atMs: plain.startedAtMs + 3000,
    note: "",
    line: { source: "tab", utterance: 48_000 },
  });
  expect([ONE, MIC, TWO].map((line) => highlightsOf([HIGHLIGHT, moment], line).length)).toEqual([0, 0, 1]);
  expect(wordsOf([ONE, MIC, TWO], moment)).toBeUndefined();
});

test("UI-8 a highlight stays with its words where the line is split, and where it is joined to the one before", () => {
  expect(wordsOf(after(splitOf(TWO, "Then", "the venue.")), HIGHLIGHT)).toBe("Then");
  expect(wordsOf(after(joinOf(ONE, TWO)), HIGHLIGHT)).toBe("Shall we start? Then *the* venue.");
  expect(wordsOf([ONE, MIC], HIGHLIGHT)).toBeUndefined();
});

test.each([
  ["txt", (file: string | Uint8Array) => file, /\[00:00:03\] Meeting: Then \*the\* venue\. – Ask Aki\n$/u],
  ["md", (file: string | Uint8Array) => file, /- 00:00:03 Meeting: Then \\\*the\\\* venue\. – Ask Aki\n$/u],
  [
    "html",
    (file: string | Uint8Array) => file,
    /<mark dir="auto" lang="en">Meeting: Then \*the\* venue\.<\/mark> <bdi>Ask Aki/u,
  ],
  [
    "docx",
    (file: string | Uint8Array) => JSON.stringify(read("read_docx.py", file)),
    /00:00:03 Meeting: Then \*the\* venue\. – Ask Aki/u,
  ],
] as const)(
  "UI-8 UI-4 what is highlighted is in the file %s, with who said it and the note",
  async (format, seen, expected) => {
    const file = EXPORT_FORMATS.find((known) => known.format === format);
    const rendered = await file?.render({ ...plain, bookmarks: [{ ...HIGHLIGHT, note: "Ask Aki" }] }, "en");

    expect(seen(rendered ?? "")).toMatch(expected);
  },
);

test("UI-8 UI-9 a highlight is read back from a JSON export, and one of a line that is gone is a moment", () => {
  const gone = { ...HIGHLIGHT, id: "c", line: { source: "tab", utterance: 99_000 } } as const;
  const parsed = parseExport(toJson({ ...plain, bookmarks: [HIGHLIGHT, gone] }));
  const { line: _line, ...moment } = gone;

  expect(parsed.name === "read" && parsed.transcript.bookmarks).toEqual([HIGHLIGHT, moment]);
});

test("UI-4 a mark is exported at its own moment, whatever is highlighted", () => {
  const [mark] = exportBookmarks({ ...plain, bookmarks: [HIGHLIGHT] });

  expect(mark).toMatchObject({ startMs: 3000, line: { source: "tab", startMs: 3000, speaker: "Meeting" } });
});
