import { copyFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import type { Diagnostics } from "../../src/shared/status.ts";
import type { Earshot } from "../driver/browser/earshot.ts";
import { modelFetched, requestModel } from "../driver/browser/fetch-model.ts";
import { consented, launchEarshot } from "../driver/browser/launch.ts";
import { audioState } from "../driver/browser/page-audio.ts";
import { takePicture } from "../driver/browser/pictures.ts";
import { serveFolder } from "../driver/local-server.ts";
import type { PreparedWav } from "../materials/audio-files.ts";
import { type BrowserProcess, browserProcesses } from "../measure/usage.ts";
import { MODEL_CACHE, ROOT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { timedOut } from "../runtime/waiting.ts";
import { writableFile } from "../runtime/writable-file.ts";
import type { ChosenModel } from "../setup/model.ts";

/** What is played to the product, and where its answer goes. */
export interface Rehearsal {
  readonly tab: PreparedWav;
  /** Null: a meeting without a microphone. */
  readonly microphone: PreparedWav | null;
  readonly model: ChosenModel;
  readonly language: string;
  readonly out: string;
}

/** Of audio after the end of a file, in which the last word is finished. */
const TAIL_MS = 1000;
/** A model may have to be downloaded first. */
const MODEL_WAIT_MS = 20 * 60_000;
/** A slow machine transcribes longer than the audio lasts. */
const DRAIN_FLOOR_MS = 60_000;
const DRAIN_PER_SOUND = 20;
const POLL_MS = 500;

/** Plays the files through the real browser, extension, host and sidecar, and writes what came of it. */
export async function rehearse(rehearsal: Rehearsal): Promise<void> {
  const { tab, microphone, model, language } = rehearsal;
  const out = dirname(writableFile(join(rehearsal.out, "metrics.json"), "--out"));
  const server = await serveFolder(join(ROOT, "tools/rehearse/page"), { "tab.wav": tab.file });
  try {
    const earshot = await launchEarshot({
      microphone: microphone === null ? "none" : { file: microphone.file },
      settings: (stored) => ({
        ...consented(model.name, language)(stored),
        isMicrophoneWanted: microphone !== null,
      }),
      host: { modelCache: MODEL_CACHE, models: [model] },
    });
    try {
      const requested = await requestModel(earshot);
      if (requested !== null) await modelFetched(earshot, requested, MODEL_WAIT_MS);
      // Loaded before anything plays, so that delays measured are not those of the loading.
      await earshot.modelReady(model.name, MODEL_WAIT_MS);
      await play(earshot, `${server.url}index.html`, rehearsal, out);
    } finally {
      await earshot.close();
    }
  } finally {
    await server.close();
  }
}

async function play(
  earshot: Earshot,
  url: string,
  { tab, microphone }: Rehearsal,
  out: string,
): Promise<void> {
  const audioMs = Math.max(tab.durationMs, microphone?.durationMs ?? 0);
  const page = await earshot.openPage(url);
  await audioState(page, "ready", 60_000);
  const before = await browserProcesses(earshot.browser);
  await earshot.startCaptions(page);
  print(`Playing ${(audioMs / 1000).toFixed(1)} s of audio …`);
  await page.$eval("audio", (audio) => audio.play());
  await audioState(page, "ended", tab.durationMs + 60_000);
  if (microphone !== null) await untilCaptured(earshot, microphone.durationMs + TAIL_MS);

  await takePicture(page, join(out, "overlay"), false);
  await takePicture(await earshot.sidePanel(), join(out, "sidepanel"), false);
  const after = await browserProcesses(earshot.browser);
  await earshot.stopCaptions(page, DRAIN_FLOOR_MS + DRAIN_PER_SOUND * audioMs);

  copyFileSync(await earshot.exportTranscript("json"), join(out, "transcript.json"));
  const metrics = rehearsalMetrics({ audioMs, diagnostics: await earshot.diagnostics(), before, after });
  writeFileSync(join(out, "metrics.json"), `${JSON.stringify(metrics, null, 2)}\n`);
}

/** Until that much of the microphone has been captured: its own clock is the only one that counts. */
async function untilCaptured(earshot: Earshot, microphoneMs: number): Promise<void> {
  const wantedFrames = Math.ceil((microphoneMs * SAMPLE_RATE) / 1000 / FRAME_SAMPLES);
  const timeoutMs = microphoneMs + 60_000;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { capture } = await earshot.diagnostics();
    if (capture.mic.captured >= wantedFrames) return;
    if (performance.now() > deadline) throw timedOut(`${wantedFrames} frames of the microphone`, timeoutMs);
    await setTimeout(POLL_MS);
  }
}

/** What a rehearsal is measured by. */
interface Measurements {
  readonly audioMs: number;
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
function rehearsalMetrics({ audioMs, diagnostics, before, after }: Measurements) {
  const { host, latency, startToFirstFrameMs, ignoredMessages, unrendered } = diagnostics;
  return {
    audioSeconds: audioMs / 1000,
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
    processes: [...ownProcesses(audioMs, diagnostics), ...browserCosts(audioMs, before, after)],
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
function ownProcesses(audioMs: number, { host }: Diagnostics): ProcessCost[] {
  return (host?.processes ?? []).map(
    ({ name, pid, cpu_seconds: cpuSeconds, peak_rss_bytes: peakRssBytes }) => ({
      name,
      pid,
      cpuSecondsPerAudioMinute: perMinute(cpuSeconds, audioMs),
      peakRssBytes,
    }),
  );
}

/** The browser's processes; one that ran before the capture counts from there. */
function browserCosts(
  audioMs: number,
  before: readonly BrowserProcess[],
  after: readonly BrowserProcess[],
): ProcessCost[] {
  return after.map(({ name, pid, cpuSeconds, peakRssBytes }) => {
    const earlier = before.find((process) => process.pid === pid)?.cpuSeconds ?? 0;
    return {
      name: `browser: ${name}`,
      pid,
      cpuSecondsPerAudioMinute: perMinute(cpuSeconds - earlier, audioMs),
      peakRssBytes,
    };
  });
}

function perMinute(seconds: number, audioMs: number): number {
  return Number(((seconds * 60_000) / audioMs).toFixed(3));
}
