import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { CaptionEngine } from "../driver/sidecar/caption-engine.ts";
import { sidecarEngine } from "../driver/sidecar/sidecar-engine.ts";
import { spokenWords } from "../measure/captions/word-error-rate.ts";
import { UNDEGRADED } from "./undegraded.ts";
import type { PlacedFrame } from "./watch/journal-watch.ts";
import type { RecognisedWords } from "./watch/recognised-words.ts";

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
