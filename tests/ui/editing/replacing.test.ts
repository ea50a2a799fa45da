import { expect, test, vi } from "vitest";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { edited, type LineEdit } from "../../../src/shared/lines/segment-versions.ts";
import { MAX_EDITS } from "../../../src/shared/messages/edit-shapes.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { withTerm } from "../../../src/shared/text/word-list.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { searchPattern } from "../../../src/ui/captions/highlight.ts";
import { newReplacing, replacementsIn } from "../../../src/ui/editing/replacing.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

const SESSION = "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11";
const line = (stable: string, index = 1, changes: Partial<Segment> = {}) =>
  finalSegment({ stable, utterance: index * 16_000, startSample: index * 16_000, ...changes });
const pattern = (query: string): RegExp => searchPattern(query) ?? /never/gu;

function edits(send: {
  mock: { calls: readonly (readonly [ViewCommand])[] };
}): readonly (readonly LineEdit[])[] {
  return send.mock.calls.flatMap(([command]) => (command.type === "edit-lines" ? [command.edits] : []));
}

test("UI-8 every finding in a line is replaced literally, whatever its case or accents, and lines without stay", () => {
  const segments = [line("Anna met ANNA (anna).", 1), line("Nobody.", 2), line("Ann", 3)];

  expect(replacementsIn(segments, pattern("anna"), "$1 Hannah\n").all.map(({ edit }) => edit)).toEqual([
    { source: "tab", utterance: 16_000, text: "$1 Hannah met $1 Hannah ($1 Hannah )." },
  ]);
  expect(replacementsIn([line("Ánna’s")], pattern("anna's"), "Hannah’s").all[0]?.edit.text).toBe("Hannah’s");
  expect(replacementsIn([line("a.b")], pattern("a.b"), "c").all).toHaveLength(1);
  expect(replacementsIn([line("axb")], pattern("a.b"), "c").all).toEqual([]);
});

test("UI-8 what is still spoken, what stays the same and what would be too long is not replaced", () => {
  const spoken = line("Anna", 1, { isFinal: false });
  const long = line(`Anna ${"x".repeat(9990)}`, 2);

  expect(replacementsIn([spoken, long], pattern("anna"), "Hannah and her sisters")).toEqual({
    all: [],
    tooLong: 1,
  });
  expect(replacementsIn([line("Anna")], pattern("anna"), "Anna").all).toEqual([]);
});

test("UI-8 a whole replacement is undone: edited lines to their edit, the others to what was recognised", async () => {
  const mine = edited(line("Ana", 2), { text: "It was Anna." }, 50) ?? line("Ana", 2);
  const ask = vi.fn<(command: ViewCommand) => Promise<null>>(() => Promise.resolve(null));
  const replacing = newReplacing(ask, () => 10);

  await replacing.replace(
    SESSION,
    [line("Anna said so.", 1), mine, line("Yes.", 3)],
    pattern("Anna"),
    "Hannah",
  );
  const count = replacing.replaced.value?.undo.length;
  await replacing.undo([]);

  expect(count).toBe(2);
  expect(edits(ask)).toEqual([
    [
      { source: "tab", utterance: 16_000, text: "Hannah said so." },
      { source: "tab", utterance: 32_000, text: "It was Hannah." },
    ],
    [
      { source: "tab", utterance: 16_000, text: null },
      { source: "tab", utterance: 32_000, text: "It was Anna." },
    ],
  ]);
  // Behind the newest edit of any line, though the clock stands before it.
  expect(ask.mock.calls.map(([command]) => (command.type === "edit-lines" ? command.atMs : 0))).toEqual([
    51, 52,
  ]);
  expect(replacing.replaced.value).toBeNull();
});

