import { expect, test } from "vitest";
import { MAX_BOOKMARKS, withBookmark } from "../../../src/shared/bookmarks.ts";
import { EXPORT_FORMATS } from "../../../src/shared/export/formats.ts";
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
