import { expect, test } from "vitest";
import {
  type DownloadSample,
  NOT_WATCHED,
  secondsLeft,
  watchedOn,
  withSample,
} from "../../../src/ui/models/time-left.ts";

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
  ["too little was seen", watched(10, 20, 30), 100, null],
  ["nobody knows how much is to come", watched(10, 20, 30, 40), null, null],
  ["nothing comes", watched(30, 30, 30, 30, 30), 100, null],
  ["an even pace", watched(0, 10, 20, 30, 40), 140, 10],
  ["hardly anything left", watched(0, 10, 20, 30, 40), 41, 5],
  ["a download that goes on where it stopped", watched(0, 60, 61, 62, 63), 103, 40],
  ["one that began anew because what came was damaged", watched(80, 90, 0, 1, 2, 3, 4), 34, 30],
  ["one that would take more than a day", watched(10, 10.001, 10.002, 10.003), 500, null],
])("STT-5 how long a download takes: %s", (_what, samples, total, seconds) => {
  expect(secondsLeft(samples, total === null ? null : total * MEGABYTE)).toBe(seconds);
});

test("STT-5 of a download that has stalled the time left grows with each report, until nobody can say; a report counts once", () => {
  const report = { model: "base", state: "downloading", total_bytes: 80 * MEGABYTE, error: null } as const;
  const received = [10, 20, 30, ...Array.from({ length: 30 }, () => 30)];
  let download = NOT_WATCHED;
  const left = received.map((megabytes, second) => {
    const next = { ...report, received_bytes: megabytes * MEGABYTE };
    download = watchedOn(download, next, second * 1000);
    const again = watchedOn(download, next, second * 1000 + 900);
    expect(again.samples).toBe(download.samples);
    return secondsLeft(download.samples, report.total_bytes);
  });

  expect(left.slice(0, 6)).toEqual([null, null, null, 10, 10, 15]);
  expect(left.at(-1)).toBeNull();
});

test("STT-5 how long a download takes follows the pace of the last seconds, not of a quick beginning", () => {
  const samples = watched(
    ...Array.from({ length: 60 }, (_, second) => (second < 10 ? second * 100 : 900 + second)),
  );

  expect(samples.length).toBeLessThanOrEqual(21);
  expect(secondsLeft(samples, 1059 * MEGABYTE)).toBe(100);
});
