import { type Figure, figure } from "../../figure.ts";
import { figuresOf } from "../figures.ts";
import { modelDirectory, recordedMeeting } from "../materials.ts";
import { rivalEngine } from "../rival-engine.ts";
import { sidecarEngine } from "../sidecar-engine.ts";
import { speechFigures } from "./live-meeting.ts";
import { observe, prepareSinglePass } from "./observe.ts";
import type { Observation, Part, Scale } from "./part.ts";

const SECONDS: Readonly<Record<Scale, number>> = { quick: 60, full: 120 };
/** It decodes slower than people speak. */
const GRACE_MS = 900_000;
/** The demo model's weights follow about 6 s: by this buffer the rival's words may be compared, too. */
const FITTED = ["--longest-buffer", "5"];

/** Padded local agreement with beam 5 over the same sound by the same weights. */
export const rival: Part = {
  title: "Rival",
  isQuick: false,
  async measure(scale) {
    const recorded = await recordedMeeting("meeting", SECONDS[scale]);
    const directory = await modelDirectory("base");
    const singlePass = await prepareSinglePass("base", recorded);
    const ours = await observe(
      {
        label: "earshot base, beside the rival",
        open: sidecarEngine({ modelDirectory: directory }),
        recorded,
        singlePass,
      },
      { pace: "real-time" },
    );
    const run = (label: string, switches: readonly string[]): Promise<Observation> => {
      const open = rivalEngine({ modelDirectory: directory, switches });
      return observe({ label, open, recorded, singlePass }, { pace: "real-time", graceMs: GRACE_MS });
    };
    const gated = await run("padded agreement base, gated", ["--gated"]);
    const asShipped = await run("padded agreement base, as shipped", []);
    const fitted = await run("padded agreement base, gated, 5 s", ["--gated", ...FITTED]);
    return {
      figures: [
        ...speechFigures(recorded.meeting),
        ratio("CPU as a share of the gated rival's", ours, gated),
        ratio("CPU as a share of the rival's as shipped", ours, asShipped),
        ...figuresOf("earshot", ours.measurement),
        ...figuresOf("rival, gated", gated.measurement),
        ...figuresOf("rival, as shipped", asShipped.measurement),
        ...figuresOf("rival, gated, 5 s", fitted.measurement),
        figure(
          "rival, as shipped: behind at the end",
          (asShipped.run.wallMs - asShipped.run.audioMs) / 1000,
          "s",
        ),
      ],
      observations: [ours, gated, asShipped, fitted],
    };
  },
};

function ratio(name: string, ours: Observation, other: Observation): Figure {
  const { cpuSeconds } = ours.measurement.cost;
  const others = other.measurement.cost.cpuSeconds;
  const share = cpuSeconds === null || others === null || others === 0 ? null : cpuSeconds / others;
  return figure(`earshot: ${name}`, share, "share");
}
