import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../install/install-error.ts";
import type { AudioSource } from "../../protocol/audio.ts";
import type { SessionMetrics } from "../../protocol/reports.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import type { WordComparison } from "../measure/words.ts";
import type { Fault } from "./inject/faults.ts";
import { compareRecognised, type RecognisedWords, recognisedIn, retranscribe } from "./re-transcription.ts";
import { measureRecovery, type Recovery, recoverAfterKill } from "./recovery.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { TestBed } from "./test-bed.ts";
import { compareFrames, type FrameComparison, sha256 } from "./watch/frame-comparison.ts";

/** A fault and its moment, in milliseconds since the meeting's audio began. */
export interface PlannedInjection {
  readonly fault: Fault;
  readonly atMs: number;
}

export interface InjectionResult {
  readonly fault: string;
  readonly atMs: number;
  readonly hasRecoveryGoal: boolean;
  readonly recovery: Recovery;
  /** Why it could not be injected. */
  readonly failure: string | null;
}

/** What one meeting has shown. */
export interface RoundResult {
  readonly injections: readonly InjectionResult[];
  readonly frames: Readonly<Record<AudioSource, FrameComparison>>;
  /** Of the whole journal. */
  readonly journalSha256: Readonly<Record<AudioSource, string>>;
  readonly recognised: RecognisedWords;
  /** Against an undisturbed run of the same audio. */
  readonly words: WordComparison;
  /** The recording was interrupted, not stopped: its newest frames may never have left the browser. */
  readonly isInterrupted: boolean;
  readonly ledger: {
    readonly reports: number;
    readonly unanswered: number;
    readonly violations: readonly string[];
  };
  readonly host: SessionMetrics | null;
  readonly completeness: Transcript["completeness"];
  /** Audio the browser never rendered; no fault of the suite. */
  readonly lostMs: number;
}

const RECOVERY_LIMIT_MS = 120_000;

/** Plays one meeting with faults at their moments, stops it, and compares what came of it hop by hop. */
export async function playRound(
  bed: TestBed,
  plan: readonly PlannedInjection[],
  random: SeededRandom,
): Promise<RoundResult> {
  await bed.begin();
  const beganAtMs = performance.now();
  const injections: InjectionResult[] = [];
  for (const { fault, atMs } of plan) {
    await delay(Math.max(0, beganAtMs + atMs - performance.now()));
    const injectedAtMs = Math.round(performance.now() - beganAtMs);
    const { name, hasRecoveryGoal } = fault;
    const about = { fault: name, atMs: injectedAtMs, hasRecoveryGoal, failure: null };
    const { session } = bed;
    if (fault.endsBrowser === true) {
      await fault.inject(bed, random);
      const { transcript, recoveredMs } = await recoverAfterKill(bed, session);
      injections.push({ ...about, recovery: { diskMs: null, sidecarMs: recoveredMs, modelLoadMs: 0 } });
      return resultOf(bed, injections, transcript, true);
    }
    injections.push({ ...about, ...(await injectOnce(fault, bed, random)) });
  }
  await bed.untilPlayed();
  return resultOf(bed, injections, await bed.stop(), false);
}

/** A fault that could not be injected is reported, and the meeting goes on: what came before it still counts. */
async function injectOnce(
  fault: Fault,
  bed: TestBed,
  random: SeededRandom,
): Promise<Pick<InjectionResult, "recovery" | "failure">> {
  try {
    const mark = await fault.inject(bed, random);
    return { recovery: await measureRecovery(bed, mark, RECOVERY_LIMIT_MS), failure: null };
  } catch (error) {
    return { recovery: { diskMs: null, sidecarMs: null, modelLoadMs: 0 }, failure: failureOf(error) };
  }
}

/** Keeps what the host said of itself, for whoever looks for the cause of a loss; it holds no words. */
export function keepHostLog(bed: TestBed, file: string): void {
  const log = join(bed.dataDirectory, "logs/host.jsonl");
  if (existsSync(log)) copyFileSync(log, file);
}

/** What a round that could not be played to its end says. */
export function failureOf(error: unknown): string {
  return messageOf(error).split("\n")[0] ?? "";
}

async function resultOf(
  bed: TestBed,
  injections: readonly InjectionResult[],
  transcript: Transcript,
  isInterrupted: boolean,
): Promise<RoundResult> {
  const { tap, journal, ledger } = bed;
  const framesOf = (source: AudioSource) => compareFrames(tap.frames(source), journal.fingerprints(source));
  const recognised = recognisedIn(transcript);
  const words = compareRecognised(
    await retranscribe({ tab: journal.placedFrames("tab"), mic: journal.placedFrames("mic") }),
    recognised,
  );
  return {
    injections,
    frames: { tab: framesOf("tab"), mic: framesOf("mic") },
    journalSha256: { tab: sha256(journal.pcm("tab")), mic: sha256(journal.pcm("mic")) },
    recognised,
    words,
    isInterrupted,
    ledger: { reports: ledger.reports, unanswered: ledger.unanswered, violations: [...ledger.violations] },
    host: ledger.latest?.host ?? null,
    completeness: transcript.completeness,
    lostMs: ledger.latest?.unrendered.lostMs ?? 0,
  };
}
