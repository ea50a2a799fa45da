import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import type { Meeting } from "../../materials/meeting.ts";
import {
  type Accuracy,
  type AgainstSinglePass,
  accuracyOf,
  againstSinglePass,
} from "../../measure/captions/accuracy.ts";
import { type Delays, delaysOf } from "../../measure/captions/delays.ts";
import { type LagPoint, lagOver } from "../../measure/captions/lag.ts";
import { type SourceWords, sourceWords } from "../../measure/captions/source-words.ts";
import { type Steadiness, steadinessOf } from "../../measure/captions/steadiness.ts";
import { sumOf } from "../../measure/captions/sums.ts";
import { type Cost, costOf } from "../../measure/cost.ts";
import type { Run } from "./feed.ts";
import type { Cuts, SinglePass, SinglePasses } from "./single-pass.ts";

/** Everything that one run of an engine tells; both sources together. */
export interface Measurement {
  readonly words: readonly SourceWords[];
  readonly delays: Delays;
  readonly accuracy: Accuracy;
  /** Null where nobody made a single pass. */
  readonly againstSinglePass: Readonly<Record<Cuts, AgainstSinglePass>> | null;
  readonly steadiness: Steadiness;
  readonly lag: readonly LagPoint[];
  readonly cost: Cost;
}

export type MeasuredRun = Pick<Run, "arrivals" | "audioMs" | "usage">;

/** From message arrival and process usage only: nothing here knows which engine it was. */
export function measure(meeting: Meeting, run: MeasuredRun, passes: SinglePasses | null): Measurement {
  const words = AUDIO_SOURCES.map((source) => sourceWords(meeting, run.arrivals, source));
  const [tab, mic] = words.map((source) => ({
    delays: delaysOf(meeting, source),
    accuracy: accuracyOf(meeting, source),
    steadiness: steadinessOf(source.arrivals),
    against: (pass: SinglePass) => againstSinglePass(meeting, source, pass[source.source]),
  }));
  if (tab === undefined || mic === undefined) throw new Error("there are two sources");
  const lastMs = Math.max(run.audioMs, ...run.arrivals.map(({ atMs }) => atMs));
  return {
    words,
    delays: {
      firstSeenMs: [...tab.delays.firstSeenMs, ...mic.delays.firstSeenMs],
      stableMs: [...tab.delays.stableMs, ...mic.delays.stableMs],
      firstPartialMs: [...tab.delays.firstPartialMs, ...mic.delays.firstPartialMs],
      finalMs: [...tab.delays.finalMs, ...mic.delays.finalMs],
      anyFinalMs: [...tab.delays.anyFinalMs, ...mic.delays.anyFinalMs],
    },
    accuracy: sumOf(tab.accuracy, mic.accuracy),
    againstSinglePass:
      passes === null
        ? null
        : {
            found: sumOf(tab.against(passes.found), mic.against(passes.found)),
            told: sumOf(tab.against(passes.told), mic.against(passes.told)),
          },
    steadiness: sumOf(tab.steadiness, mic.steadiness),
    lag: lagOver(words, lastMs),
    cost: costOf(run.usage, run.audioMs),
  };
}
