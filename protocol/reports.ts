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

/** How the sidecar does, by the host's word. */
const recogniserReport = z.object({
  /** `failed`: three restarts in a row did not help; it stays so until the user asks for another try. */
  state: z.enum(["starting", "running", "restarting", "failed"]),
  /** Why it is being restarted or has failed. */
  error: z.nullable(errorCode),
});
export type RecogniserReport = z.infer<typeof recogniserReport>;

/** Answered on its own thread, so that it arrives while a decode runs. */
export const healthReport = z.object({
  model: z.nullable(modelProgress),
  /** Samples received but not yet covered by a final or a silence verdict, per source. */
  lag_samples: z.object({ tab: sampleIndex, mic: sampleIndex }),
  /** host → extension only. */
  recogniser: z.optional(recogniserReport),
  /** host → extension only: why audio cannot be stored at present, null while it can. */
  storage: z.optional(z.nullable(errorCode)),
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

/** CPU and memory of one process, as the process itself measures them. */
export const processMetrics = z.object({
  name: z.string(),
  pid: count,
  cpu_seconds: z.number().check(z.nonnegative()),
  peak_rss_bytes: count,
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
  /** Times audio was waiting and for 30 s nothing moved, though the sidecar answered (IPC-14). */
  deadlocks: count,
  sources: z.object({ tab: sourceMetrics, mic: sourceMetrics }),
  processes: z.array(processMetrics),
});
export type SessionMetrics = z.infer<typeof sessionMetrics>;
