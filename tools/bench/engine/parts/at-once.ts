import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { figure } from "../../../measure/figure.ts";
import { figuresOf } from "../figures.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Part } from "./part.ts";

const SECONDS = 120;

/** A recording of two minutes at full speed. */
export const atOnce: Part = {
  title: "At full speed",
  isQuick: true,
  async measure() {
    const recorded = await recordedMeeting("meeting", SECONDS);
    const open = sidecarEngine({ modelDirectory: await modelDirectory("tiny") });
    const passes = await prepareSinglePass("tiny", recorded);
    const label = "earshot tiny, at full speed";
    const observation = await observe({ label, open, recorded, passes }, { pace: "at-once" });
    const { wallMs, audioMs } = observation.run;
    return [
      figure("earshot: seconds for two minutes of two sources", wallMs / 1000, "s"),
      figure("earshot: times real time", audioMs / wallMs, "×"),
      ...figuresOf("earshot", observation.measurement).filter(({ unit }) => unit !== "ms"),
    ];
  },
};
