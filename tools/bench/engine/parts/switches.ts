import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { note } from "../../../runtime/progress.ts";
import { messageOf } from "../../../runtime/script-error.ts";
import { figuresOf } from "../figures.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Observation, Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 120 };

/** Each beside the sidecar's own choice, which comes first. */
const CHOICES: readonly string[] = [
  "",
  "--window full",
  "--commit guard",
  "--commit off",
  "--partial-interval-ms 300",
  "--partial-interval-ms 700",
  "--partial-interval-ms 1000",
  "--degrade off",
];

/** What each part of the policy brings and costs. */
export const switches: Part = {
  title: "Switches",
  isQuick: false,
  async measure(scale) {
    const recorded = await recordedMeeting("meeting", SECONDS[scale]);
    const directory = await modelDirectory("base");
    const passes = await prepareSinglePass("base", recorded);
    const observations: Observation[] = [];
    for (const choice of CHOICES) {
      const words = choice.split(" ").filter((word) => word !== "");
      const open = sidecarEngine({ modelDirectory: directory, switches: words });
      const label = `earshot base ${choice === "" ? "as it is" : choice}`;
      try {
        observations.push(await observe({ label, open, recorded, passes }, { pace: "real-time" }));
      } catch (error) {
        // A sidecar that lacks one of them has the others all the same.
        note(messageOf(error));
      }
    }
    return observations.flatMap(({ label, measurement }) => figuresOf(label, measurement));
  },
};
