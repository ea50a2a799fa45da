import { expect, test, vi } from "vitest";
import { type Bookmark, MAX_BOOKMARKS } from "../../../src/shared/bookmarks.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { highlighting } from "../../../src/ui/editing/highlighting.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";

const LINE = finalSegment();
const { session, startedAtMs } = transcriptOf([LINE]);
const HIGHLIGHT: Bookmark = {
  id: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10",
  atMs: startedAtMs + 1000,
  note: "",
  line: { source: LINE.source, utterance: LINE.utterance },
};

function of(bookmarks: readonly Bookmark[]) {
  const send = vi.fn<(command: ViewCommand) => void>();
  return { send, ...highlighting({ session, startedAtMs, bookmarks }, send) };
}

test("UI-8 a line is highlighted from its beginning, and the next press takes that back", () => {
  const { send, toggle, isHighlighted } = of([]);
  toggle(LINE);
  const again = of([HIGHLIGHT]);
  again.toggle(LINE);

  expect([isHighlighted(LINE), again.isHighlighted(LINE)]).toEqual([false, true]);
  const id = expect.any(String) as string;
  expect(send.mock.calls).toEqual([[{ type: "put-bookmark", session, bookmark: { ...HIGHLIGHT, id } }]]);
  expect(again.send.mock.calls).toEqual([[{ type: "remove-bookmark", session, bookmark: HIGHLIGHT.id }]]);
});

test("UI-8 what was noted of a line stays, at its moment, where the line is highlighted no more", () => {
  const { send, toggle } = of([{ ...HIGHLIGHT, note: "Ask Aki" }]);
  toggle(LINE);

  const { line: _line, ...moment } = { ...HIGHLIGHT, note: "Ask Aki" };
  expect(send.mock.calls).toEqual([[{ type: "put-bookmark", session, bookmark: moment }]]);
});

test("UI-8 a meeting with as many marks as it has room for says so", () => {
  const marks = Array.from({ length: MAX_BOOKMARKS }, (_, index) => ({ id: `${index}`, atMs: 0, note: "" }));

  expect([of(marks).isFull, of(marks.slice(1)).isFull]).toEqual([true, false]);
});
