import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { figuresOf } from "../figures.ts";
import { speechFigures } from "./live-meeting.ts";
import { observe } from "./observe.ts";
import type { Observation, Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 120 };
const SIZES = ["tiny", "base", "small"] as const;

/** What a meeting costs with weights of each size that were never trained: they have the cost, and no words. */
export const costs: Part = {
  title: "Costs by size",
  isQuick: false,
  async measure(scale) {
    const recorded = await recordedMeeting("meeting", SECONDS[scale]);
    const observations: Observation[] = [];
    for (const size of SIZES) {
      const open = sidecarEngine({ modelDirectory: await modelDirectory(size, "random") });
      observations.push(
        await observe(
          { label: `earshot ${size}, random weights`, open, recorded },
          // The largest may be more than the machine can do.
          { pace: "real-time", graceMs: SECONDS[scale] * 10_000 },
        ),
      );
    }
    const figures = observations.flatMap(({ label, measurement }) =>
      figuresOf(label, measurement).filter(({ unit }) => unit === "CPU s/min" || unit === "MB"),
    );
    return [...speechFigures(recorded.meeting), ...figures];
  },
};
