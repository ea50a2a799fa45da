import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
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
