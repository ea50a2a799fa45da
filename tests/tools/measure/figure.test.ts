import { describe, expect, it } from "vitest";
import { latencies, skippedMs } from "../../../tools/bench/pipeline/streaming.ts";
import { figure, figureTable, percentile, spread } from "../../../tools/measure/figure.ts";
import { coreShare, processKind, type UsageSnapshot } from "../../../tools/measure/usage.ts";
import { parseStat } from "../../../tools/runtime/processes.ts";

const HUNDRED = Array.from({ length: 100 }, (_, index) => 100 - index);

function snapshot(atMs: number, processes: readonly [number, string, number][]): UsageSnapshot {
  return {
    atMs,
    processes: new Map(
      processes.map(([pid, kind, cpuSeconds]) => [pid, { kind, cpuSeconds, peakRssBytes: null }]),
    ),
  };
}

describe("a figure of the benchmark", () => {
  it.each([
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
  ])("takes the value that a share of %d does not exceed", (share, value) => {
    expect(percentile(HUNDRED, share)).toBe(value);
  });

  it("is null, and misses its goal, when there is nothing to measure", () => {
    expect(spread("wait", [], "ms", { p99: 0.99 }, { p99: 50 })).toEqual([
      { name: "wait, p99", value: null, unit: "ms", goal: { atMost: 50, isMet: false } },
    ]);
  });

  it("is judged before it is rounded", () => {
    expect(figure("wait", 50.04, "ms", 50)).toMatchObject({ value: 50, goal: { isMet: false } });
  });

  it("stands in a table with its goal", () => {
    const table = figureTable([figure("wait", 51, "ms", 50), figure("memory", null, "MiB")]);

    expect(table.split("\n")).toEqual([
      "| figure | value               | unit | goal | met |",
      "| ------ | ------------------- | ---- | ---- | --- |",
      "| wait   | 51                  | ms   | ≤ 50 | NO  |",
      "| memory | not measurable here | MiB  |      |     |",
    ]);
  });
});

describe("what a process costs", () => {
  it("is the CPU time between two moments over all processes of a kind, those begun meanwhile included", () => {
    const before = snapshot(1000, [
      [1, "extension", 5],
      [2, "gpu", 9],
    ]);
    const after = snapshot(11_000, [
      [1, "extension", 5.5],
      [2, "gpu", 19],
      [3, "extension", 0.25],
    ]);

    expect(coreShare("extension", before, after)).toBeCloseTo(7.5);
    expect(coreShare("host", before, after)).toBeNull();
  });

  it("is read from /proc, whatever the name looks like", () => {
    expect(parseStat("7 (Web (x) y) S 1 7 7 0 -1 4194560 1 2 3 4 250 50 0 0 20 0 9")).toEqual({
      isRunning: true,
      parentId: 1,
      groupId: 7,
      cpuSeconds: 3,
    });
  });

  it.each([
    ["renderer", "chromium --type=renderer --extension-process --lang=en", "extension"],
    ["Utility", "chromium --type=utility --utility-sub-type=audio.mojom.AudioService", "audio service"],
    ["GPU", "chromium --type=gpu-process", "gpu"],
    ["renderer", "chromium --type=renderer", "renderer"],
  ])("belongs to a kind: %s, %s", (name, commandLine, kind) => {
    expect(processKind(name, commandLine)).toBe(kind);
  });
});

it("a frame's latency runs from the audio thread to the sidecar, source by source", () => {
  const completions = [
    ["tab", 0, 50_000],
    ["mic", 0, 50_003],
  ] as const;
  const stamps = [
    ["mic", 0, 50_010],
    ["tab", 0, 50_012],
    ["tab", 1600, 50_112],
  ] as const;

  expect(latencies(stamps, completions)).toEqual([12, 7]);
});

it("a frame's latency is known behind audio that was never rendered, which moves the session's clock on", () => {
  const completions = [
    ["tab", 1600, 50_100],
    ["tab", 3200, 50_350],
  ] as const;
  const stamps = [
    ["tab", 0, 50_020],
    ["tab", 1600, 50_110],
    ["tab", 5600, 50_365],
  ] as const;

  expect(latencies(stamps, completions)).toEqual([10, 15]);
});

it("audio that was skipped shows as samples behind the clock", () => {
  const completions = [
    ["tab", 0, 50_000],
    ["mic", 0, 50_000],
    ["tab", 16_000, 51_250],
  ] as const;

  expect(skippedMs(completions)).toBe(250);
});
