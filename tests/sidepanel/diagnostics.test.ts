import { expect, test } from "vitest";
import type { EngineReport } from "../../protocol/reports.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { en } from "../../src/i18n/en.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/shared/settings.ts";
import type { CaptureCounters, Diagnostics, Status } from "../../src/shared/status.ts";
import { diagnosticReport } from "../../src/sidepanel/diagnostics/diagnostic-report.ts";
import { diagnosticRows } from "../../src/sidepanel/diagnostics/diagnostic-rows.ts";
import { active, modelOf, pageFigures, statusOf } from "../ui/status-samples.ts";

const frames: CaptureCounters = {
  captured: 620,
  sent: 615,
  resent: 5,
  acknowledged: 600,
  queued: 20,
  dropped: 0,
};
const source = { received: 601, duplicated: 1, journalled: 600, sent: 590, consumed: 580 };
const none = { count: 0, p50: null, p95: null };
const latency = { firstPartialMs: { count: 3, p50: 812, p95: 1290 }, finalMs: none };
const engine: EngineReport = {
  step: "finals_only",
  partial_interval_ms: 1400,
  redone: 2,
  suppressed: 3,
  calibration: {
    model: "small",
    partial_model: "tiny",
    threads: 2,
    unit_ms: 684.4,
    reason: "smaller_partials",
  },
};
const covered = { received: 960_000, no_speech: 320_000, final: 624_000, failed: 8000, open: 8000 };
const diagnostics: Diagnostics = {
  session: active.session,
  capture: { tab: frames, mic: frames },
  unrendered: { lostMs: 0, shownLostMs: 0, shortHoles: 0 },
  host: {
    frames_sent: 1180,
    frames_dropped: 3,
    events_received: 44,
    parse_errors: 0,
    ipc_errors: 0,
    avg_latency_ms: 3.5,
    restarts: 2,
    deadlocks: 1,
    sources: { tab: source, mic: source },
    processes: [{ name: "sidecar", pid: 4242, cpu_seconds: 31.26, peak_rss_bytes: 312_000_000 }],
  },
  engine,
  coverage: { tab: covered, mic: { ...covered, final: covered.final - 1600 } },
  latency: { tab: latency, mic: latency },
  ignoredMessages: 0,
  page: pageFigures,
  startToFirstFrameMs: 640,
};

function figuresOf(label: string, shown: Diagnostics = diagnostics): readonly string[] | undefined {
  return diagnosticRows(shown, en).find((row) => row.label === label)?.figures;
}

test("IPC-12 restarts, standstills, the drop rate and what each process took are shown", () => {
  const text = en.diagnostics;

  expect(figuresOf(text.restarts)).toEqual(["2"]);
  expect(figuresOf(text.deadlocks)).toEqual(["1"]);
  expect(figuresOf(text.dropRate)).toEqual(["0.25 %"]);
  expect(figuresOf(text.process("sidecar"))).toEqual(["31.3 s CPU, at most 312 MB"]);
  expect(figuresOf(text.notYetSent)).toEqual(["10", "10"]);
});

test("IPC-12 it is visible whether captured = stored + waiting + lost, for each source", () => {
  const capture = { ...diagnostics.capture, mic: { ...frames, queued: 18 } };

  expect(figuresOf(en.diagnostics.balance)).toEqual(["yes", "yes"]);
  expect(figuresOf(en.diagnostics.balance, { ...diagnostics, capture })).toEqual(["yes", "off by 2"]);
});

test("STT-3 the engine's step, its choices and every sample it received are shown, and what is unaccounted for", () => {
  const text = en.diagnostics;

  expect(figuresOf(text.step)).toEqual(["3 – finished lines only"]);
  expect(figuresOf(text.partialInterval)).toEqual(["1400 ms"]);
  expect([text.redone, text.suppressed].map((label) => figuresOf(label))).toEqual([["2"], ["3"]]);
  expect(figuresOf(text.calibration)).toEqual(["tiny + small, 2 threads, 4 s in 684 ms"]);
  expect(figuresOf(text.coverage.received)).toEqual(["60.0 s", "60.0 s"]);
  expect(figuresOf(text.coverage.failed)).toEqual(["0.5 s", "0.5 s"]);
  expect(figuresOf(text.coverage.uncovered)).toEqual(["0.0 s", "0.1 s"]);
});

