import { type ModelSize, readMeeting } from "../../materials/materials.ts";
import type { Figure } from "../../measure/figure.ts";
import { readArrivals } from "./arrivals-file.ts";
import { figuresOf } from "./figures.ts";
import { measure } from "./measurement.ts";
import { singlePasses } from "./single-pass.ts";

export interface Score {
  /** A folder with `meeting.json` and both tracks. */
  readonly meeting: string;
  /** JSON Lines; see arrivals-file.ts. */
  readonly arrivals: string;
  /** Weights whose single pass the words are compared with. */
  readonly model: ModelSize | null;
}

/** Scores what any engine said of a meeting, and when; nothing is run but the single pass. */
export async function scoreArrivals({ meeting, arrivals, model }: Score): Promise<Figure[]> {
  const recorded = readMeeting(meeting);
  const run = { arrivals: readArrivals(arrivals), audioMs: recorded.meeting.seconds * 1000, usage: [] };
  const reference = model === null ? null : await singlePasses(model, recorded);
  return figuresOf("scored", measure(recorded.meeting, run, reference)).filter(
    // Nothing was run that could have cost anything.
    ({ unit }) => unit !== "CPU s/min" && unit !== "MB" && unit !== "MB/h",
  );
}
