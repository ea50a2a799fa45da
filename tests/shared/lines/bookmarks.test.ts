import { expect, test } from "vitest";
import { type Bookmark, MAX_BOOKMARKS, withBookmark } from "../../../src/shared/bookmarks.ts";
import { EXPORT_FORMATS } from "../../../src/shared/export/formats.ts";
import { FIRST_PARTS } from "../../../src/shared/export/parts.ts";
import { highlightOf } from "../../../src/shared/lines/highlights.ts";
import { shownLines } from "../../../src/shared/lines/shown-lines.ts";
import { read } from "../export/readers/read.ts";
import { finalSegment, transcriptOf } from "../transcript-samples.ts";

const mark = (id: string, atMs: number, note = "") => ({ id, atMs, note });

test("UI-8 moments stand in order of time, each once, with its note as it is now", () => {
  const marks = [mark("b", 9), mark("a", 5), mark("b", 9, "Ask Aki"), mark("b", 9, "Ask Aki")].reduce(
    withBookmark,
    [],
  );

  expect(marks).toEqual([mark("a", 5), mark("b", 9, "Ask Aki")]);
});

test("UI-8 a meeting has room for so many marks, and those that it has can be changed", () => {
  const full = Array.from({ length: MAX_BOOKMARKS }, (_, index) => mark(String(index), index));

  expect(withBookmark(full, mark("more", 5))).toBe(full);
  expect(withBookmark(full, mark("0", 0, "Noted."))[0]?.note).toBe("Noted.");
});

test.each(["txt", "md", "html", "json"])(
  "UI-8 UI-4 what was marked is in the file %s, with its time and note",
  async (format) => {
    const plain = transcriptOf([finalSegment()]);
    const bookmarks = [
      mark("a", plain.startedAtMs + 61_000.4, "Decided: *yes* <b>"),
      mark("b", plain.startedAtMs + 3_723_000),
    ];
    const file = EXPORT_FORMATS.find((known) => known.format === format);
    const marked = await file?.render({ ...plain, bookmarks }, "en");
    const unmarked = await file?.render(plain, "en");
    const readable: Readonly<Record<string, readonly string[]>> = {
      txt: ["Marked moments:", "[00:01:01] Decided: *yes* <b>", "[01:02:03]"],
      md: ["## Marked moments", String.raw`- 00:01:01 Decided: \*yes\* \<b\>`, "- 01:02:03"],
      html: ["<h2>Marked moments</h2>", "Decided: *yes* &lt;b&gt;", "01:02:03"],
      json: ['"startMs": 61000', '"note": "Decided: *yes* <b>"', '"startMs": 3723000'],
    };

    for (const words of readable[format] ?? []) expect(marked).toContain(words);
    expect(unmarked).not.toMatch(/Marked moments|bookmarks/u);
  },
);

const HIGHLIGHTED = "1. Ship *it* <now>!";
const said = transcriptOf([
  finalSegment({ stable: "Before." }),
  finalSegment({ utterance: 64_000, startSample: 64_000, endSample: 80_000, stable: HIGHLIGHTED }),
]);
const highlight = shownLines(said.segments).flatMap((line) =>
  line.stable === HIGHLIGHTED ? [highlightOf(line, said.startedAtMs, "h")] : [],
);

interface Read {
  readonly blocks: readonly { readonly text: string; readonly marks: readonly string[] }[];
  readonly other: readonly string[];
  readonly said: readonly {
    readonly runs: readonly { readonly text: string; readonly isHighlighted: boolean }[];
  }[];
}

/** How a reader of the format sees what is highlighted among what was said. */
const SEEN: Readonly<Record<string, (file: string | Uint8Array) => unknown>> = {
  txt: (file) => /^\[.*\] ★ (?:.*?: )?(.*)$/mu.exec(String(file))?.[1],
  md: (file) => {
    const { blocks } = read("read_markdown.py", file) as Read;
    const line = blocks.find(({ marks, text }) => marks.includes("strong_open") && text.includes("Ship"));
    return line?.text.split("\n").find((text) => text.includes("Ship"));
  },
  html: (file) =>
    /<p[^>]*><mark>(.*)<\/mark><\/p>/u.exec(String(file))?.[1]?.replace("&lt;", "<").replace("&gt;", ">"),
  docx: (file) =>
    (read("read_docx.py", file) as Read).said
      .flatMap(({ runs }) => runs)
      .filter(({ isHighlighted }) => isHighlighted)
      .map(({ text }) => text)
      .join(""),
};

test.each(Object.entries(SEEN))(
  "UI-8 UI-4 in a %s file a highlighted line is told from the others, unless marks are left out",
  async (format, seen) => {
    const file = EXPORT_FORMATS.find((known) => known.format === format);
    const marked = await file?.render({ ...said, bookmarks: highlight }, "en");
    const plain = await file?.render(said, "en");
    const left = await file?.render({ ...said, bookmarks: highlight }, "en", {
      ...FIRST_PARTS,
      bookmarks: false,
    });

    expect(seen(marked ?? "")).toBe(HIGHLIGHTED);
    expect(seen(left ?? "")).toEqual(seen(plain ?? ""));
    expect(seen(plain ?? "") ?? "").not.toBe(HIGHLIGHTED);
  },
);

test("UI-8 UI-4 what was marked is called by what it is: moments, highlighted lines, or both", async () => {
  const moment = mark("a", said.startedAtMs);
  const headOf = async (bookmarks: readonly Bookmark[]) => {
    const text = await EXPORT_FORMATS.find(({ format }) => format === "txt")?.render(
      { ...said, bookmarks },
      "en",
    );
    return String(text)
      .split("\n")
      .find((line) => line.endsWith(":"));
  };

  expect(await headOf([moment])).toBe("Marked moments:");
  expect(await headOf(highlight)).toBe("Highlighted lines:");
  expect(await headOf([moment, ...highlight])).toBe("Marked moments and highlighted lines:");
});
