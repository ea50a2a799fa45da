import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../../../native-host/runtime/make-folder.ts";
import type { OpenEngine } from "../../../driver/sidecar/caption-engine.ts";
import { type ModelSize, type RecordedMeeting } from "../../../materials/materials.ts";
import { OUT } from "../../../runtime/paths.ts";
import { step } from "../../../runtime/progress.ts";
import { type Run, type RunOptions, runEngine } from "../feed.ts";
import { measure } from "../measurement.ts";
import { type SinglePasses, singlePasses } from "../single-pass.ts";
import type { Observation } from "./part.ts";

/** Where arrivals are put. */
const ARRIVALS = join(OUT, "bench");

export interface Subject {
  readonly label: string;
  readonly open: OpenEngine;
  readonly recorded: RecordedMeeting;
  readonly passes?: SinglePasses;
}

/** Runs an engine over a meeting, measures it, and keeps what arrived so that it can be scored again. */
export function observe(
  { label, open, recorded, passes }: Subject,
  options: RunOptions,
): Promise<Observation> {
  return step(
    label,
    async () => {
      const run = await runEngine(open, recorded.tracks, options);
      keep(label, run);
      return { label, run, measurement: measure(recorded.meeting, run, passes ?? null) };
    },
    ({ run }) => `${run.arrivals.length} captions and revisions`,
  );
}

/** `NAME.jsonl` is what `npm run bench -- score` reads; `NAME.json` what the processes used and said of themselves. */
function keep(label: string, { arrivals, ...rest }: Run): void {
  makeFolder(ARRIVALS);
  const name = join(ARRIVALS, label.replaceAll(/[^a-z0-9]+/giu, "-"));
  writeFileSync(`${name}.jsonl`, arrivals.map((arrival) => `${JSON.stringify(arrival)}\n`).join(""));
  writeFileSync(`${name}.json`, `${JSON.stringify(rest)}\n`);
}

/** The single pass of the same weights, made before anything is measured. */
export function prepareSinglePass(size: ModelSize, recorded: RecordedMeeting): Promise<SinglePasses> {
  return step(
    "Single pass",
    () => singlePasses(size, recorded),
    ({ found: { tab, mic } }) => `${tab.length + mic.length} words`,
  );
}
