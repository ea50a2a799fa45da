import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { madeOnce } from "../../materials/made-once.ts";
import { type ModelSize, modelDirectory, type RecordedMeeting } from "../../materials/materials.ts";
import { spreadWords, type TimedWord } from "../../measure/captions/timed-word.ts";

/** What one pass over the whole recording understands. */
export type SinglePass = Readonly<Record<AudioSource, readonly TimedWord[]>>;

/** Where the stretches of a single pass end: where it heard pauses itself, or where the utterances truly end. */
export type Cuts = "found" | "told";
export type SinglePasses = Readonly<Record<Cuts, SinglePass>>;

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
    folder: join(import.meta.dirname, "../../materials/meetings"),
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
