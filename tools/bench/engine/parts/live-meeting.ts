import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { type ModelSize, modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import type { Meeting } from "../../../materials/meeting.ts";
import { type Figure, figure } from "../../../measure/figure.ts";
import { uncoveredMs } from "../coverage.ts";
import { figuresOf } from "../figures.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 120, full: 300 };

/** A meeting as it happens, and the same sound by a single pass of the same weights. */
export function liveMeeting(size: ModelSize): Part {
  return {
    title: `Meeting, ${size}`,
    isQuick: true,
    async measure(scale) {
      const recorded = await recordedMeeting("meeting", SECONDS[scale]);
      const open = sidecarEngine({ modelDirectory: await modelDirectory(size) });
      const passes = await prepareSinglePass(size, recorded);
      const label = `earshot ${size}`;
      const observation = await observe({ label, open, recorded, passes }, { pace: "real-time" });
      return [
        ...speechFigures(recorded.meeting),
        ...figuresOf("earshot", observation.measurement),
        figure("earshot: uncovered speech at the end", uncoveredMs(observation.run.coverage), "ms"),
      ];
    },
  };
}

/** The cost of a meeting depends on how much is said in it. */
export function speechFigures({ utterances, seconds }: Meeting): Figure[] {
  return (["tab", "mic"] as const).map((source) => {
    const spokenMs = utterances
      .filter((utterance) => utterance.source === source)
      .reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);
    return figure(`meeting: speech, ${source}`, spokenMs / (seconds * 1000), "share");
  });
}
