import { expect, it } from "vitest";
import { costOf } from "../../../tools/measure/cost.ts";
import { sampleTree } from "../../../tools/runtime/processes.ts";

it("costs are per minute of sound, and memory's slope is judged behind the first minute", () => {
  const samples = Array.from({ length: 601 }, (_, second) => ({
    atMs: second * 1000,
    cpuSeconds: 5 + second / 10,
    rssBytes: 1e8 + (second < 60 ? 0 : 5e7) + second * 1000,
    peakRssBytes: 2e8 + second,
  }));

  const cost = costOf(samples, 300_000);

  expect(cost).toMatchObject({
    cpuSeconds: 60,
    cpuSecondsPerAudioMinute: 12,
    firstRssBytes: 1e8,
    lastRssBytes: 150_600_000,
    peakRssBytes: 200_000_600,
  });
  expect(cost.rssBytesPerHour).toBeCloseTo(3_600_000);
  expect(costOf(samples.slice(0, 200), 300_000).rssBytesPerHour).toBeNull();
  expect(costOf([], 1000)).toMatchObject({ cpuSeconds: null, peakRssBytes: null });
});

it.runIf(process.platform === "linux")("a process tree is the process with what it started", () => {
  const parent = sampleTree(process.ppid);
  const own = sampleTree(process.pid);

  expect(own?.rssBytes).toBeGreaterThan(1e7);
  expect(parent?.rssBytes).toBeGreaterThan(own?.rssBytes ?? Number.POSITIVE_INFINITY);
});
