import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { AudioSource } from "../../protocol/audio.ts";
import type { SessionMetrics } from "../../protocol/reports.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import { messageOf } from "../runtime/script-error.ts";
import type { Fault } from "./inject/fault.ts";
import { retranscribe } from "./re-transcription.ts";
import { recoverAfterKill } from "./recover.ts";
import { measureRecovery, type Recovery } from "./recovery.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { Stage } from "./test-bed.ts";
import { compareFrames, type FrameComparison } from "./watch/frame-comparison.ts";
import { compareRecognised, type RecognisedWords, recognisedIn } from "./watch/recognised-words.ts";
import { sha256 } from "./watch/sha256.ts";
import type { WordComparison } from "./watch/word-comparison.ts";

/** A fault and its moment, in milliseconds since the meeting's sound began. */
export interface PlannedStrike {
  readonly fault: Fault;
  readonly atMs: number;
}

export interface StrikeResult {
  readonly fault: string;
  readonly atMs: number;
  readonly isRecoveryPromised: boolean;
  readonly recovery: Recovery;
  /** Why it could not be injected. */
  readonly failure: string | null;
}

/** What one meeting has shown. */
export interface RoundResult {
  readonly strikes: readonly StrikeResult[];
  readonly frames: Readonly<Record<AudioSource, FrameComparison>>;
  /** Of the whole journal. */
  readonly journalSha256: Readonly<Record<AudioSource, string>>;
  readonly heard: RecognisedWords;
  /** Against an undisturbed run of the same audio. */
  readonly words: WordComparison;
  /** The recording was cut off, not stopped: its newest frames may never have left the browser. */
  readonly isCutOff: boolean;
  readonly ledger: {
    readonly reports: number;
    readonly unanswered: number;
    readonly violations: readonly string[];
  };
  readonly host: SessionMetrics | null;
  readonly completeness: Transcript["completeness"];
  /** Sound the browser never rendered; no fault of the suite. */
  readonly lostMs: number;
}

const RECOVERY_LIMIT_MS = 120_000;

/** Plays one meeting with faults at their moments, stops it, and compares what came of it hop by hop. */
export async function playRound(
  stage: Stage,
  plan: readonly PlannedStrike[],
  random: SeededRandom,
): Promise<RoundResult> {
  await stage.begin();
  const beganAtMs = performance.now();
  const strikes: StrikeResult[] = [];
  for (const { fault, atMs } of plan) {
    await delay(Math.max(0, beganAtMs + atMs - performance.now()));
    const struckAtMs = Math.round(performance.now() - beganAtMs);
    const { name, isRecoveryPromised } = fault;
    const about = { fault: name, atMs: struckAtMs, isRecoveryPromised, failure: null };
    const { session } = stage;
    if (fault.endsBrowser === true) {
      await fault.strike(stage, random);
      const { transcript, recoveredMs } = await recoverAfterKill(stage, session);
      strikes.push({ ...about, recovery: { diskMs: null, recogniserMs: recoveredMs, modelLoadMs: 0 } });
      return resultOf(stage, strikes, transcript, true);
    }
    strikes.push({ ...about, ...(await strikeOnce(fault, stage, random)) });
  }
  await stage.untilPlayed();
  return resultOf(stage, strikes, await stage.stop(), false);
}

/** A fault that could not be injected is told, and the meeting goes on: what came before it still counts. */
async function strikeOnce(
  fault: Fault,
  stage: Stage,
  random: SeededRandom,
): Promise<Pick<StrikeResult, "recovery" | "failure">> {
  try {
    const mark = await fault.strike(stage, random);
    return { recovery: await measureRecovery(stage, mark, RECOVERY_LIMIT_MS), failure: null };
  } catch (error) {
    return { recovery: { diskMs: null, recogniserMs: null, modelLoadMs: 0 }, failure: failureOf(error) };
  }
}

/** Keeps what the host said of itself, for whoever looks for the cause of a loss; it holds no words. */
export function keepHostLog(stage: Stage, file: string): void {
  const log = join(stage.dataDirectory, "logs/host.jsonl");
  if (existsSync(log)) copyFileSync(log, file);
}

/** What a round that could not be played to its end says. */
export function failureOf(error: unknown): string {
  return messageOf(error).split("\n")[0] ?? "";
}

async function resultOf(
  stage: Stage,
  strikes: readonly StrikeResult[],
  transcript: Transcript,
  isCutOff: boolean,
): Promise<RoundResult> {
  const { tap, journal, ledger } = stage;
  const framesOf = (source: AudioSource) => compareFrames(tap.frames(source), journal.fingerprints(source));
  const heard = recognisedIn(transcript);
  const words = compareRecognised(
    await retranscribe({ tab: journal.placedFrames("tab"), mic: journal.placedFrames("mic") }),
    heard,
  );
  return {
    strikes,
    frames: { tab: framesOf("tab"), mic: framesOf("mic") },
    journalSha256: { tab: sha256(journal.pcm("tab")), mic: sha256(journal.pcm("mic")) },
    heard,
    words,
    isCutOff,
    ledger: { reports: ledger.reports, unanswered: ledger.unanswered, violations: [...ledger.violations] },
    host: ledger.latest?.host ?? null,
    completeness: transcript.completeness,
    lostMs: ledger.latest?.unrendered.lostMs ?? 0,
  };
}
