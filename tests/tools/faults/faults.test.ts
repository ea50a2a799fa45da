import { expect, test } from "vitest";
import type { Diagnostics } from "../../../src/shared/status.ts";
import { SeededRandom } from "../../../tools/faults/seeded-random.ts";
import { compareFrames, type FrameFingerprint } from "../../../tools/faults/watch/frame-comparison.ts";
import { ledgerViolations } from "../../../tools/faults/watch/ledger-watch.ts";
import { compareWords } from "../../../tools/measure/words.ts";

/** `count` different frames in a row, the first of them number `from`. */
function frames(from: number, count: number, shift = 0): FrameFingerprint[] {
  return Array.from({ length: count }, (_, index) => ({
    firstSample: (from + index) * 1600 + shift,
    sha256: `frame ${from + index}`,
  }));
}

test("CAP-8 the suite finds nothing wrong with a journal that has what was produced, and what came before the tap", () => {
  expect(compareFrames(frames(2, 30), frames(0, 32))).toEqual({
    produced: 30,
    journalled: 32,
    beforeTap: 2,
    lost: 0,
    lostAtEnd: 0,
    doubled: 0,
    shifts: 0,
    examples: [],
  });
});

test("CAP-8 the suite counts frames that are lost within, lost at the end and doubled", () => {
  const journalled = [...frames(0, 10), ...frames(13, 7), ...frames(18, 2), ...frames(20, 5)];

  expect(compareFrames(frames(0, 30), journalled)).toMatchObject({ lost: 3, lostAtEnd: 5, doubled: 2 });
});

test("CAP-8 the suite takes a frame with other bytes for lost and for one too many", () => {
  const journalled = frames(0, 30).map((frame, index) =>
    index === 12 ? { ...frame, sha256: "noise" } : frame,
  );

  expect(compareFrames(frames(0, 30), journalled)).toMatchObject({ lost: 1, doubled: 1 });
});

test("CAP-8 the suite knows audio that was never rendered from a loss", () => {
  const journalled = [...frames(0, 10), ...frames(12, 18, 5000)];

  expect(compareFrames(frames(0, 30), journalled)).toMatchObject({ lost: 2, doubled: 0, shifts: 1 });
});

const silence = (index: number, shift: number) => ({
  firstSample: index * 1600 + shift,
  sha256: "silence",
  isAfterLostTime: index === 4 && shift > 0,
});

test("CAP-8 the suite believes the journal's word for lost time where silence is all alike", () => {
  const produced = Array.from({ length: 10 }, (_, index) => silence(index, 0));
  const journalled = produced.map((_, index) => silence(index, index < 4 ? 0 : 3200));

  expect(compareFrames(produced, journalled)).toMatchObject({ lost: 0, lostAtEnd: 0, doubled: 0, shifts: 1 });
});

test("CAP-8 the suite counts words that are missing and words that are too many", () => {
  const said = "yes we can test the server".split(" ");

  expect(compareWords(said, said)).toEqual({ reference: 6, lost: 0, extra: 0, substituted: 0 });
  expect(compareWords(said, "yes yes we can test the waiter".split(" "))).toEqual({
    reference: 6,
    lost: 0,
    extra: 1,
    substituted: 1,
  });
  expect(compareWords(said, ["the", "server"])).toEqual({ reference: 6, lost: 4, extra: 0, substituted: 0 });
});

test("IPC-12 the suite sees a report that does not add up", () => {
  const counters = { captured: 10, sent: 10, resent: 0, acknowledged: 7, queued: 3, dropped: 0 };
  const capture = { tab: counters, mic: counters };
  const report = { capture, host: null } as unknown as Diagnostics;

  expect(ledgerViolations(report)).toEqual([]);
  expect(ledgerViolations({ ...report, capture: { ...capture, mic: { ...counters, queued: 2 } } })).toEqual([
    "mic: 10 captured, 7 + 2 + 0 accounted for",
  ]);
});

function draw(seed: number): number[] {
  const random = new SeededRandom(seed).branch("kill");
  return Array.from({ length: 3 }, () => random.between(0, 60));
}

test("the same seed gives the same moments, another one others", () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});
