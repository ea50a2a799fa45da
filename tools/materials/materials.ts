import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { spreadWords, type TimedWord } from "../measure/captions/timed-word.ts";
import { DEMO, DEMO_MODEL } from "../runtime/paths.ts";
import { messageOf, ScriptError } from "../runtime/script-error.ts";
import { madeOnce } from "./made-once.ts";
import type { Meeting } from "./meeting.ts";
import { framesOf, type Tracks } from "./tracks.ts";

export type Scenario = "meeting" | "monologue" | "nothing" | "silence";

/** `demo` is the demo model as it is, `tiny` and the others cost what models of that size do and say what it says. */
export type ModelSize = "demo" | "tiny" | "base" | "small";

/** A meeting with its sound. */
export interface RecordedMeeting {
  readonly folder: string;
  readonly meeting: Meeting;
  readonly tracks: Tracks;
}

/** What one pass over the whole recording understands. */
export type SinglePass = Readonly<Record<AudioSource, readonly TimedWord[]>>;

/** Where the stretches of a single pass end: where it heard pauses itself, or where the utterances truly end. */
export type Cuts = "found" | "told";
export type SinglePasses = Readonly<Record<Cuts, SinglePass>>;

const MEETINGS = join(import.meta.dirname, "meetings");
const SEED = 5;

/** A meeting that was said by espeak-ng, so that every word's time is known. */
export async function recordedMeeting(scenario: Scenario, seconds: number): Promise<RecordedMeeting> {
  const folder = await madeOnce({
    folder: MEETINGS,
    program: "synthesise_meeting.py",
    args: ["--scenario", scenario, "--seconds", `${seconds}`, "--seed", `${SEED}`],
    inputs: [join(DEMO, "espeak_library.py")],
    name: `${scenario}-${seconds}`,
  });
  return readMeeting(folder);
}

/**
 * @param folder with `meeting.json`, `tab.pcm` and `mic.pcm`, as `meetings/synthesise_meeting.py` writes them
 * @throws bad_arguments when they are not there
 */
export function readMeeting(folder: string): RecordedMeeting {
  try {
    const meeting = JSON.parse(readFileSync(join(folder, "meeting.json"), "utf8")) as Meeting;
    const frameCount = Math.ceil((meeting.seconds * SAMPLE_RATE) / FRAME_SAMPLES);
    const track = (source: AudioSource): Buffer[] =>
      framesOf(readFileSync(join(folder, `${source}.pcm`)), frameCount);
    return { folder, meeting, tracks: { tab: track("tab"), mic: track("mic") } };
  } catch (error) {
    throw new ScriptError(
      "bad_arguments",
      `${folder} holds no recorded meeting: ${messageOf(error)}`,
      "Name a folder that tools/materials/meetings/synthesise_meeting.py has written, such as .earshot/bench/meeting-120.",
      { cause: error },
    );
  }
}

/**
 * The directory of a model that costs what models of that size cost. With random weights it says nothing of sense, and
 * nothing in its costs comes from how little the demo model has to say.
 */
export function modelDirectory(size: ModelSize, weights: "demo" | "random" = "demo"): Promise<string> {
  if (size === "demo") return Promise.resolve(DEMO_MODEL);
  return madeOnce({
    folder: join(import.meta.dirname, "models"),
    program: "true_size_model.py",
    args: ["--size", size, "--weights", weights],
    inputs: [DEMO_MODEL],
    name: `model-${size}-${weights}`,
  });
}

/** What the same weights understand when nobody waits for them. */
export async function singlePasses(size: ModelSize, recorded: RecordedMeeting): Promise<SinglePasses> {
  return {
    found: await singlePass(size, recorded, "found"),
    told: await singlePass(size, recorded, "told"),
  };
}

async function singlePass(
  size: ModelSize,
  { folder, meeting }: RecordedMeeting,
  cuts: Cuts,
): Promise<SinglePass> {
  const model = await modelDirectory(size);
  const name = `${folder.split("/").at(-1) ?? "meeting"}-${size}-${cuts}.json`;
  const file = await madeOnce({
    folder: MEETINGS,
    program: "single_pass.py",
    args: ["--model", model, "--meeting", folder, "--cuts", cuts],
    inputs: [join(folder, "meeting.json")],
    name,
  });
  const segments = JSON.parse(readFileSync(file, "utf8")) as Record<AudioSource, readonly Segment[]>;
  const [tab = [], mic = []] = AUDIO_SOURCES.map((source) =>
    segments[source].flatMap(({ text, startMs, endMs }) =>
      spreadWords(text, startMs, Math.min(endMs, meeting.seconds * 1000)),
    ),
  );
  return { tab, mic };
}

interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}
