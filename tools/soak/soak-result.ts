import type { AudioSource } from "../../protocol/audio.ts";
import type { EngineReport, SessionMetrics } from "../../protocol/reports.ts";
import type { ProcessSample } from "../runtime/processes.ts";

type LadderStep = EngineReport["step"];

/** The state of everything at one moment. */
export interface SoakSample {
  readonly wallSeconds: number;
  readonly audioSeconds: number;
  readonly host: ProcessSample | null;
  readonly sidecar: ProcessSample | null;
  /** Audio without caption or verdict, the worse source. */
  readonly lagSeconds: number;
  /** What the engine has given up of its pace, if it said so. */
  readonly step: LadderStep | null;
  readonly journalBytes: number;
  readonly finals: number;
}

export interface SoakResult {
  readonly samples: readonly SoakSample[];
  readonly framesPerSource: number;
  readonly journalBytes: Readonly<Record<AudioSource, number>>;
  readonly finals: number;
  readonly resendsAsked: number;
  readonly drainSeconds: number;
  readonly wallSeconds: number;
  readonly metrics: SessionMetrics | null;
  readonly isFolderDeleted: boolean;
}
