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
/** Nobody waits for what takes longer, and such a pace does not last. */
const MOST_SECONDS = 24 * 60 * 60;

/**
 * The samples with one more, without what is too old to judge by, and without those of a download that began anew (pure). The first
 * report of one that goes on says that nothing is here: what was there before has not come in between.
 */
export function withSample(
  samples: readonly DownloadSample[],
  next: DownloadSample,
): readonly DownloadSample[] {
  const last = samples.at(-1);
  if (last === undefined || last.bytes === 0 || next.bytes < last.bytes) return [next];
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
  if (seconds > MOST_SECONDS) return null;
  return Math.max(STEP_SECONDS, Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS);
}

interface WatchedDownload {
  readonly report: ModelDownload | null;
  readonly samples: readonly DownloadSample[];
}

export const NOT_WATCHED: WatchedDownload = { report: null, samples: [] };

/** With that report, once; also one of no more than the last counts: where nothing comes, the pace falls (pure). */
export function watchedOn(
  { report: last, samples }: WatchedDownload,
  report: ModelDownload,
  atMs: number,
): WatchedDownload {
  if (report === last) return { report, samples };
  return { report, samples: withSample(samples, { atMs, bytes: report.received_bytes }) };
}

/** Seconds until that download is done, as far as this view has watched it; null while that is not known. */
export function useSecondsLeft(download: ModelDownload): number | null {
  const watched = useRef<WatchedDownload>(NOT_WATCHED);
  if (download.state !== "downloading") return null;
  watched.current = watchedOn(watched.current, download, Date.now());
  return secondsLeft(watched.current.samples, download.total_bytes);
}
