import { sidecarEngine } from "../../../driver/sidecar/sidecar-engine.ts";
import { modelDirectory, recordedMeeting } from "../../../materials/materials.ts";
import { lostAgainst } from "../../../measure/captions/accuracy.ts";
import { recoveryMs } from "../../../measure/captions/lag.ts";
import { type Figure, figure } from "../../../measure/figure.ts";
import { uncoveredMs } from "../coverage.ts";
import { figuresOf } from "../figures.ts";
import { starve } from "../starvation.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Observation, Part } from "./part.ts";

const SECONDS = 180;
const FROM_MS = 60_000;
const FOR_MS = 60_000;
const TO_MS = FROM_MS + FOR_MS;
const BOUND_MS = 2000;

/** A minute on a third of one core, in the middle of a meeting. */
export const starved: Part = {
  title: "Starved",
  isQuick: false,
  async measure() {
    const recorded = await recordedMeeting("meeting", SECONDS);
    const open = sidecarEngine({ modelDirectory: await modelDirectory("base") });
    const passes = await prepareSinglePass("base", recorded);
    const undisturbed = await observe(
      { label: "earshot base, not starved", open, recorded, passes },
      { pace: "real-time" },
    );
    const observation = await observe(
      { label: "earshot base, starved", open, recorded, passes },
      {
        pace: "real-time",
        graceMs: SECONDS * 1000,
        disturbance: { atMs: FROM_MS, begin: (processId) => starve(processId, FOR_MS) },
      },
    );
    return [
      ...starvationFigures(observation, undisturbed),
      ...figuresOf("earshot", observation.measurement),
      ...figuresOf("not starved", undisturbed.measurement),
    ];
  },
};

function starvationFigures({ run, measurement }: Observation, undisturbed: Observation): Figure[] {
  const { lag, words } = measurement;
  const recovered = recoveryMs(lag, TO_MS, BOUND_MS);
  const lost = words.map((source, at) => {
    const other = undisturbed.measurement.words[at];
    return other === undefined ? 0 : lostAgainst(other, source);
  });
  const starvedLag = lag.filter(({ atMs }) => atMs >= FROM_MS && atMs <= TO_MS);
  const steps = new Set(run.health.flatMap(({ step }) => step ?? []));
  return [
    figure("earshot: recovery after starvation", recovered === null ? null : recovered / 1000, "s"),
    figure("earshot: largest lag while starved", Math.max(...starvedLag.map(({ lagMs }) => lagMs)), "ms"),
    figure("earshot: CPU while starved", cpuShare(run.usage), "% of one core"),
    figure(
      "earshot: words lost to starvation",
      lost.reduce((total, count) => total + count, 0),
      "words",
    ),
    figure("earshot: steps of the ladder used", steps.size, "steps"),
    figure("earshot: uncovered speech at the end", uncoveredMs(run.coverage), "ms"),
  ];
}

function cpuShare(usage: Observation["run"]["usage"]): number | null {
  const during = usage.filter(({ atMs }) => atMs >= FROM_MS && atMs <= TO_MS);
  const first = during[0];
  const last = during.at(-1);
  if (first === undefined || last === undefined || last.atMs === first.atMs) return null;
  return ((last.cpuSeconds - first.cpuSeconds) * 100_000) / (last.atMs - first.atMs);
}
