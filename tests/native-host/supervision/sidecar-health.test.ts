import { PassThrough } from "node:stream";
import { beforeEach, expect, test, vi } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { Deferred } from "../../../native-host/runtime/waiting.ts";
import { DeadlockWatch, HealthMonitor } from "../../../native-host/supervision/sidecar-health.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { HealthReport, ModelProgress, RecogniserReport } from "../../../protocol/reports.ts";

const DOWNLOADING: ModelProgress = {
  requested: "base",
  state: "downloading",
  received_bytes: 1,
  total_bytes: 10,
  loaded: null,
  error: null,
};

const REPORT: HealthReport = { model: DOWNLOADING, lag_samples: { tab: 0, mic: 0 } };
const NEVER = new Promise<HealthReport>(vi.fn<() => void>());

let lagSamples: HealthReport["lag_samples"];
let recogniser: RecogniserReport;
let storage: ErrorCode | null;
let corrections: HealthReport["corrections"] | null;
let stream: PassThrough;
let monitor: HealthMonitor;

beforeEach(() => {
  lagSamples = { tab: 1600, mic: 0 };
  recogniser = { state: "running", error: null };
  storage = null;
  corrections = null;
  stream = new PassThrough();
  monitor = new HealthMonitor(new ExtensionWriter(stream), {
    lagSamples: () => lagSamples,
    recogniser: () => recogniser,
    storage: () => storage,
    corrections: () => corrections,
    keyStorage: () => null,
  });
});

/** How often health was reported since the last call. */
function reported(): number {
  return String(stream.read() ?? "").split('"event":"health"').length - 1;
}

test("a model in another state is reported at once, its downloaded bytes are not", () => {
  monitor.modelReported(DOWNLOADING);
  monitor.modelReported({ ...DOWNLOADING, received_bytes: 5 });
  expect(reported()).toBe(1);

  monitor.modelReported({ ...DOWNLOADING, state: "loading" });
  expect(reported()).toBe(1);
});

test("IPC-10 another state of the sidecar or of the disk is reported at once, and once", () => {
  monitor.publish();
  reported();

  recogniser = { state: "restarting", error: "sidecar_died" };
  monitor.publishChanges();
  monitor.publishChanges();
  expect(reported()).toBe(1);

  storage = "disk_full";
  monitor.publishChanges();
  expect(reported()).toBe(1);
});

test("IPC-5 a lag over 3 s is reported each second in which it changed, and once when it is over", () => {
  monitor.publish();
  reported();

  const tellings = [3200, 48_001, 64_000, 64_000, 1600, 3200].map((tab) => {
    lagSamples = { tab, mic: 0 };
    monitor.publishLag();
    return reported();
  });

  expect(tellings).toEqual([0, 1, 1, 0, 1, 0]);
});

test("the sidecar is not asked again while an answer is pending", async () => {
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve(REPORT);
  };

  await Promise.all([monitor.refresh(ask), monitor.refresh(ask)]);
  await monitor.refresh(ask);

  expect(asked).toBe(2);
  expect(monitor.report).toEqual({
    model: DOWNLOADING,
    lag_samples: { tab: 1600, mic: 0 },
    recogniser: { state: "running", error: null },
    storage: null,
  });
});

/** What each of so many periods says of a sidecar that answers so: is it hung? */
function passPeriods(count: number, answer: Promise<HealthReport>): boolean[] {
  const ask = () => void monitor.refresh(() => answer);
  return Array.from({ length: count }, () => monitor.check(ask));
}

/** The periods until a sidecar that never answers counts as hung. */
function periodsUntilHung(): number {
  return passPeriods(20, NEVER).indexOf(true);
}

test("IPC-10 six questions in a row without an answer make a sidecar hung, 30 s after the first", () => {
  expect(periodsUntilHung()).toBe(6);
});

