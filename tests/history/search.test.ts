import { expect, test } from "vitest";
import { contextOf, findIn } from "../../src/history/search/find.ts";
import { termsOf } from "../../src/history/search/terms.ts";
import { meetingSize, searchText } from "../../src/shared/text/search-text.ts";
import { highlight, termsPattern } from "../../src/ui/captions/highlight.ts";
import { finalSegment, gapOf } from "../shared/transcript-samples.ts";

test.each([
  ["budget plan", ["budget", "plan"]],
  ['"budget plan" ÉTÉ', ["budget plan", "ete"]],
  ["「予算 会議」 サーバー", ["予算 会議", "さーばー"]],
  ["  ", []],
  ['""', []],
  ["plan Plan PLAN", ["plan"]],
])("UI-5 the query %s asks for %j", (query, terms) => {
  expect(termsOf(query)).toEqual(terms);
});

const LINES = [
  ["tab", 1, "Die Straße ist gesperrt, der Zug fährt."],
  ["mic", 3, "「サーバー」の予算は？ Let’s see the BUDGET."],
  ["tab", 6, "The budget for the server is small; budgets are."],
] as const;
const segments = LINES.map(([source, second, stable]) => {
  const startSample = second * 16_000;
  return finalSegment({
    source,
    stable,
    utterance: startSample,
    startSample,
    endSample: startSample + 16_000,
  });
});
const text = searchText({ segments, gaps: [gapOf({ startSample: 0, endSample: 160_000 })] });

test("UI-5 a meeting's words are counted, and its length reaches to the last that is known of it", () => {
  expect(text.wordCount).toBeGreaterThanOrEqual(22);
  expect(text.lengthMs).toBe(10_000);
});

test.each([
  ["budget", { count: 3, lines: [1, 2] }],
  ["strasse", { count: 1, lines: [0] }],
  ["fahrt", { count: 1, lines: [0] }],
  ["さーばー", { count: 1, lines: [1] }],
  ["let's", { count: 1, lines: [1] }],
  ["budget small", { count: 4, lines: [1, 2] }],
  ["budget weekly", { count: 3, lines: [1, 2] }],
  ["budget nothing", null],
  ['"the budget"', { count: 2, lines: [1, 2] }],
  ['"small budgets"', null],
  ["weekly", { count: 0, lines: [] }],
])("UI-5 %s is found as often and where it stands", (query, found) => {
  expect(findIn(text.folded, "weekly", termsOf(query))).toEqual(found);
});

test("UI-5 lines that have more of the words are shown before others", () => {
  const many = searchText({
    segments: Array.from({ length: 9 }, (_, second) =>
      finalSegment({
        stable: second === 8 ? "alpha and beta" : "alpha",
        utterance: second * 16_000,
        startSample: second * 16_000,
      }),
    ),
    gaps: [],
  });

  expect(findIn(many.folded, "", ["alpha", "beta"])).toEqual({ count: 10, lines: [0, 1, 8] });
});

test("UI-5 a hit is shown in its context: the words around it, cut between words", () => {
  const before = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen ";
  const after =
    " fifteen sixteen seventeen eighteen nineteen twenty again and again until it ends somewhere later";

  const spans = contextOf(`${before}Büdget${after} and on and on and on and on`, termsPattern(["budget"]));

  expect(spans.find(({ isMatch }) => isMatch)?.text).toBe("Büdget");
  expect(spans[0]?.text).toMatch(/^…\w+ .* $/u);
  expect(spans.at(-1)?.text).toBe("…");
  expect(spans.map((span) => span.text).join("").length).toBeLessThan(260);
});

function marked(line: string, query: string): string[] {
  const spans = highlight(line, termsPattern(termsOf(query)));
  return spans.filter(({ isMatch }) => isMatch).map((span) => span.text);
}

test("UI-5 an opened meeting marks each of the words as it is written there", () => {
  expect(marked("Die Straße, STRASSE? und Strassen", "strasse")).toEqual(["Straße", "STRASSE", "Strasse"]);
  expect(marked("budgets, a budget (a+b)", "budget budgets a+b")).toEqual(["budgets", "budget", "a+b"]);
  expect(marked("other", "strasse")).toEqual([]);
});

test("UI-5 of a meeting that runs the words of a line are counted once, and all are counted", () => {
  let reads = 0;
  const counted = Array.from({ length: 100 }, (_, index) =>
    Object.defineProperty(finalSegment({ utterance: index * 16_000, endSample: 16_000 }), "stable", {
      enumerable: true,
      get: () => {
        reads += 1;
        return "会議を始めます";
      },
    }),
  );
  const first = meetingSize(counted, []);
  const readFirst = reads;
  const next = finalSegment({ utterance: 1_600_000, stable: "One more.", endSample: 1_616_000 });

  expect(meetingSize([...counted, next, { ...next, isFinal: false }], [])).toEqual({
    wordCount: first.wordCount + 2,
    lengthMs: 101_000,
  });
  expect([readFirst, reads]).toEqual([100, 100]);
  expect(searchText({ segments: counted, gaps: [] })).toMatchObject(first);
});
