import { wordsIn } from "../../i18n/index.ts";
import type { Settings } from "../../shared/settings.ts";
import type { SessionHead } from "./database/transcript-schema.ts";

/** What stands for the head of a session that never came to be stored, or whose record only the host still knew (pure). */
export function unknownHead(
  { transcription: { language, model } }: Settings,
  uiLanguage: string,
): SessionHead {
  return { title: "", language, model, speakers: wordsIn(uiLanguage).speakers };
}
