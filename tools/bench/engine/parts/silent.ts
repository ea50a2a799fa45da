import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { figuresOf } from "../figures.ts";
import { observe } from "./observe.ts";
import type { Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 120 };

/** What waiting costs. */
export const silent: Part = {
  title: "Both silent",
  isQuick: false,
  async measure(scale) {
    const recorded = await recordedMeeting("silence", SECONDS[scale]);
    const open = sidecarEngine({ modelDirectory: await modelDirectory("base") });
    const label = "earshot base, both silent";
    const observation = await observe({ label, open, recorded }, { pace: "real-time" });
    const figures = figuresOf("earshot", observation.measurement).filter(
      ({ name }) => !name.includes("word"),
    );
    return figures.filter(({ unit }) => unit !== "ms");
  },
};
