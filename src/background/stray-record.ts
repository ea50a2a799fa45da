import type { Settings } from "../shared/settings.ts";
import { defaultSpeakers } from "../shared/speakers.ts";
import type { SessionRecord } from "./transcript-schema.ts";

/** The record of a session that only the host still knows: the browser lost its own with the profile's data (pure). */
export function strayRecord(
  session: string,
  startedAtMs: number,
  { transcription: { language, model } }: Settings,
  { uiLanguage }: { readonly uiLanguage: () => string },
): SessionRecord {
  const speakers = defaultSpeakers(uiLanguage());
  return { session, title: "", startedAtMs, language, model, speakers, completeness: "open" };
}
