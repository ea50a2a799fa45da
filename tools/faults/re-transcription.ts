import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import type { CaptionEngine } from "../driver/sidecar/caption-engine.ts";
import { sidecarEngine } from "../driver/sidecar/sidecar-engine.ts";
import { compareWords, spokenWords, totalOf, type WordComparison } from "../measure/words.ts";
import type { PlacedFrame } from "./watch/journal-watch.ts";

/** The words of all finals, both sources apart. */
export type RecognisedWords = Readonly<Record<AudioSource, readonly string[]>>;

/**
 * Words of the sidecar's command line for both runs that are compared: under load the engine may choose cheaper finals (STT-3),
 * which recognise some words otherwise, and a choice is not a loss. What the ladder does is measured by
 * `npm run bench -- engine --only starved`.
 */
export const UNDEGRADED: readonly string[] = ["--degrade", "off"];

export function recognisedIn({ segments }: Transcript): RecognisedWords {
  const finalsOf = (source: AudioSource) =>
    segments
      .filter((segment) => segment.source === source && segment.isFinal)
      .flatMap(({ stable }) => spokenWords(stable));
  return { tab: finalsOf("tab"), mic: finalsOf("mic") };
}

/** Words of both sources together. */
export function compareRecognised(reference: RecognisedWords, recognised: RecognisedWords): WordComparison {
  return totalOf(AUDIO_SOURCES.map((source) => compareWords(reference[source], recognised[source])));
}

/**
 * What an undisturbed sidecar makes of the very same audio: of what was journalled, to the byte and each frame in
 * its place, for time that a slow machine never rendered lies between two frames as silence. Another meeting of
 * the same sound would not do, because a browser's live sound is a little different each time, and some words
 * with it.
 */
export async function retranscribe(
  frames: Readonly<Record<AudioSource, readonly PlacedFrame[]>>,
): Promise<RecognisedWords> {
  const finals: Record<AudioSource, string[]> = { tab: [], mic: [] };
  const engine = await sidecarEngine({ switches: UNDEGRADED })(({ source, text, isFinal }) => {
    if (isFinal) finals[source].push(...spokenWords(text));
  });
  try {
    for (let index = 0; index < Math.max(frames.tab.length, frames.mic.length); index += 1) {
      await Promise.all(AUDIO_SOURCES.map((source) => feedOne(engine, source, frames[source][index])));
    }
    await engine.finish();
    return finals;
  } finally {
    await engine.close();
  }
}

async function feedOne(
  engine: CaptionEngine,
  source: AudioSource,
  frame: PlacedFrame | undefined,
): Promise<void> {
  if (frame !== undefined) await engine.feed(source, frame.pcm, frame.firstSample);
}
