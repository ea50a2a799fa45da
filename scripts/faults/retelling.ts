import { AUDIO_SOURCES, type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import { sidecarEngine } from "../bench/engine/sidecar-engine.ts";
import { framesOf } from "../bench/engine/tracks.ts";
import { spokenWords } from "../word-error-rate.ts";
import type { Heard } from "./heard-words.ts";

/**
 * What an undisturbed sidecar makes of the very same audio: of what was journalled, to the byte. Another meeting
 * of the same sound would not do, because a browser's live sound is a little different each time, and some words
 * with it.
 */
export async function retell(pcm: (source: AudioSource) => Buffer): Promise<Heard> {
  const finals: Record<AudioSource, string[]> = { tab: [], mic: [] };
  const engine = await sidecarEngine({ switches: ["--degrade", "off"] })(({ source, text, isFinal }) => {
    if (isFinal) finals[source].push(...spokenWords(text));
  });
  try {
    const [tab = [], mic = []] = AUDIO_SOURCES.map((source) => {
      const bytes = pcm(source);
      return framesOf(bytes, bytes.length / FRAME_BYTES);
    });
    for (let index = 0; index < Math.max(tab.length, mic.length); index += 1) {
      await Promise.all([feedOne("tab", tab[index]), feedOne("mic", mic[index])]);
    }
    await engine.finish();
    return finals;
  } finally {
    await engine.close();
  }

  async function feedOne(source: AudioSource, frame: Buffer | undefined): Promise<void> {
    if (frame !== undefined) await engine.feed(source, frame);
  }
}