test("UI-8 many lines go in parts; a refusal ends it, and what was replaced until then can be undone", async () => {
  const refusals: (ErrorCode | null)[] = [null, "edit_not_stored"];
  const ask = vi.fn<(command: ViewCommand) => Promise<ErrorCode | null>>(() =>
    Promise.resolve(refusals.shift() ?? null),
  );
  const replacing = newReplacing(ask);
  const segments = Array.from({ length: MAX_EDITS + 3 }, (_, index) => line("Anna", index));

  await replacing.replace(SESSION, segments, pattern("Anna"), "Hannah");
  const [failure, replaced] = [replacing.failure.value, replacing.replaced.value?.undo.length];
  await replacing.undo([]);

  expect(edits(ask).map(({ length }) => length)).toEqual([MAX_EDITS, 3, MAX_EDITS]);
  expect([failure, replaced]).toEqual(["edit_not_stored", MAX_EDITS]);
  expect(replacing.replaced.value).toBeNull();
});

test("UI-8 lines that were edited by hand after a replacement stay as they are when it is undone", async () => {
  const ask = vi.fn<(command: ViewCommand) => Promise<null>>(() => Promise.resolve(null));
  const replacing = newReplacing(ask, () => 10);
  const lines = [line("Ana", 1), line("Ana", 2), line("Ana", 3)];
  await replacing.replace(SESSION, lines, pattern("Ana"), "Anna");
  const replaced = lines.map((known) => edited(known, { text: "Anna" }, 10) ?? known);
  const byHand = replaced.map((known, index) => {
    const edit = [{}, { text: "Anna herself" }, { speaker: "Anna" }][index] ?? {};
    return edited(known, edit, 20) ?? known;
  });
  await replacing.undo(byHand);

  expect(edits(ask).at(-1)).toEqual([{ source: "tab", utterance: 16_000, text: null }]);
  expect(replacing.replaced.value).toBeNull();
});

test("UI-8 where a line is gone, the lines of all later parts are replaced all the same", async () => {
  const refusals: (ErrorCode | null)[] = ["line_gone"];
  const ask = vi.fn<(command: ViewCommand) => Promise<ErrorCode | null>>(() =>
    Promise.resolve(refusals.shift() ?? null),
  );
  const replacing = newReplacing(ask);
  const segments = Array.from({ length: MAX_EDITS + 3 }, (_, index) => line("Anna", index));

  await replacing.replace(SESSION, segments, pattern("Anna"), "Hannah");

  expect(edits(ask).map(({ length }) => length)).toEqual([MAX_EDITS, 3]);
  expect(replacing.failure.value).toBe("line_gone");
});

test("UI-8 a word that is always to be written so joins the vocabulary once, and only where there is room", () => {
  const full = Array.from({ length: 100 }, (_, index) => `term ${index}`);

  expect(withTerm(["Aiko"], " Earshot ")).toEqual(["Aiko", "Earshot"]);
  expect(withTerm(["Aiko"], "Aiko")).toEqual(["Aiko"]);
  expect(withTerm(full, "one more")).toBe(full);
});

test("UI-8 while it is typed and captions come, a line is read once and no more", () => {
  let reads = 0;
  const counted = (stable: string, index: number): Segment =>
    Object.defineProperty(line(stable, index), "stable", {
      enumerable: true,
      get: () => {
        reads += 1;
        return stable;
      },
    });
  const found = counted("会議はアンナさんと始めます。", 1);
  const others = Array.from({ length: 100 }, (_, index) => counted("議題を確認しましょう。", index + 2));
  const search = pattern("あんな");

  const { all: first } = replacementsIn([found, ...others], search, "ハ");
  const readFirst = reads;
  reads = 0;
  const { all: next } = replacementsIn([found, ...others, counted("アンナです。", 200)], search, "ハンナ");

  expect(first.map(({ edit }) => edit.text)).toEqual(["会議はハさんと始めます。"]);
  expect(next.map(({ edit }) => edit.text)).toEqual(["会議はハンナさんと始めます。", "ハンナです。"]);
  expect(readFirst).toBeGreaterThanOrEqual(others.length);
  expect(reads).toBeLessThan(10);
});
