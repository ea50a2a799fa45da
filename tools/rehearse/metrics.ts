import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Diagnostics } from "../../src/shared/status.ts";
import type { BrowserProcess } from "../measure/usage.ts";

/** What a rehearsal is measured by. */
export interface Measurements {
  readonly soundMs: number;
  /** Asked after the session's end. */
  readonly diagnostics: Diagnostics;
  /** The browser's processes before the capture and at its end. */
  readonly before: readonly BrowserProcess[];
  readonly after: readonly BrowserProcess[];
}

interface ProcessCost {
  readonly name: string;
  readonly pid: number;
  readonly cpuSecondsPerAudioMinute: number;
  readonly peakRssBytes: number | null;
}

/** The content of metrics.json: counters and latencies per source (IPC-12), and what each process cost. */
export function rehearsalMetrics({ soundMs, diagnostics, before, after }: Measurements) {
  const { host, latency, startToFirstFrameMs, ignoredMessages, unrendered } = diagnostics;
  return {
    audioSeconds: soundMs / 1000,
    startToFirstFrameMs,
    unrendered,
    sources: Object.fromEntries(AUDIO_SOURCES.map((source) => [source, countersOf(source, diagnostics)])),
    latency,
    session: {
      framesSent: host?.frames_sent ?? null,
      framesDropped: host?.frames_dropped ?? null,
      eventsReceived: host?.events_received ?? null,
      parseErrors: host?.parse_errors ?? null,
      ipcErrors: host?.ipc_errors ?? null,
      averageLatencyMs: host?.avg_latency_ms ?? null,
      ignoredMessages,
    },
    processes: [...ownProcesses(soundMs, diagnostics), ...browserCosts(soundMs, before, after)],
  };
}

function countersOf(source: AudioSource, { capture, host }: Diagnostics) {
  const { captured, sent, resent, acknowledged, dropped } = capture[source];
  return {
    captured,
    sent,
    resent,
    acknowledged,
    dropped,
    duplicated: host?.sources[source].duplicated ?? null,
  };
}

/** Host and sidecar, as they measure themselves. */
function ownProcesses(soundMs: number, { host }: Diagnostics): ProcessCost[] {
  return (host?.processes ?? []).map(
    ({ name, pid, cpu_seconds: cpuSeconds, peak_rss_bytes: peakRssBytes }) => ({
      name,
      pid,
      cpuSecondsPerAudioMinute: perMinute(cpuSeconds, soundMs),
      peakRssBytes,
    }),
  );
}

/** The browser's processes; one that ran before the capture counts from there. */
function browserCosts(
  soundMs: number,
  before: readonly BrowserProcess[],
  after: readonly BrowserProcess[],
): ProcessCost[] {
  return after.map(({ name, pid, cpuSeconds, peakRssBytes }) => {
    const earlier = before.find((process) => process.pid === pid)?.cpuSeconds ?? 0;
    return {
      name: `browser: ${name}`,
      pid,
      cpuSecondsPerAudioMinute: perMinute(cpuSeconds - earlier, soundMs),
      peakRssBytes,
    };
  });
}

function perMinute(seconds: number, soundMs: number): number {
  return Number(((seconds * 60_000) / soundMs).toFixed(3));
}
