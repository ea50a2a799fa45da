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
const seconds = (value: number) => value * 16_000;
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

test("IPC-12 a line that is cut after a sentence has no first words of its own: they stood on the page before", () => {
  const latency = new CaptionLatency();
  const startedAtMs = 1_000_000;
  const cut = { ...shown, utterance: seconds(5) };
  const next = { ...shown, utterance: seconds(9) };

  // Speech from 1 s to 7.5 s; the sentence that ends at 5 s becomes a line once the pause after it has been decoded.
  latency.add({ ...shown, revision: 1, shownAtMs: 1_001_800 }, partial, startedAtMs);
  const longer = { ...partial, revision: 2, endSample: seconds(6) };
  latency.add({ ...shown, revision: 2, shownAtMs: 1_006_800 }, longer, startedAtMs);
  const sentence = { ...partial, revision: 3, endSample: seconds(5), isFinal: true };
  latency.add({ ...shown, revision: 3, shownAtMs: 1_008_000 }, sentence, startedAtMs);
  const rest = { ...partial, utterance: seconds(5), startSample: seconds(5.1), endSample: seconds(7.5) };
  latency.add({ ...cut, revision: 1, shownAtMs: 1_008_000 }, rest, startedAtMs);
  const after = { ...partial, utterance: seconds(9), startSample: seconds(9.2), endSample: seconds(9.6) };
  latency.add({ ...next, revision: 1, shownAtMs: 1_010_000 }, after, startedAtMs);

  expect(latency.summary().tab.firstPartialMs).toEqual({ count: 2, p50: 800, p95: 800 });
});

test("percentiles are taken by nearest rank", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  expect(summarise(values)).toEqual({ count: 100, p50: 50, p95: 95 });
});
