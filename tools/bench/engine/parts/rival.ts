import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { type Figure, figure } from "../../../measure/figure.ts";
import type { RunOptions } from "../feed.ts";
import { figuresOf } from "../figures.ts";
import { type RivalChoice, rivalEngine } from "../rival-engine.ts";
import { speechFigures } from "./live-meeting.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Observation, Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 120 };
/** It decodes slower than people speak. */
const GRACE_MS = 1_200_000;
const LIVE: RunOptions = { pace: "real-time", graceMs: GRACE_MS };
const KEEPING_UP: RunOptions = { pace: "at-once", graceMs: GRACE_MS };
const FRAMES_PER_SECOND = 10;
/** The demo model's weights follow about 6 s: by this buffer the rival's words may be compared, too. */
const FITTED = ["--longest-buffer", "5"];

/**
 * Padded local agreement with beam 5 over the same sound by the same weights: what it costs where it keeps up, second by
 * second, and what it shows on this machine.
 */
export const rival: Part = {
  title: "Rival",
  isQuick: false,
  async measure(scale) {
    const recorded = await recordedMeeting("meeting", SECONDS[scale]);
    const directory = await modelDirectory("base");
    const passes = await prepareSinglePass("base", recorded);
    const run = (
      label: string,
      choice: Omit<RivalChoice, "modelDirectory">,
      options: RunOptions,
    ): Promise<Observation> => {
      const open = rivalEngine({ modelDirectory: directory, ...choice });
      return observe({ label, open, recorded, passes }, options);
    };
    const everySecond = { maxFramesInFlight: FRAMES_PER_SECOND };
    const open = sidecarEngine({ modelDirectory: directory });
    const ours = await observe(
      { label: "earshot base, beside the rival", open, recorded, passes },
      { pace: "real-time" },
    );
    const gated = await run("rival base, gated", { switches: ["--gated"], ...everySecond }, KEEPING_UP);
    const asShipped = await run("rival base, as shipped", everySecond, KEEPING_UP);
    const gatedLive = await run("rival base, gated, live", { switches: ["--gated", ...FITTED] }, LIVE);
    const asShippedLive = await run("rival base, as shipped, live", { switches: FITTED }, LIVE);
    return {
      figures: [
        ...speechFigures(recorded.meeting),
        ratio("CPU as a share of the gated rival's", ours, gated),
        ratio("CPU as a share of the rival's as shipped", ours, asShipped),
        ...figuresOf("earshot", ours.measurement),
        ...costFigures("rival, gated", gated),
        ...costFigures("rival, as shipped", asShipped),
        ...liveFigures("rival, gated, live", gatedLive),
        ...liveFigures("rival, as shipped, live", asShippedLive),
      ],
      // What it shows when it may take its time has no delays to compare.
      observations: [ours, gatedLive, asShippedLive],
      costs: [gated, asShipped],
    };
  },
};

function costFigures(label: string, { measurement }: Observation): Figure[] {
  return figuresOf(label, measurement).filter(({ unit }) => unit === "CPU s/min" || unit === "MB");
}

function liveFigures(label: string, { run, measurement }: Observation): Figure[] {
  const behind = (run.wallMs - run.audioMs) / 1000;
  return [...figuresOf(label, measurement), figure(`${label}: behind at the end`, behind, "s")];
}

function ratio(name: string, ours: Observation, other: Observation): Figure {
  const { cpuSeconds } = ours.measurement.cost;
  const others = other.measurement.cost.cpuSeconds;
  const share = cpuSeconds === null || others === null || others === 0 ? null : cpuSeconds / others;
  return figure(`earshot: ${name}`, share, "share");
}
