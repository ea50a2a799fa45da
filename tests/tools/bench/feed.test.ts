import { expect, it } from "vitest";
import { newestLags } from "../../../tools/bench/engine/starvation.ts";
import { costOf, runEngine } from "../../../tools/bench/feed.ts";
import type { Arrival } from "../../../tools/driver/sidecar/caption-engine.ts";
import { framesOf } from "../../../tools/materials/audio-files.ts";
import { sampleTree } from "../../../tools/runtime/processes.ts";

it("an engine gets every frame of both sources in turn, the last one filled up with silence", async () => {
  const fed: string[] = [];
  const frames = framesOf(Buffer.alloc(4000, 1), 2);
  expect(frames.map((frame) => frame.filter((byte) => byte === 1).length)).toEqual([3200, 800]);

  const { arrivals, audioMs, usage } = await runEngine(
    (onCaption) =>
      Promise.resolve({
        processId: process.pid,
        feed: (source) => {
          fed.push(source);
          return Promise.resolve();
        },
        finish: () => {
          onCaption({ source: "tab", caption: "1", text: "a", isFinal: true, startMs: 0, endMs: 100 });
          return Promise.resolve(null);
        },
        health: () => Promise.resolve(null),
        close: () => Promise.resolve(),
      }),
    { tab: frames, mic: frames },
    { pace: "at-once" },
  );

  expect(fed).toEqual(["tab", "mic", "tab", "mic"]);
  expect(audioMs).toBe(200);
  expect(arrivals).toMatchObject([{ caption: "1", isFinal: true }]);
  expect(usage.length).toBeGreaterThanOrEqual(2);
});

it("costs are per minute of audio, and memory's is its peak", () => {
  const usage = Array.from({ length: 601 }, (_, second) => ({
    atMs: second * 1000,
    cpuSeconds: 5 + second / 10,
    rssBytes: 1e8,
    peakRssBytes: 2e8 + second,
  }));

  expect(costOf({ usage, audioMs: 300_000 })).toEqual({
    cpuSecondsPerAudioMinute: 12,
    peakMegabytes: 200.0006,
  });
  expect(costOf({ usage: [], audioMs: 1000 })).toEqual({
    cpuSecondsPerAudioMinute: null,
    peakMegabytes: null,
  });
});

it.runIf(process.platform === "linux")("a process tree is the process with what it started", () => {
  const parent = sampleTree(process.ppid);
  const own = sampleTree(process.pid);

  expect(own?.rssBytes).toBeGreaterThan(1e7);
  expect(parent?.rssBytes).toBeGreaterThan(own?.rssBytes ?? Number.POSITIVE_INFINITY);
});

function at(atMs: number, endMs: number, text = "a", source: "tab" | "mic" = "tab"): Arrival {
  return { atMs, source, caption: "1", text, isFinal: false, startMs: 0, endMs };
}

it("only what comes nearer to the end of the speech shows how late the newest words are", () => {
  expect(
    newestLags([at(900, 500), at(1500, 500), at(1600, 1200, ""), at(1700, 1000), at(2500, 700, "b", "mic")]),
  ).toEqual([
    { atMs: 900, lagMs: 400 },
    { atMs: 1700, lagMs: 700 },
    { atMs: 2500, lagMs: 1800 },
  ]);
});
