import { sampleIndex } from "./audio-schema.ts";
import { errorCode } from "./errors.ts";
import { modelName } from "./settings.ts";
import { z } from "./zod.ts";

const count = z.int().check(z.nonnegative());

/** The model that does the work, which may not be the one asked for. */
const loadedModel = z.object({
  model: modelName,
  device: z.enum(["cpu", "cuda"]),
  compute_type: z.string(),
  /** The embedded demo model: knows the demo meeting's words and little else. */
  is_demo: z.boolean(),
  /** Why another model than the requested one stands in; null when it is the requested one. */
  fallback_reason: z.nullable(errorCode),
});

/** How far the requested model is. */
export const modelProgress = z.object({
  requested: modelName,
  state: z.enum(["downloading", "loading", "ready", "failed"]),
  received_bytes: z.nullable(count),
  total_bytes: z.nullable(count),
  /** Present once ready. */
  loaded: z.nullable(loadedModel),
  /** Present once failed. */
  error: z.nullable(errorCode),
});
export type ModelProgress = z.infer<typeof modelProgress>;

/** A model by name, whether on this machine or not. */
const modelEntry = z.object({
  model: modelName,
  kind: z.enum(["whisper", "local", "demo"]),
  is_installed: z.boolean(),
  /** On the disk if it is installed, else to be downloaded; null when nobody knows. */
  bytes: z.nullable(count),
  /** Held in memory at present: it can be removed only after the session. */
  is_in_use: z.boolean(),
  /** Since 1.2: where it comes from, and how much, when the hub cannot be reached; present of what is not here. */
  second_source: z.optional(
    z.object({ server: z.string().check(z.minLength(1), z.maxLength(255)), bytes: count }),
  ),
});
export type ModelEntry = z.infer<typeof modelEntry>;

/** What can be chosen, and the room for more. */
export const modelList = z.object({
  models: z.array(modelEntry).check(z.maxLength(200)),
  free_bytes: z.nullable(count),
  /** Since 1.2: the server that models are downloaded from, for people: `huggingface.co`, or a mirror's name. */
  hub: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
});
export type ModelList = z.infer<typeof modelList>;

/** How far a download is that the user asked for by `download_model`. */
export const modelDownload = z.object({
  model: modelName,
  state: z.enum(["downloading", "checking", "installed", "cancelled", "failed"]),
  received_bytes: count,
  total_bytes: z.nullable(count),
  /** Present once failed. */
  error: z.nullable(errorCode),
});
export type ModelDownload = z.infer<typeof modelDownload>;

/** Steps down when the machine is too slow, each without what the one before left out (STT-3); never audio. */
export const LADDER_STEPS = [
  "full",
  /** Partials come at half the rate. */
  "rare_partials",
  /** Partials for the source that spoke last only. */
  "one_talker",
  /** No partials. */
  "finals_only",
  /** Finals without a search. */
  "quick_finals",
  /** Audio waits in the journal until there is room for it. */
  "catching_up",
] as const;

/** Why calibration chose what it chose. */
export const CALIBRATION_REASONS = [
  /** One model is quick enough for partials and finals. */
  "keeps_up",
  /** Partials by a smaller model that is installed. */
  "smaller_partials",
  /** No smaller model is installed, so partials come rarer. */
  "rare_partials",
  /** Too slow for partials at all. */
  "finals_only",
  /** The graphics card does the work. */
  "graphics_card",
] as const;

/** What this machine was found to do with a model when it was loaded first. */
const calibration = z.object({
  model: modelName,
  partial_model: modelName,
  threads: count,
  /** Wall time of decoding four seconds of speech by `model`. */
  unit_ms: z.number().check(z.nonnegative()),
  reason: z.enum(CALIBRATION_REASONS),
});
export type Calibration = z.infer<typeof calibration>;

/** How the engine in the sidecar does. */
const engineReport = z.object({
  step: z.enum(LADDER_STEPS),
  /** Between two partials of one source. */
  partial_interval_ms: z.number().check(z.nonnegative()),
  /** Finals decoded again at the full window because the short one was not trusted. */
  redone: count,
  /** Spans whose words were suppressed as hallucinated, each reported by `suppressed_text`. */
  suppressed: count,
  calibration: z.nullable(calibration),
});
export type EngineReport = z.infer<typeof engineReport>;

