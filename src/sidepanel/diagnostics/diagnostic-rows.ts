import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import type { Calibration } from "../../../protocol/reports.ts";
import type { Words } from "../../i18n/en.ts";
import type { CaptureCounters, Diagnostics, LatencySummary } from "../../shared/status.ts";
import { type CoverageSeconds, coverageSeconds } from "./coverage-seconds.ts";

export interface DiagnosticRow {
  readonly label: string;
  /** One figure for the session, or one for each source. */
  readonly figures: readonly string[];
}

/** What has not been measured yet. */
const UNKNOWN = "–";

/** The figures of IPC-12 as rows for people (pure). */
export function diagnosticRows(diagnostics: Diagnostics, words: Words): readonly DiagnosticRow[] {
  const { capture, unrendered, host, latency, ignoredMessages, page, startToFirstFrameMs } = diagnostics;
  const text = words.diagnostics;
  const { milliseconds } = words.units;
  const onDisk = host?.sources;
  return [
    perSource(text.captured, (source) => String(capture[source].captured)),
    perSource(text.stored, (source) => String(capture[source].acknowledged)),
    perSource(text.waiting, (source) => String(capture[source].queued)),
    perSource(text.lost, (source) => String(capture[source].dropped)),
    perSource(text.balance, (source) => balance(capture[source], words)),
    perSource(text.sentAgain, (source) => String(capture[source].resent)),
    single(text.unrendered, unrendered.lostMs, milliseconds),
    single(text.shortHoles, unrendered.shortHoles),
    perSource(text.journalled, (source) => figure(onDisk?.[source].journalled)),
    perSource(text.toSidecar, (source) => figure(onDisk?.[source].sent)),
    perSource(text.notYetSent, (source) =>
      figure(onDisk === undefined ? null : onDisk[source].journalled - onDisk[source].sent),
    ),
    perSource(text.understood, (source) => figure(onDisk?.[source].consumed)),
    perSource(text.firstWords, (source) => delay(latency[source].firstPartialMs, words)),
    perSource(text.finals, (source) => delay(latency[source].finalMs, words)),
    single(text.startToFirstFrame, startToFirstFrameMs, milliseconds),
    single(text.framesSent, host?.frames_sent),
    single(text.framesDropped, host?.frames_dropped),
    { label: text.dropRate, figures: [dropRate(host, words)] },
    single(text.restarts, host?.restarts),
    single(text.deadlocks, host?.deadlocks),
    single(text.eventsReceived, host?.events_received),
    single(text.parseErrors, host?.parse_errors),
    single(text.ipcErrors, host?.ipc_errors),
    single(text.averageLatency, host?.avg_latency_ms, milliseconds),
    single(text.ignored, ignoredMessages),
    { label: text.peopleOnPage, figures: [page === null ? UNKNOWN : `${page.named} / ${page.people}`] },
    single(text.speakingOnPage, page?.intervals),
    ...engineRows(diagnostics, words),
    ...(host?.processes ?? []).map(({ name, cpu_seconds, peak_rss_bytes }) => {
      const peakMegabytes = String(Math.round(peak_rss_bytes / 1_000_000));
      return {
        label: text.process(name),
        figures: [text.processFigures(cpu_seconds.toFixed(1), peakMegabytes)],
      };
    }),
  ];
}

/** How the engine does, and where every sample is that it received. */
function engineRows({ engine, coverage }: Diagnostics, words: Words): readonly DiagnosticRow[] {
  const text = words.diagnostics;
  const { milliseconds, seconds } = words.units;
  const calibration = engine?.calibration ?? null;
  return [
    { label: text.step, figures: [engine === null ? UNKNOWN : text.steps[engine.step]] },
    single(text.partialInterval, engine?.partial_interval_ms, milliseconds),
    single(text.redone, engine?.redone),
    single(text.suppressed, engine?.suppressed),
    {
      label: text.calibration,
      figures: [calibration === null ? UNKNOWN : calibrationFigures(calibration, words)],
    },
    ...COVERAGE.map((part) => ({
      label: text.coverage[part],
      figures: AUDIO_SOURCES.map((source) =>
        coverage === null ? UNKNOWN : seconds(coverageSeconds(coverage[source])[part].toFixed(1)),
      ),
    })),
  ];
}

const COVERAGE = [
  "received",
  "noSpeech",
  "final",
  "failed",
  "open",
  "uncovered",
] as const satisfies readonly (keyof CoverageSeconds)[];

function calibrationFigures({ model, partial_model, threads, unit_ms }: Calibration, words: Words): string {
  const models = model === partial_model ? model : `${partial_model} + ${model}`;
  return words.diagnostics.calibrationFigures(models, threads, Math.round(unit_ms));
}

/** Whether every captured frame is accounted for: stored, waiting or known to be lost. */
function balance({ captured, acknowledged, queued, dropped }: CaptureCounters, words: Words): string {
  const missing = captured - acknowledged - queued - dropped;
  return missing === 0 ? words.diagnostics.balanced : words.diagnostics.unbalanced(missing);
}

function dropRate(host: Diagnostics["host"], words: Words): string {
  if (host === null) return UNKNOWN;
  const received = host.sources.tab.received + host.sources.mic.received;
  return words.units.percent(((host.frames_dropped / Math.max(1, received)) * 100).toFixed(2));
}

function perSource(label: string, figureOf: (source: AudioSource) => string): DiagnosticRow {
  return { label, figures: [figureOf("tab"), figureOf("mic")] };
}

function single(
  label: string,
  value: number | null | undefined,
  inUnit: (value: string) => string = String,
): DiagnosticRow {
  return { label, figures: [figure(value, inUnit)] };
}

function figure(value: number | null | undefined, inUnit: (value: string) => string = String): string {
  return value === null || value === undefined ? UNKNOWN : inUnit(String(Math.round(value * 10) / 10));
}

function delay({ p50, p95 }: LatencySummary, words: Words): string {
  return p50 === null || p95 === null
    ? UNKNOWN
    : words.units.milliseconds(`${Math.round(p50)} / ${Math.round(p95)}`);
}
