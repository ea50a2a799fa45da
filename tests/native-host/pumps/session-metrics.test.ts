import { expect, test } from "vitest";
import { LatencyMeter, SessionCounters } from "../../../native-host/pumps/session-metrics.ts";

const POSITIONS = {
  journalled: { tab: 10, mic: 4 },
  sent: { tab: 8, mic: 4 },
  consumed: { tab: 6, mic: 4 },
};

test("IPC-12 IPC-14 a frame seen but not stored counts as dropped until it is stored after all", () => {
  const counters = new SessionCounters();
  counters.frameReceived("tab", 11);

  expect(counters.report(POSITIONS, 0, []).frames_dropped).toBe(2);
  expect(counters.report({ ...POSITIONS, journalled: { tab: 12, mic: 4 } }, 0, []).frames_dropped).toBe(0);
});

test("IPC-12 sent frames are those of both sources", () => {
  expect(new SessionCounters().report(POSITIONS, 0, [])).toMatchObject({
    frames_sent: 12,
    sources: { tab: { journalled: 10, sent: 8, consumed: 6 } },
  });
});

test("IPC-12 latency is the mean from a frame's arrival to its being taken in", () => {
  const meter = new LatencyMeter();
  meter.received("tab", 0, 100);
  meter.received("tab", 10, 1100);
  meter.received("tab", 20, 2100);

  meter.consumed("tab", 11, 1300);

  expect(meter.averageMs).toBe((1200 + 200) / 2);
});
