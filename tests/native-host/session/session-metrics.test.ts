import { expect, test } from "vitest";
import { LatencyMeter } from "../../../native-host/session/latency-meter.ts";
import { measureProcesses, parseProc } from "../../../native-host/session/process-metrics.ts";
import { SessionCounters } from "../../../native-host/session/session-metrics.ts";
import { processMetrics } from "../../../protocol/reports.ts";

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

test("IPC-12 the host measures itself", () => {
  const [host] = measureProcesses();

  expect(processMetrics.safeParse(host).success).toBe(true);
  expect(host?.peak_rss_bytes).toBeGreaterThan(1_000_000);
});

test("IPC-12 another process is read from /proc, whatever its name", () => {
  const stat = `7 (a) b) S 1 ${"0 ".repeat(9)}150 50 0 0`;

  expect(parseProc("sidecar", 7, stat, "Name:\tpython\nVmHWM:\t  2048 kB\n")).toEqual({
    name: "sidecar",
    pid: 7,
    cpu_seconds: 2,
    peak_rss_bytes: 2_097_152,
  });
});

test("a process that is gone measures nothing", () => {
  expect(measureProcesses(2 ** 22 + 1)).toMatchObject([{ name: "native-host" }]);
});