/**
 * Where the samples of one source are: received = no_speech + final + failed + open, always. `failed` was decoded without
 * result; `open` waits, or is being spoken.
 */
const sourceCoverage = z.object({
  received: sampleIndex,
  no_speech: sampleIndex,
  final: sampleIndex,
  failed: sampleIndex,
  open: sampleIndex,
});
export const coverageReport = z.object({ tab: sourceCoverage, mic: sourceCoverage });
export type CoverageReport = z.infer<typeof coverageReport>;

/** Since 1.4: whether the microphone repeats the tab, and how late; null while no echo was seen. What is seen is cancelled. */
const echoReport = z.object({ delay_ms: z.nullable(count) });
export type EchoReport = z.infer<typeof echoReport>;

/** How the sidecar does, by the host's word. */
const recogniserReport = z.object({
  /** `failed`: three restarts in a row did not help; it stays so until the user asks for another try. */
  state: z.enum(["starting", "running", "restarting", "failed"]),
  /** Why it is being restarted or has failed. */
  error: z.nullable(errorCode),
});
export type RecogniserReport = z.infer<typeof recogniserReport>;

/** Where the key that wraps the session keys is kept: by the system's keychain, or in a file that only the user may read. */
export const keyStorage = z.enum(["keychain", "file"]);
export type KeyStorage = z.infer<typeof keyStorage>;
/**
 * What keeps sockets from the process that receives the meeting (SEC-1, ADR-023): the kernel by a filter of its calls
 * (Linux) or by the system's sandbox (macOS), also for native code and child processes; or only the Python interpreter.
 */
const networkSandbox = z.enum(["seccomp", "seatbelt", "audit-hook"]);
export type NetworkSandbox = z.infer<typeof networkSandbox>;

/** CPU and memory of one process, as the process itself measures them. */
const processMetrics = z.object({
  name: z.string(),
  pid: count,
  cpu_seconds: z.number().check(z.nonnegative()),
  peak_rss_bytes: count,
});
export type ProcessMetrics = z.infer<typeof processMetrics>;

/** Answered on its own thread, so that it arrives while a decode runs. */
export const healthReport = z.object({
  model: z.nullable(modelProgress),
  /** Samples received but not yet covered by a final or a silence verdict, per source. */
  lag_samples: z.object({ tab: sampleIndex, mic: sampleIndex }),
  engine: z.optional(engineReport),
  /** Present while a session runs. */
  coverage: z.optional(coverageReport),
  /** Present while a session runs. */
  echo: z.optional(echoReport),
  /** host → extension only: utterances that wait for `correction_model` and those that are done. */
  corrections: z.optional(z.object({ done: count, left: count })),
  /** host → extension only. */
  recogniser: z.optional(recogniserReport),
  /** host → extension only: why audio cannot be stored at present, null while it can. */
  storage: z.optional(z.nullable(errorCode)),
  /** host → extension only: where new sessions' keys are kept; absent until the host knows. */
  key_storage: z.optional(keyStorage),
  /** What keeps the sidecar from the network, by its own word. */
  network_sandbox: z.optional(networkSandbox),
  /** sidecar → host only: what the sidecar has used so far. */
  process: z.optional(processMetrics),
});
export type HealthReport = z.infer<typeof healthReport>;

/** Frame counters of one source in the host. journalled = sent + queued, always. */
const sourceMetrics = z.object({
  received: count,
  duplicated: count,
  journalled: count,
  sent: count,
  consumed: count,
});

/** IPC-12. `avg_latency_ms`: frame received by the host → consumed by the sidecar. */
export const sessionMetrics = z.object({
  frames_sent: count,
  frames_dropped: count,
  events_received: count,
  parse_errors: count,
  ipc_errors: count,
  avg_latency_ms: z.number().check(z.nonnegative()),
  /** Times the sidecar was started again. */
  restarts: count,
  /** Frames and events of the journal that could not be read back. */
  damaged_records: z.optional(count),
  /** Times audio was waiting and for 30 s nothing moved, though the sidecar answered (IPC-14). */
  deadlocks: count,
  sources: z.object({ tab: sourceMetrics, mic: sourceMetrics }),
  processes: z.array(processMetrics),
});
export type SessionMetrics = z.infer<typeof sessionMetrics>;
