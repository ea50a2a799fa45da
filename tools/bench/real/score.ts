import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "../../../protocol/zod.ts";
import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import { VENV_PYTHON } from "../../runtime/paths.ts";
import { lastLines } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import type { SpokenUtterance } from "./corpus.ts";

const rate = z.nullable(z.number());
const counts = z.object({
  spoken: z.number(),
  right: z.number(),
  substituted: z.number(),
  deleted: z.number(),
  inserted: z.number(),
  /** Wrong, lost and inserted words per spoken one; null where nothing was spoken. */
  errorRate: rate,
  /** Right words per spoken one, and per shown one. */
  recall: rate,
  precision: rate,
});
const spread = z.object({ p50: rate, p95: rate });
const waits = z.array(z.object({ ms: z.number(), caption: z.string() }));
const copies = z.object({ partials: z.number(), copied: z.array(z.string()) });
const score = z.object({
  name: z.string(),
  /** By language; characters of Japanese, Chinese and Korean; `ja (kana)`: by readings. */
  languages: z.record(z.string(), counts),
  all: counts,
  finals: z.number(),
  /** Phrases said twice in a row that nobody said twice. */
  doubled: z.array(z.string()),
  /** Partials, and of those that say the line before again what they copied of it. */
  copies,
  /** Finals of a word or two where only longer sentences are spoken. */
  scraps: z.array(z.string()),
  /** Lines in a language that nobody spoke there. */
  wrongLanguage: z.array(z.string()),
  /** Utterances of which no word is right. */
  lost: z.array(z.string()),
  delaysMs: z.object({
    /** From the start of speech. */
    first_partial: spread,
    /** From the end of the utterance to its last word, where that is right. */
    last_word: spread,
    /** From the end of the utterance. */
    final: spread,
  }),
  /** What was waited for longest, of each kind. */
  slowest: z.object({ first_partial: waits, last_word: waits, final: waits }),
  steadiness: z.object({
    stable: z.number(),
    stable_changed: z.number(),
    erased: z.number(),
    stayed: z.number(),
  }),
  text: z.object({ tab: z.array(z.string()), mic: z.array(z.string()) }),
});

export type Counts = z.infer<typeof counts>;
export type Score = z.infer<typeof score>;

/** What was said, and what arrived when. */
export interface ScoredRun {
  readonly name: string;
  readonly reference: readonly SpokenUtterance[];
  readonly arrivals: readonly Arrival[];
}

const PROGRAM = join(import.meta.dirname, "score.py");

/** Scores runs by jiwer over normalised words; in the order of `runs`. */
export async function scoreRuns(runs: readonly ScoredRun[]): Promise<Score[]> {
  const child = spawn(VENV_PYTHON, [PROGRAM], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {
    // It ended early; its exit code and last words say why.
  });
  child.stdin.end(JSON.stringify(runs));
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (exitCode === 0) return z.array(score).parse(JSON.parse(output));
  throw new ScriptError(
    "session_failed",
    `score.py failed: ${lastLines(errors, 1)}`,
    "This is a defect of the benchmark; run `npm test -- --only python-lint` and tell the project.",
  );
}
