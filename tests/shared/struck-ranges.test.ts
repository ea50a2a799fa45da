import { expect, test } from "vitest";
import { isStruck, keysLeft, lastMinute, unfinished, withStruck } from "../../src/shared/struck-ranges.ts";
import { changeTranscript } from "../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "./transcript-samples.ts";

const SECOND = 16_000;

test("SEC-7 the last minute ends a moment behind the click and begins with the session at the earliest", () => {
  expect(lastMinute(1000, 101_000, null)).toEqual({ startSample: 40 * SECOND, endSample: 100.5 * SECOND });
  expect(lastMinute(1000, 8000, null)).toEqual({ startSample: 0, endSample: 7.5 * SECOND });
});

test("SEC-7 while it is paused, the last minute is the one before the pause", () => {
  expect(lastMinute(0, 600_000, 300_000)).toEqual({ startSample: 240 * SECOND, endSample: 600.5 * SECOND });
});

test("SEC-7 a line that reaches into the range is struck until the host is done, then by its middle", () => {
  const range = { startSample: 60 * SECOND, endSample: 120 * SECOND };
  const before = { startSample: 55 * SECOND, endSample: 61 * SECOND };
  const behind = { startSample: 119.8 * SECOND, endSample: 123 * SECOND };
  const within = { startSample: 118 * SECOND, endSample: 121 * SECOND };

  for (const line of [before, behind, within])
    expect(isStruck(line, [{ ...range, isDone: false }])).toBe(true);
  const done = [{ ...range, isDone: true }];
  expect([before, behind, within].map((line) => isStruck(line, done))).toEqual([false, false, true]);
});

test("SEC-7 one strike is one, however often it is asked for, and stays done", () => {
  const range = { startSample: 0, endSample: 10 };
  const once = withStruck([], { ...range, isDone: false });
  expect(withStruck(once, { ...range, isDone: false })).toEqual(once);
  const done = withStruck(once, { ...range, isDone: true });
  expect(withStruck(done, { ...range, isDone: false })).toEqual([{ ...range, isDone: true }]);
  expect(unfinished({ struck: once })).toEqual(once);
  expect(unfinished({ struck: done })).toEqual([]);
  const destroyed = withStruck(done, { ...range, isDone: true, isKeyDestroyed: true });
  expect(withStruck(destroyed, { ...range, isDone: true })).toEqual(destroyed);
  expect([once, done, destroyed].map((struck) => keysLeft({ struck }).length)).toEqual([0, 1, 0]);
});

test("SEC-7 a strike takes whole lines, also tentative ones and those held back, and leaves a gap of each source", () => {
  const said = (second: number, isFinal = true) =>
    finalSegment({
      utterance: second * SECOND,
      startSample: second * SECOND,
      endSample: (second + 2) * SECOND,
      isFinal,
    });
  const held = { source: "tab", text: "hm", language: "en", reason: "silence" } as const;
  const transcript = transcriptOf([said(0), said(9), said(30), said(60, false)], {
    gaps: [],
    suppressed: [
      { ...held, startSample: 3 * SECOND, endSample: 4 * SECOND },
      { ...held, startSample: 40 * SECOND, endSample: 41 * SECOND },
    ],
  });
  const range = { startSample: 10 * SECOND, endSample: 62 * SECOND };

  const struck = changeTranscript(transcript, { type: "strike", range });

  expect(struck.segments.map(({ utterance }) => utterance / SECOND)).toEqual([0]);
  expect(struck.suppressed.map(({ startSample }) => startSample / SECOND)).toEqual([3]);
  expect(struck.gaps).toEqual([
    { source: "tab", ...range, reason: "struck" },
    { source: "mic", ...range, reason: "struck" },
  ]);
  expect(changeTranscript(struck, { type: "strike", range })).toEqual(struck);
  // What was muted from the same sample on is a gap of its own.
  const muted = { source: "mic", startSample: range.startSample, endSample: 1, reason: "muted" } as const;
  expect(changeTranscript(struck, { type: "gap", gap: muted }).gaps).toHaveLength(3);
});
