import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import type { Arrival, OpenEngine } from "../../driver/sidecar/caption-engine.ts";
import type { Tracks } from "../../materials/audio-files.ts";
import { madeOnce } from "../../materials/made-once.ts";
import { note } from "../../runtime/progress.ts";
import { costOf, runEngine } from "../feed.ts";
import { readTracks, type SpeechMeeting } from "./corpus.ts";
import { type Score, scoreRuns } from "./score.ts";
import { virtualRun } from "./virtual/virtual-time.ts";

/** `real-time` gives every figure; `as-fast-as-it-goes` the words only; `virtual-time` the delays of `virtual_time.py`. */
export const SPEEDS = ["real-time", "as-fast-as-it-goes", "virtual-time"] as const;
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
  /** Opens what is measured, but in virtual time. */
  readonly open: OpenEngine;
  /** Words for the sidecar, in virtual time. */
  readonly switches?: readonly string[];
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
  const isTimed = speed !== "as-fast-as-it-goes";
  const run = speed === "virtual-time" ? await virtualRun(choice) : await realRun(choice, tracks, seconds);
  const passes = choice.isSinglePassWanted ? await singlePass(choice) : null;
  const { name, reference } = meeting;
  const [score, passScore = null] = await scoreRuns([
    { name, reference, arrivals: run.arrivals },
    ...(passes === null ? [] : [{ name, reference, arrivals: passes }]),
  ]);
  if (score === undefined) throw new TypeError("score.py gives a score for each run");
  // Fed faster than it was spoken, nothing was waited for.
  const { delaysMs, slowest } = isTimed ? score : NO_DELAYS;
  const cpuSecondsPerMinute = isTimed && run.cpuSeconds !== null ? (run.cpuSeconds * 60) / seconds : null;
  const { peakMegabytes } = run;
  return {
    ...score,
    delaysMs,
    slowest,
    seconds,
    language,
    cpuSecondsPerMinute,
    peakMegabytes,
    singlePass: passScore,
  };
}

async function realRun(choice: MeetingChoice, tracks: Tracks, seconds: number) {
  const isTimed = choice.speed === "real-time";
  const run = await runEngine(choice.open, tracks, {
    pace: isTimed ? "real-time" : "at-once",
    graceMs: GRACE_MS + (isTimed ? (choice.mostMeetingsLate ?? 1) : GRACE_FACTOR) * seconds * 1000,
  });
  const { cpuSecondsPerAudioMinute, peakMegabytes } = costOf(run);
  const cpuSeconds = cpuSecondsPerAudioMinute === null ? null : (cpuSecondsPerAudioMinute * seconds) / 60;
  return { arrivals: run.arrivals, cpuSeconds, peakMegabytes };
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
