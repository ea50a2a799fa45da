import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import type { Arrival, OpenEngine } from "../../driver/sidecar/caption-engine.ts";
import { madeOnce } from "../../materials/made-once.ts";
import { note } from "../../runtime/progress.ts";
import { costOf, type Run, runEngine } from "../feed.ts";
import { readTracks, type SpeechMeeting } from "./corpus.ts";
import { type Score, scoreRuns } from "./score.ts";

/** `real-time` gives every figure; `as-fast-as-it-goes` gives the words only. */
export const SPEEDS = ["real-time", "as-fast-as-it-goes"] as const;
export type Speed = (typeof SPEEDS)[number];

export interface MeetingReport extends Score {
  readonly seconds: number;
  readonly language: string;
  /** Null where nothing was timed. */
  readonly cpuSecondsPerMinute: number | null;
  readonly peakMegabytes: number | null;
  /** The same weights over each whole track, when nobody waits. */
  readonly singlePass: Score | null;
}

export interface MeetingChoice {
  readonly meeting: SpeechMeeting;
  readonly modelDirectory: string;
  /** `auto` where the meeting has several. */
  readonly language: string;
  readonly speed: Speed;
  /** Opens what is measured. */
  readonly open: OpenEngine;
  readonly isSinglePassWanted: boolean;
  /** How long it may take after the end of a meeting at real time, in meetings; default: 1. */
  readonly mostMeetingsLate?: number;
}

/** A busy machine may take so much longer than the meeting to say the last word of it. */
const GRACE_FACTOR = 15;
const GRACE_MS = 120_000;

const NOTHING = { p50: null, p95: null };
const NO_DELAYS: Pick<Score, "delaysMs" | "slowest"> = {
  delaysMs: { first_partial: NOTHING, last_word: NOTHING, final: NOTHING },
  slowest: { first_partial: [], last_word: [], final: [] },
};

/** Runs one meeting through an engine and scores it. */
export async function measureMeeting(choice: MeetingChoice): Promise<MeetingReport> {
  const { meeting, speed, language } = choice;
  const tracks = await readTracks(meeting);
  const seconds = Math.max(tracks.tab.length, tracks.mic.length) / 10;
  note(`${meeting.name}: ${Math.round(seconds)} s, ${speed} …`);
  const isTimed = speed === "real-time";
  const run = await runEngine(choice.open, tracks, {
    pace: isTimed ? "real-time" : "at-once",
    graceMs: GRACE_MS + (isTimed ? (choice.mostMeetingsLate ?? 1) : GRACE_FACTOR) * seconds * 1000,
  });
  const passes = choice.isSinglePassWanted ? await singlePass(choice) : null;
  const { name, reference } = meeting;
  const [score, passScore = null] = await scoreRuns([
    { name, reference, arrivals: run.arrivals },
    ...(passes === null ? [] : [{ name, reference, arrivals: passes }]),
  ]);
  if (score === undefined) throw new TypeError("score.py gives a score for each run");
  // Fed faster than it was spoken, nothing was waited for.
  const { delaysMs, slowest } = isTimed ? score : NO_DELAYS;
  return { ...score, delaysMs, slowest, seconds, language, ...costs(run, isTimed), singlePass: passScore };
}

function costs(run: Run, isTimed: boolean) {
  const { cpuSecondsPerAudioMinute, peakMegabytes } = costOf(run);
  return { cpuSecondsPerMinute: isTimed ? cpuSecondsPerAudioMinute : null, peakMegabytes };
}

interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly language: string;
}

/** Kept per file, weights and language; as arrivals, so that it is scored alike. */
async function singlePass({ meeting, modelDirectory, language }: MeetingChoice): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const source of AUDIO_SOURCES) {
    const sound = meeting.sounds[source];
    const weights = join(modelDirectory, "model.bin");
    const file = await madeOnce({
      program: join(import.meta.dirname, "single_pass.py"),
      args: ["--model", modelDirectory, "--language", language, sound],
      inputs: [sound, weights],
      name: `single-pass-${meeting.name}-${source}-${basename(modelDirectory)}-${language}.json`,
    });
    for (const [index, segment] of (JSON.parse(readFileSync(file, "utf8")) as Segment[]).entries()) {
      arrivals.push({ ...segment, atMs: segment.endMs, source, caption: String(index), isFinal: true });
    }
  }
  return arrivals;
}
