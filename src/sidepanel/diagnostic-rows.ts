import type { AudioSource } from "../../protocol/audio.ts";
import type { Diagnostics, LatencySummary } from "../shared/status.ts";
import type { Text } from "../ui/text.ts";

export interface DiagnosticRow {
  readonly label: string;
  /** One figure for the session, or one for each source. */
  readonly figures: readonly string[];
}

/** What has not been measured yet. */
const UNKNOWN = "–";

/** The figures of IPC-12 as rows for people (pure). */
export function diagnosticRows(
  diagnostics: Diagnostics,
  text: Text["diagnostics"],
): readonly DiagnosticRow[] {
  const { capture, lostMs, host, latency, ignoredMessages, startToFirstFrameMs } = diagnostics;
  return [
    perSource(text.captured, (source) => String(capture[source].captured)),
    perSource(text.waiting, (source) => String(capture[source].queued)),
    perSource(text.lost, (source) => String(capture[source].dropped)),
    single(text.unrendered, lostMs, " ms"),
    perSource(text.firstWords, (source) => delay(latency[source].firstPartialMs)),
    perSource(text.finals, (source) => delay(latency[source].finalMs)),
    single(text.startToFirstFrame, startToFirstFrameMs, " ms"),
    single(text.framesSent, host?.frames_sent),
    single(text.framesDropped, host?.frames_dropped),
    single(text.eventsReceived, host?.events_received),
    single(text.parseErrors, host?.parse_errors),
    single(text.ipcErrors, host?.ipc_errors),
    single(text.averageLatency, host?.avg_latency_ms, " ms"),
    single(text.ignored, ignoredMessages),
  ];
}

function perSource(label: string, figure: (source: AudioSource) => string): DiagnosticRow {
  return { label, figures: [figure("tab"), figure("mic")] };
}

function single(label: string, figure: number | null | undefined, unit = ""): DiagnosticRow {
  const shown = figure === null || figure === undefined ? UNKNOWN : `${Math.round(figure * 10) / 10}${unit}`;
  return { label, figures: [shown] };
}

function delay({ p50, p95 }: LatencySummary): string {
  return p50 === null || p95 === null ? UNKNOWN : `${Math.round(p50)} / ${Math.round(p95)} ms`;
}
