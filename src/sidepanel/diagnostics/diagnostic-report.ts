import { DEMO_MODEL, DOWNLOADABLE_MODELS } from "../../../protocol/models.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { AUTOMATIC_MODEL, type Settings } from "../../shared/settings.ts";
import type { Diagnostics, SourceState, Status } from "../../shared/status.ts";
import { coverageSeconds } from "./coverage-seconds.ts";

/** Where Earshot runs. */
export interface Platform {
  readonly browser: string;
  readonly processors: number;
  readonly language: string;
}

interface ReportParts {
  readonly status: Status;
  readonly settings: Settings | null;
  readonly diagnostics: Diagnostics;
  readonly extensionVersion: string;
  readonly platform: Platform;
  readonly nowMs: number;
}

/**
 * The report that a user may hand to a stranger: figures, states and error codes (IPC-12). It is put together
 * from what is known to be harmless, not by leaving out what is not: a field added elsewhere never gets in.
 * Titles, device labels, error messages, vocabulary and whatever was said are not in it.
 */
export function diagnosticReport(parts: ReportParts): string {
  const { status, settings, diagnostics, extensionVersion, platform, nowMs } = parts;
  const { session, host } = status;
  const cause = "cause" in session ? session.cause : "lastError" in session ? session.lastError : null;
  const report = {
    extension: extensionVersion,
    protocol: PROTOCOL_VERSION,
    platform,
    writtenAt: new Date(nowMs).toISOString(),
    session: { id: diagnostics.session, state: session.name, error: cause?.code ?? null },
    sources: { tab: sourceOf(status.sources.tab), mic: sourceOf(status.sources.mic) },
    host: {
      state: host.name,
      version: host.name === "connected" ? versionOf(host.version) : null,
      release: host.name === "connected" ? versionOf(host.productVersion ?? "") : null,
      error: host.name === "failed" ? host.error.code : null,
    },
    model: modelOf(status.model),
    downloads: status.models.downloads.map(({ model, state, error }) => {
      return { model: modelName(model), state, error };
    }),
    engine: engineOf(diagnostics.engine),
    recogniser: { state: status.recogniser.state, error: status.recogniser.error },
    echo: status.echo === null ? null : { delayMs: status.echo.delay_ms },
    networkSandbox: status.networkSandbox,
    storage: status.storage,
    keyStorage: status.keyStorage,
    unreadable: status.unreadable?.error.code ?? null,
    pendingDeletions: status.pendingDeletions,
    problem: status.problem?.code ?? null,
    lagMs: { tab: status.lagMs.tab, mic: status.lagMs.mic },
    lagAtStopMs: status.lagAtStopMs,
    recovered: status.recovered.map(({ state, remainingMs }) => ({ state, remainingMs })),
    settings: settings === null ? null : settingsOf(settings),
    figures: figuresOf(diagnostics),
    coverageSeconds: coverageOf(diagnostics.coverage),
    processes: diagnostics.host?.processes.map(({ name, cpu_seconds, peak_rss_bytes }) => {
      return { name: wordOf(name), cpuSeconds: cpu_seconds, peakBytes: peak_rss_bytes };
    }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function sourceOf(source: SourceState) {
  switch (source.name) {
    case "off":
    case "live":
      return { state: source.name };
    case "silenced":
      return { state: source.name, reasons: source.reasons };
    case "unavailable":
      return { state: source.name, error: source.reason };
    default:
      return source satisfies never;
  }
}

function modelOf(model: Status["model"]) {
  if (model === null) return null;
  const { loaded, state, error } = model;
  const working =
    loaded === null
      ? null
      : {
          model: modelName(loaded.model),
          device: loaded.device,
          computeType: wordOf(loaded.compute_type),
          insteadBecause: loaded.fallback_reason,
        };
  return { requested: modelName(model.requested), state, error, working };
}

function engineOf(engine: Diagnostics["engine"]) {
  if (engine === null) return null;
  const { step, partial_interval_ms, redone, suppressed, calibration } = engine;
  const chosen =
    calibration === null
      ? null
      : {
          model: modelName(calibration.model),
          partialModel: modelName(calibration.partial_model),
          threads: calibration.threads,
          unitMs: calibration.unit_ms,
          reason: calibration.reason,
        };
  return { step, partialIntervalMs: partial_interval_ms, redone, suppressed, calibration: chosen };
}

function coverageOf(coverage: Diagnostics["coverage"]) {
  if (coverage === null) return null;
  return { tab: coverageSeconds(coverage.tab), mic: coverageSeconds(coverage.mic) };
}

function settingsOf({ transcription, ...settings }: Settings) {
  return {
    model: modelName(transcription.model),
    correctionModel:
      transcription.correction_model === null ? null : modelName(transcription.correction_model),
    language: wordOf(transcription.language),
    task: transcription.task,
    device: transcription.device,
    isMicrophoneWanted: settings.isMicrophoneWanted,
    isMicrophoneChosen: settings.microphoneDeviceId !== null,
    isEchoLeftToBrowser: settings.isEchoLeftToBrowser,
    isOverlayWanted: settings.isOverlayWanted,
    retentionDays: settings.retentionDays,
  };
}

/** A local model's name is the user's own. */
function modelName(name: string): string {
  const known: readonly string[] = [AUTOMATIC_MODEL, DEMO_MODEL, ...DOWNLOADABLE_MODELS];
  return known.includes(name) ? name : "a local model";
}

/** A version as programs give it, never a sentence. */
function versionOf(version: string): string | null {
  return /^\d{1,5}(\.\d{1,5}){0,3}$/.test(version) ? version : null;
}

/** A name that a program of ours gives, such as `host` or `int8_float16`. */
function wordOf(text: string): string | null {
  return KNOWN_WORDS.has(text) || /^[a-z]{2,3}$/.test(text) ? text : null;
}

/** Languages, processes, and what CTranslate2 calls its number formats. */
const KNOWN_WORDS: ReadonlySet<string> = new Set(
  "auto host sidecar default int8 int8_float32 int8_float16 int8_bfloat16 int16 float16 bfloat16 float32".split(
    " ",
  ),
);

/** Every figure of the session's diagnostics under its own name, and nothing that is not a figure. */
function figuresOf(diagnostics: Diagnostics) {
  const { capture, unrendered, host, latency, ignoredMessages, page, startToFirstFrameMs } = diagnostics;
  const figures = { capture, unrendered, host, latency, ignoredMessages, startToFirstFrameMs };
  return { ...numbersOf({ ...figures, page: page ?? {} }), pageHealth: page?.health ?? null };
}

function numbersOf(value: object): object {
  const parts: readonly (readonly [string, unknown])[] = Object.entries(value);
  const kept: [string, unknown][] = [];
  for (const [name, part] of parts) {
    if (typeof part === "number" || part === null) kept.push([name, part]);
    else if (typeof part === "object" && !Array.isArray(part)) kept.push([name, numbersOf(part)]);
  }
  return Object.fromEntries(kept);
}