test("IPC-10 a question between two periods does not shorten the sidecar's time", () => {
  void monitor.refresh(() => NEVER);

  expect(periodsUntilHung()).toBe(6);
});

test("IPC-10 a late answer lets the count begin again", async () => {
  const late = new Deferred<HealthReport>();
  passPeriods(6, late.promise);
  const answered = monitor.refresh(() => NEVER);
  late.resolve(REPORT);
  await answered;

  expect(periodsUntilHung()).toBe(6);
});

test("IPC-10 of the next sidecar nothing is pending, and nothing is known of its model", () => {
  monitor.modelReported(DOWNLOADING);
  passPeriods(6, NEVER);

  monitor.sidecarLost();

  expect(monitor.report.model).toBeNull();
  expect(periodsUntilHung()).toBe(6);
});

test("WHO-3 how late the tab comes back in the microphone is passed on, until the sidecar says nothing of it", () => {
  monitor.sidecarReported({ ...REPORT, echo: { delay_ms: 84 } });
  expect(monitor.report.echo).toEqual({ delay_ms: 84 });

  monitor.sidecarReported(REPORT);
  expect(monitor.report).not.toHaveProperty("echo");
});

test("STT-3 the engine's step and the corrections are reported at once, what grows with the audio is not", () => {
  const engine = {
    step: "full",
    partial_interval_ms: 500,
    redone: 0,
    suppressed: 0,
    calibration: null,
  } as const;
  const counted = { received: 1600, no_speech: 0, final: 1600, failed: 0, open: 0 };
  monitor.sidecarReported({ ...REPORT, engine, coverage: { tab: counted, mic: counted } });
  reported();

  monitor.sidecarReported({
    ...REPORT,
    engine: { ...engine, partial_interval_ms: 900, redone: 1, suppressed: 1 },
    coverage: { tab: { ...counted, received: 3200 }, mic: counted },
  });
  expect(reported()).toBe(0);

  monitor.sidecarReported({ ...REPORT, engine: { ...engine, step: "finals_only" } });
  expect(reported()).toBe(1);
  corrections = { done: 1, left: 2 };
  monitor.publishChanges();
  expect(reported()).toBe(1);

  expect(monitor.report).toMatchObject({
    engine: { step: "finals_only" },
    corrections: { done: 1, left: 2 },
  });
  monitor.sidecarLost();
  expect(monitor.report).not.toHaveProperty("engine");
});

test("IPC-12 what the sidecar has used is its own last word, for the host alone, and goes with it", () => {
  const process = { name: "sidecar", pid: 7, cpu_seconds: 1.5, peak_rss_bytes: 1_000 };
  monitor.publish();
  reported();

  monitor.sidecarReported({ model: null, process });
  monitor.modelReported(null);
  expect(monitor.sidecarProcess).toEqual([process]);
  expect(monitor.report).not.toHaveProperty("process");
  expect(reported()).toBe(0);

  monitor.sidecarLost();
  expect(monitor.sidecarProcess).toEqual([]);
});

let watch: DeadlockWatch;

beforeEach(() => {
  watch = new DeadlockWatch();
});

/** How many deadlocks are counted when one period after the other passes at these positions. */
function deadlocksAt(positions: readonly number[], isWorking = true): number {
  return positions.filter((position) => watch.periodPassed({ isWorking, positions: [position] })).length;
}

test("IPC-14 30 s in which nothing moves are one deadlock, the next 30 s another", () => {
  const still = Array.from({ length: 7 }, () => 5);

  expect(deadlocksAt(still)).toBe(1);
  expect(deadlocksAt(still.slice(1))).toBe(1);
});

test("IPC-14 any movement lets the time begin again", () => {
  expect(deadlocksAt([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])).toBe(0);
});

test("IPC-14 a sidecar without audio, model or answer is no deadlock", () => {
  expect(
    deadlocksAt(
      Array.from({ length: 20 }, () => 5),
      false,
    ),
  ).toBe(0);
});
