import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { spokenWords } from "../../../measure/captions/word-error-rate.ts";
import { figure } from "../../../measure/figure.ts";
import { figuresOf } from "../figures.ts";
import { observe } from "./observe.ts";
import type { Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 600 };

/** Silence, noise, music and typing, in which nobody says a word. */
export const nothing: Part = {
  title: "Nothing said",
  isQuick: true,
  async measure(scale) {
    const recorded = await recordedMeeting("nothing", SECONDS[scale]);
    const open = sidecarEngine({ modelDirectory: await modelDirectory("base") });
    const observation = await observe(
      { label: "earshot base, nothing", open, recorded },
      { pace: "real-time" },
    );
    const { arrivals } = observation.run;
    // A word that was taken back has been read all the same.
    const shown = arrivals.reduce((total, { text }) => total + spokenWords(text).length, 0);
    return [
      figure("earshot: words shown at any moment", shown, "words"),
      ...figuresOf("earshot", observation.measurement).filter(({ unit }) => unit !== "ms"),
    ];
  },
};
