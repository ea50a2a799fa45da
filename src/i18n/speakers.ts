import type { AudioSource } from "../../protocol/audio.ts";

const ENGLISH = { tab: "Others", mic: "You" };
const JAPANESE = { tab: "相手", mic: "自分" };

/** What the two sides are called until the user names them; `language` is the browser's (BCP 47). */
export function defaultSpeakers(language: string): Readonly<Record<AudioSource, string>> {
  return language.startsWith("ja") ? JAPANESE : ENGLISH;
}