test("IPC-12 before the first figures of the host nothing is invented", () => {
  const nothing = { ...diagnostics, host: null, engine: null, coverage: null };
  const rows = diagnosticRows(nothing, en);

  expect(rows.find(({ label }) => label === en.diagnostics.restarts)?.figures).toEqual(["–"]);
  expect(JSON.stringify(rows)).not.toMatch(/NaN|undefined|null/);
});

const SECRET = "Project Nightingale";
const secretError = { code: "internal_error", message: SECRET, recoverable: true } as const;
const loaded = { model: SECRET, device: "cpu", compute_type: SECRET, is_demo: false } as const;
const secretive: Status = {
  ...statusOf({ name: "stalled", cause: secretError, ...active }),
  sources: { tab: { name: "live", label: SECRET }, mic: { name: "live", label: SECRET } },
  host: { name: "connected", version: SECRET, productVersion: SECRET },
  model: { ...modelOf({ state: "ready", loaded: { ...loaded, fallback_reason: null } }), requested: SECRET },
  recovered: [
    { session: SECRET, title: SECRET, isKeyMissing: false, startedAtMs: 1, state: "done", remainingMs: 0 },
  ],
  unreadable: { session: SECRET, error: secretError },
  problem: secretError,
  models: {
    list: { models: [], free_bytes: 1 },
    downloads: [{ model: SECRET, state: "failed", received_bytes: 1, total_bytes: 2, error: "disk_full" }],
    next: SECRET,
    refusal: { model: SECRET, code: "model_in_use" },
  },
};
const secretSettings: Settings = {
  ...DEFAULT_SETTINGS,
  transcription: {
    ...DEFAULT_SETTINGS.transcription,
    model: SECRET,
    language: SECRET,
    correction_model: SECRET,
    vocabulary: [SECRET],
  },
  microphoneDeviceId: SECRET,
};
const secretCalibration = {
  model: SECRET,
  partial_model: SECRET,
  threads: 1,
  unit_ms: 1,
  reason: "keeps_up",
} as const;
const secretProcess = { name: SECRET, pid: 1, cpu_seconds: 1, peak_rss_bytes: 1 };
/** Fields that no type knows yet: a later change must not leak them either. */
const unknownFields = { title: SECRET, transcript: { text: SECRET }, lines: [SECRET] };

function reportOf(status: Status): string {
  const { host } = diagnostics;
  return diagnosticReport({
    status: { ...status, ...unknownFields },
    settings: { ...secretSettings, ...unknownFields },
    diagnostics: {
      ...diagnostics,
      ...unknownFields,
      engine: { ...engine, ...unknownFields, calibration: secretCalibration },
      host: host === null ? null : { ...host, ...unknownFields, processes: [secretProcess] },
    },
    extensionVersion: "0.1.0",
    platform: { browser: "Chrome/148", processors: 2, language: "ja" },
    nowMs: Date.UTC(2026, 10, 23),
  });
}

test.each([
  ["stalled", secretive],
  ["idle", { ...secretive, session: { name: "idle", lastError: secretError } as const }],
  ["stopping", { ...secretive, session: { name: "stopping", cause: secretError, ...active } as const }],
  ["without a host", { ...secretive, host: { name: "failed", error: secretError } as const }],
])(
  "SEC-2 IPC-12 a copied report has no text of the meeting, no title, no label and no name: %s",
  (_, status) => {
    expect(reportOf(status)).not.toContain("Nightingale");
  },
);

test("IPC-12 a copied report has the figures, states, error codes, version and platform", () => {
  expect(JSON.parse(reportOf({ ...secretive, networkSandbox: "seccomp" }))).toMatchObject({
    extension: "0.1.0",
    networkSandbox: "seccomp",
    protocol: PROTOCOL_VERSION,
    platform: { browser: "Chrome/148", processors: 2 },
    session: { id: active.session, state: "stalled", error: "internal_error" },
    figures: { capture: { tab: frames }, host: { restarts: 2, deadlocks: 1, sources: { mic: source } } },
    downloads: [{ model: "a local model", state: "failed", error: "disk_full" }],
    engine: { step: "finals_only", calibration: { reason: "keeps_up" } },
    coverageSeconds: { tab: { received: 60, uncovered: 0 }, mic: { uncovered: 0.1 } },
    processes: [{ name: null, cpuSeconds: 1, peakBytes: 1 }],
    settings: { isMicrophoneChosen: true, retentionDays: null },
  });
});
