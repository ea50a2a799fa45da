import { randomFillSync } from "node:crypto";
import { FRAME_BYTES, FRAME_SAMPLES } from "../../../protocol/audio.ts";
import { sidecarEngine } from "../../driver/sidecar/sidecar-engine.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { step } from "../../runtime/progress.ts";
import { prepareWeights, WEIGHTS } from "../../setup/weights.ts";
import { costOf, runEngine } from "../feed.ts";
import { speechTracks } from "../real/corpus.ts";
import { measureStarvation } from "./starvation.ts";

/**
 * What the streaming engine costs by itself, with real weights. What it understands of human speech, and how soon, is measured
 * by `npm run bench -- real`.
 */
export const ENGINE_PARTS = {
  "at-once": measureAtOnce,
  silent: measureSilence,
  starved: measureStarvation,
} as const;

/** IPC-13: a recording of two minutes of two sources. */
async function measureAtOnce(): Promise<Figure[]> {
  const tracks = await speechTracks();
  const figures: Figure[] = [];
  for (const weights of WEIGHTS) {
    const open = sidecarEngine({ modelDirectory: await prepareWeights(weights) });
    const run = await step(
      `${weights}, at full speed`,
      () => runEngine(open, tracks, { pace: "at-once", graceMs: 300_000 }),
      ({ arrivals }) => `${arrivals.length} captions and revisions`,
    );
    figures.push(
      figure(`${weights}: seconds for two minutes of two sources`, run.wallMs / 1000, "s"),
      figure(`${weights}: times real time`, run.audioMs / run.wallMs, "×"),
      figure(`${weights}: peak memory`, costOf(run).peakMegabytes, "MB"),
    );
  }
  return figures;
}

/** What waiting costs: a minute of the faint noise of every microphone and line, 70 dB below full scale. */
async function measureSilence(): Promise<Figure[]> {
  const tab = Array.from({ length: 600 }, noiseFrame);
  const mic = Array.from({ length: 600 }, noiseFrame);
  const open = sidecarEngine({ modelDirectory: await prepareWeights("base") });
  const run = await step(
    "base, both silent",
    () => runEngine(open, { tab, mic }, { pace: "real-time" }),
    ({ arrivals }) => `${arrivals.length} captions and revisions`,
  );
  return [
    figure("both silent: CPU per minute", costOf(run).cpuSecondsPerAudioMinute, "CPU s/min", 0.6),
    figure("both silent: peak memory", costOf(run).peakMegabytes, "MB"),
    figure("both silent: captions", run.arrivals.length, "captions", 0),
  ];
}

function noiseFrame(): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  // Evenly spread over 32 steps of int16: a root mean square of 9.
  const noise = randomFillSync(new Int8Array(FRAME_SAMPLES));
  for (const [index, level] of noise.entries()) frame.writeInt16LE(Math.trunc(level / 8), index * 2);
  return frame;
}
