import type { EngineReport } from "../../../protocol/reports.ts";
import type { QueryAnswers } from "../../../src/shared/messages/to-views.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/shared/settings.ts";
import type { RecoveredSession, Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { finalSegment, gapOf, transcriptOf } from "../../shared/transcript-samples.ts";
import { active, modelOf, pageFigures, statusOf } from "../../ui/status-samples.ts";

export const settings: Settings = { ...DEFAULT_SETTINGS, hasConsented: true };

const live: Status["sources"] = {
  tab: { name: "live", label: "Weekly sync – Google Meet" },
  mic: { name: "live", label: "Jabra Evolve2 65 Mono" },
};

/** The host is there, and nothing runs. */
export const idle: Status = {
  ...statusOf({ name: "idle", lastError: null }),
  host: { name: "connected", version: "1.3", productVersion: "0.1.0" },
};

/** A meeting that runs, with what the test is about changed. */
export function running(changes: Partial<Status> = {}): Status {
  return {
    ...statusOf({ name: "recording", ...active, startedAtMs: Date.now() - 754_000 }),
    host: idle.host,
    sources: live,
    ...changes,
  };
}

const SAID = [
  ["tab", 2, "Good morning everyone, shall we go through the plan for this week?"],
  ["mic", 9, "Yes, I have the list of open questions here."],
  ["tab", 14, "The first one is the venue: we need an answer by Thursday."],
  ["tab", 21, "I will call them today and tell you what they say."],
  ["mic", 95, "Sorry, I was away for a minute. What did I miss?"],
  ["tab", 101, "Nothing much, we have just settled the date."],
  ["mic", 160, "Then I will write it down and send it around."],
  ["tab", 166, "Thank you. See you all on Monday."],
] as const;

export function meeting(changes: Partial<Transcript> = {}): Transcript {
  const segments = SAID.map(([source, second, stable]) => {
    const startSample = second * 16_000;
    return finalSegment({
      source,
      stable,
      utterance: startSample,
      startSample,
      endSample: startSample + 64_000,
    });
  });
  return transcriptOf(segments, {
    session: active.session,
    speakers: { tab: "Others", mic: "You" },
    ...changes,
  });
}

/** One of each kind that a long meeting may have. */
export const interrupted = meeting({
  gaps: [
    gapOf({ startSample: 28 * 16_000, endSample: 90 * 16_000 }),
    gapOf({ source: "mic", startSample: 28 * 16_000, endSample: 90 * 16_000 }),
    gapOf({ startSample: 110 * 16_000, endSample: 152 * 16_000, reason: "not_stored" }),
    gapOf({ source: "mic", startSample: 175 * 16_000, endSample: 4000 * 16_000, reason: "microphone_off" }),
  ],
});

const TITLE = "Planning with the whole Lisbon team – Google Meet";
export const cutOff: RecoveredSession = {
  session: "7a3d5f10-9b1c-4b5e-8a43-6f2f0c9d2e77",
  title: TITLE,
  isKeyMissing: false,
  startedAtMs: Date.UTC(2026, 10, 20, 14, 5),
  state: "done",
  remainingMs: 0,
};

export const recoveredMeeting = transcriptOf(
  [finalSegment({ stable: "The lighthouse is painted in spring." })],
  {
    session: cutOff.session,
    title: TITLE,
    speakers: { tab: "Others", mic: "You" },
    completeness: "recovered",
    gaps: [gapOf({ reason: "asleep" })],
  },
);

const frames = { captured: 7540, sent: 7561, resent: 21, acknowledged: 7538, queued: 2, dropped: 0 };
const source = { received: 7559, duplicated: 21, journalled: 7538, sent: 7530, consumed: 7501 };
const latency = {
  firstPartialMs: { count: 41, p50: 812, p95: 1290 },
  finalMs: { count: 40, p50: 1420, p95: 2650 },
};
export const engine: EngineReport = {
  step: "full",
  partial_interval_ms: 700,
  redone: 2,
  suppressed: 1,
  calibration: {
    model: "small",
    partial_model: "tiny",
    threads: 2,
    unit_ms: 684,
    reason: "smaller_partials",
  },
};
const covered = { received: 12_060_800, no_speech: 4_000_000, final: 7_980_800, failed: 0, open: 80_000 };
export const diagnostics: QueryAnswers["get-diagnostics"] = {
  session: active.session,
  capture: { tab: frames, mic: frames },
  unrendered: { lostMs: 0, shownLostMs: 0, shortHoles: 0 },
  host: {
    frames_sent: 15_060,
    frames_dropped: 0,
    events_received: 412,
    parse_errors: 0,
    ipc_errors: 0,
    avg_latency_ms: 3.5,
    restarts: 1,
    deadlocks: 0,
    sources: { tab: source, mic: source },
    processes: [
      { name: "host", pid: 4242, cpu_seconds: 6.31, peak_rss_bytes: 64_000_000 },
      { name: "sidecar", pid: 4243, cpu_seconds: 312.4, peak_rss_bytes: 731_000_000 },
    ],
  },
  engine,
  coverage: { tab: covered, mic: covered },
  latency: { tab: latency, mic: latency },
  ignoredMessages: 0,
  page: pageFigures,
  startToFirstFrameMs: 640,
};

export const microphones = [
  { deviceId: "default", label: "Default – Jabra Evolve2 65 Mono" },
  { deviceId: "jabra", label: "Jabra Evolve2 65 Mono" },
  { deviceId: "built-in", label: "Built-in Audio Analogue Stereo" },
];

const report = (code: "capture_stalled" | "disk_nearly_full" | "tab_closed") => ({
  code,
  message: "",
  recoverable: true,
});
const stopping = statusOf({ name: "stopping", cause: null, ...active });
const failed = { state: "failed", error: "sidecar_died" } as const;
const crashed = { name: "silenced", reasons: ["tab_crashed"] } as const;
const muted = { name: "silenced", reasons: ["muted"] } as const;
const mutedInMeeting = { name: "silenced", reasons: ["muted_in_meeting"] } as const;
const late = { tab: 42_000, mic: 9000 };

/** What people may meet, by the name of its picture. */
export const STATES: Readonly<Record<string, Status>> = {
  unshielded: { ...running(), networkSandbox: "audit-hook" },
  recording: running(),
  paused: {
    ...running({
      sources: {
        tab: { name: "silenced", reasons: ["paused"] },
        mic: { name: "silenced", reasons: ["paused", "muted"] },
      },
    }),
    session: { name: "paused", ...active },
  },
  muted: running({ sources: { ...live, mic: muted } }),
  "muted-in-meeting": running({ sources: { ...live, mic: mutedInMeeting }, pageHealth: "working" }),
  "meeting-page-blind": running({ sources: { ...live, mic: mutedInMeeting }, pageHealth: "blind" }),
  "meeting-mute-unseen": running({ pageHealth: "blind" }),
  "captioned-although-muted": running({ pageHealth: "working", isMeetingMuteOverridden: true }),
  "catching-up": running({ lagMs: late }),
  "finals-only": running({ engine: { ...engine, step: "finals_only" } }),
  "put-aside": running({ lagMs: late, engine: { ...engine, step: "catching_up" } }),
  starting: { ...running(), session: { ...active, name: "starting" } },
  "model-loading": running({ model: modelOf({}) }),
  stalled: { ...running(), session: { ...active, name: "stalled", cause: report("capture_stalled") } },
  restarting: running({ recogniser: { state: "restarting", error: "sidecar_died" }, lagMs: late }),
  failed: running({ recogniser: failed, lagMs: { tab: 310_000, mic: 0 } }),
  "disk-full": running({ storage: "disk_full", lagMs: late }),
  "disk-nearly-full": running({ problem: report("disk_nearly_full") }),
  "tab-crashed": running({ sources: { ...live, tab: crashed } }),
  "microphone-lost": running({
    sources: { ...live, mic: { name: "unavailable", reason: "microphone_lost" } },
  }),
  stopping: {
    ...running({ lagAtStopMs: 60_000, lagMs: { tab: 21_000, mic: 0 } }),
    session: stopping.session,
  },
  recovered: {
    ...running(),
    session: { name: "idle", lastError: null },
    recovered: [
      cutOff,
      { ...cutOff, session: "b", title: "", state: "transcribing", remainingMs: 42_000 },
      { ...cutOff, session: "c", title: "Interview", state: "waiting", remainingMs: 1_260_000 },
    ],
  },
};
