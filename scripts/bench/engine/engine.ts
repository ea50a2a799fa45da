import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { readDemoScript } from "../../demo-meeting.ts";
import { step } from "../../progress.ts";
import { wordErrorRate } from "../../word-error-rate.ts";
import { type Figure, figure, mebibytes, spread } from "../figure.ts";
import { finalText, lineDelays } from "./arrivals.ts";
import { type Pace, type Run, runEngine } from "./feed.ts";
import { openSidecarEngine } from "./sidecar-engine.ts";
import { demoTracks, type Tracks } from "./tracks.ts";

const SHARES = { p50: 0.5, p95: 0.95 };

/** The real sidecar with the demo model over the demo meeting, both sources at once. */
export async function benchEngine(): Promise<Figure[]> {
  const tracks = await demoTracks();
  const atOnce = await timed("Fed at once", tracks, "at-once");
  const realTime = await timed("Fed live", tracks, "real-time");
  return [
    ...speedFigures(atOnce),
    ...delayFigures(realTime),
    ...wordFigures(realTime),
    ...costFigures(realTime),
  ];
}

function timed(title: string, tracks: Tracks, pace: Pace): Promise<Run> {
  return step(
    title,
    () => runEngine(openSidecarEngine, tracks, pace),
    ({ arrivals }) => `${arrivals.length} captions and revisions`,
  );
}

function speedFigures({ wallMs, audioMs, cost }: Run): Figure[] {
  return [
    figure("meeting length", audioMs / 1000, "s"),
    figure("fed at once: seconds per meeting minute", (wallMs * 60) / audioMs, "s/min"),
    figure("fed at once: real-time factor", wallMs / audioMs, "×"),
    figure("fed at once: CPU per meeting minute", perMinute(cost?.cpuSeconds ?? null, audioMs), "CPU s/min"),
  ];
}

function delayFigures({ arrivals }: Run): Figure[] {
  return AUDIO_SOURCES.flatMap((source) => {
    const { onsetToFirstWordsMs, endToFinalMs } = lineDelays(linesOf(source), arrivals);
    return [
      ...spread(`live: onset to first words, ${source}`, onsetToFirstWordsMs, "ms", SHARES),
      ...spread(`live: end of speech to final, ${source}`, endToFinalMs, "ms", SHARES),
    ];
  });
}

function wordFigures({ arrivals }: Run): Figure[] {
  return AUDIO_SOURCES.map((source) => {
    const said = linesOf(source)
      .map(({ text }) => text)
      .join(" ");
    const errorRate = wordErrorRate(said, finalText(arrivals, source));
    return figure(`live: word error rate, ${source}`, errorRate * 100, "%", 10);
  });
}

function costFigures({ audioMs, cost }: Run): Figure[] {
  return [
    figure("live: CPU per meeting minute", perMinute(cost?.cpuSeconds ?? null, audioMs), "CPU s/min"),
    figure("live: peak memory", mebibytes(cost?.peakRssBytes ?? null), "MiB"),
  ];
}

function linesOf(source: AudioSource) {
  return readDemoScript().lines.filter((line) => line.source === source);
}

function perMinute(seconds: number | null, audioMs: number): number | null {
  return seconds === null ? null : (seconds * 60_000) / audioMs;
}
