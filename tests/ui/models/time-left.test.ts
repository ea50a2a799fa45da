import { expect, test } from "vitest";
import { type DownloadSample, secondsLeft, withSample } from "../../../src/ui/models/time-left.ts";

const MEGABYTE = 1_000_000;
/** One sample for each second, of what was here by then. */
function watched(...megabytes: readonly number[]): readonly DownloadSample[] {
  return megabytes.reduce<readonly DownloadSample[]>(
    (samples, mb, second) => withSample(samples, { atMs: second * 1000, bytes: mb * MEGABYTE }),
    [],
  );
}

test.each<[string, readonly DownloadSample[], number | null, number | null]>([
  ["nothing was seen yet", [], 100, null],
  ["too little was seen", watched(0, 10, 20), 100, null],
  ["nobody knows how much is to come", watched(0, 10, 20, 30), null, null],
  ["nothing comes", watched(30, 30, 30, 30, 30), 100, null],
  ["an even pace", watched(0, 10, 20, 30), 130, 10],
  ["hardly anything left", watched(0, 10, 20, 30), 31, 5],
  ["a download that goes on where it stopped", watched(60, 61, 62, 63), 103, 40],
  ["one that began anew because what came was damaged", watched(80, 90, 0, 1, 2, 3), 33, 30],
])("STT-5 how long a download takes: %s", (_what, samples, total, seconds) => {
  expect(secondsLeft(samples, total === null ? null : total * MEGABYTE)).toBe(seconds);
});

test("STT-5 how long a download takes follows the pace of the last seconds, not of a quick beginning", () => {
  const samples = watched(
    ...Array.from({ length: 60 }, (_, second) => (second < 10 ? second * 100 : 900 + second)),
  );

  expect(samples.length).toBeLessThanOrEqual(21);
  expect(secondsLeft(samples, 1059 * MEGABYTE)).toBe(100);
});
