import { useRef } from "preact/hooks";
import type { ModelDownload } from "../../../protocol/reports.ts";

/** How much of a download was here at a moment (milliseconds since the epoch). */
export interface DownloadSample {
  readonly atMs: number;
  readonly bytes: number;
}

/** The pace of what is longer ago says nothing of what is to come. */
const WINDOW_MS = 20_000;
/** What came in less is the network's first rush. */
const LEAST_MS = 3000;
/** A figure that changes with every report is not read: near the end it goes by these steps. */
const STEP_SECONDS = 5;

/** The samples with one more, without what is too old to judge by, and without those of a download that began anew (pure). */
export function withSample(
  samples: readonly DownloadSample[],
  next: DownloadSample,
): readonly DownloadSample[] {
  const last = samples.at(-1);
  if (last !== undefined && next.bytes < last.bytes) return [next];
  return [...samples.filter(({ atMs }) => next.atMs - atMs <= WINDOW_MS), next];
}

/** Seconds until all of `totalBytes` are here, at the pace of the samples; null while nobody can say (pure). */
export function secondsLeft(samples: readonly DownloadSample[], totalBytes: number | null): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || totalBytes === null) return null;
  const elapsedMs = last.atMs - first.atMs;
  const received = last.bytes - first.bytes;
  if (elapsedMs < LEAST_MS || received <= 0) return null;
  const seconds = ((totalBytes - last.bytes) * elapsedMs) / received / 1000;
  return Math.max(STEP_SECONDS, Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS);
}

/** Seconds until that download is done, as far as this view has watched it; null while that is not known. */
export function useSecondsLeft({ state, received_bytes, total_bytes }: ModelDownload): number | null {
  const samples = useRef<readonly DownloadSample[]>([]);
  if (state !== "downloading") return null;
  if (samples.current.at(-1)?.bytes !== received_bytes)
    samples.current = withSample(samples.current, { atMs: Date.now(), bytes: received_bytes });
  return secondsLeft(samples.current, total_bytes);
}
