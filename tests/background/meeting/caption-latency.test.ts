import { expect, test } from "vitest";
import { CaptionLatency, summarise } from "../../../src/background/meeting/caption-latency.ts";
import type { Segment } from "../../../src/shared/transcript.ts";

const partial: Segment = {
  source: "tab",
  utterance: 16_000,
  revision: 1,
  startSample: 16_000,
  endSample: 24_000,
  stable: "",
  tail: "good",
  isFinal: false,
  language: "en",
};
const shown = { type: "caption-shown", source: "tab", utterance: 16_000 } as const;

test("IPC-12 first words count from the speech's onset, the final from its end", () => {
  const latency = new CaptionLatency();
  const startedAtMs = 1_000_000;

  latency.add({ ...shown, revision: 1, shownAtMs: 1_001_700 }, partial, startedAtMs);
  latency.add({ ...shown, revision: 2, shownAtMs: 1_001_900 }, { ...partial, revision: 2 }, startedAtMs);
  const final = { ...partial, revision: 3, endSample: 32_000, isFinal: true };
  latency.add({ ...shown, revision: 3, shownAtMs: 1_002_600 }, final, startedAtMs);
  latency.add({ ...shown, revision: 3, shownAtMs: 1_009_000 }, final, startedAtMs);

  const { tab, mic } = latency.summary();
  expect(tab.firstPartialMs).toEqual({ count: 1, p50: 700, p95: 700 });
  expect(tab.finalMs).toEqual({ count: 1, p50: 600, p95: 600 });
  expect(mic.finalMs).toEqual({ count: 0, p50: null, p95: null });
});

test("percentiles are taken by nearest rank", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  expect(summarise(values)).toEqual({ count: 100, p50: 50, p95: 95 });
});
