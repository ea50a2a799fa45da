import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FRAME_SAMPLES, SAMPLE_RATE } from "../../../protocol/audio.ts";
import { ScriptError } from "../../script-error.ts";
import { type Figure, figure, mebibytes, percentile, spread } from "../figure.ts";
import { coreShare, peakMemory, takeUsage, threadShares, type UsageSnapshot } from "../process-usage.ts";
import { inDemoMeeting, playMeeting } from "./meeting.ts";

const STAMP_SIDECAR = join(import.meta.dirname, "../stamp-sidecar.mjs");
const STOP_MS = 30_000;
/** Threads of less do not explain a miss. */
const SHOWN_THREAD_SHARE = 0.3;

/** [source, first sample, arrival in epoch milliseconds] of one frame, as stamp-sidecar.mjs writes it. */
export type Stamp = readonly [source: string, firstSample: number, arrivedAtMs: number];

/** Streams the demo meeting's two sources to a program that only notes arrivals: what the way costs by itself. */
export async function measureStreaming(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  try {
    const sidecarCommand = [process.execPath, STAMP_SIDECAR, folder];
    return await inDemoMeeting({ sidecarCommand }, async (earshot, page) => {
      await earshot.startCaptions(page);
      const hostPid = Number(readFileSync(join(folder, "host-pid"), "utf8"));
      const before = await takeUsage(earshot.browser, { host: hostPid });
      await playMeeting(page);
      const after = await takeUsage(earshot.browser, { host: hostPid });
      await earshot.stopCaptions(page, STOP_MS);
      const stamps = JSON.parse(readFileSync(join(folder, "stamps.json"), "utf8")) as Stamp[];
      const startedAtMs = earshot.view.transcript?.startedAtMs;
      if (startedAtMs === undefined) {
        throw new ScriptError("session_failed", "The session left no transcript.", "Run it again.");
      }
      return [...latencyFigures(latencies(stamps, startedAtMs)), ...costFigures(before, after)];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from the moment a frame's last sample was heard to its arrival, in order of arrival. */
export function latencies(stamps: readonly Stamp[], startedAtMs: number): number[] {
  return stamps.map(
    ([, firstSample, arrivedAtMs]) =>
      arrivedAtMs - (startedAtMs + ((firstSample + FRAME_SAMPLES) * 1000) / SAMPLE_RATE),
  );
}

function latencyFigures(values: readonly number[]): Figure[] {
  const fastest = percentile(values, 0) ?? 0;
  const third = Math.floor(values.length / 3);
  return [
    figure("worklet to sidecar, frames of both sources", values.length, "frames"),
    ...spread("worklet to sidecar", values, "ms", { p50: 0.5, p95: 0.95, p99: 0.99, max: 1 }, { p99: 50 }),
    // The first frame sets the zero, so one that came late makes all others look early.
    figure("worklet to sidecar, fastest", fastest, "ms"),
    figure("worklet to sidecar, p99 above the fastest", (percentile(values, 0.99) ?? 0) - fastest, "ms"),
    // The sound card's clock is not the computer's: how far they drift apart is in every latency above.
    figure(
      "worklet to sidecar, p50 of the last third less the first",
      medianOf(values.slice(-third)) - medianOf(values.slice(0, third)),
      "ms",
    ),
  ];
}

function medianOf(values: readonly number[]): number {
  return percentile(values, 0.5) ?? 0;
}

function costFigures(before: UsageSnapshot, after: UsageSnapshot): Figure[] {
  const share = (kind: string) => coreShare(kind, before, after);
  const extension = share("extension");
  const host = share("host");
  return [
    figure("streaming time", (after.atMs - before.atMs) / 1000, "s"),
    figure("CPU, extension", extension, "% of one core"),
    ...threadShares("extension", before, after)
      .filter(([, threadShare]) => threadShare >= SHOWN_THREAD_SHARE)
      .map(([name, threadShare]) => figure(`CPU, extension's thread ${name}`, threadShare, "% of one core")),
    figure("CPU, host", host, "% of one core"),
    figure(
      "CPU, extension and host",
      extension === null || host === null ? null : extension + host,
      "% of one core",
      10,
    ),
    ...["browser", "audio service", "gpu", "renderer"].map((kind) =>
      figure(`CPU, ${kind} (the browser's)`, share(kind), "% of one core"),
    ),
    figure("peak memory, extension", mebibytes(peakMemory("extension", after)), "MiB"),
    figure("peak memory, host", mebibytes(peakMemory("host", after)), "MiB"),
  ];
}
