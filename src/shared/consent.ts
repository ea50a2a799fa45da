import { z } from "../../protocol/zod.ts";
import { CHAT_NOTICES, CHAT_NOTICES_WITH_AUDIO } from "../i18n/chat-notices.ts";
import { wordsIn } from "../i18n/index.ts";
import type { Settings } from "./settings.ts";
import type { Status } from "./status.ts";
import { localDate } from "./timestamps.ts";
import type { Transcript } from "./transcript.ts";

/** On what ground the others' words are written down, as the user says. */
export const CONSENT_BASES = [
  "agreed_aloud",
  "notice_in_chat",
  "notice_in_invitation",
  "not_needed",
] as const;
type ConsentBasis = (typeof CONSENT_BASES)[number];

/** The user's note of a meeting's consent, and the moment it was made (milliseconds since the epoch). */
export const consentNote = z.strictObject({
  basis: z.enum(CONSENT_BASES),
  atMs: z.number().check(z.nonnegative()),
});
export interface Consent {
  readonly basis: ConsentBasis;
  readonly atMs: number;
}

/** The line that exports carry where the user noted consent; null where nothing was noted. */
export function consentSentence({ consent }: Transcript, language: string): string | null {
  if (consent === undefined || consent === null) return null;
  const { date, time } = localDate(consent.atMs);
  const { inExports, sentence } = wordsIn(language).consent;
  return sentence(inExports[consent.basis], `${date} ${time}`);
}

/** The languages a notice can be given in. */
export const NOTICE_LANGUAGES: readonly string[] = Object.keys(CHAT_NOTICES);

/**
 * The notice in the meeting's language: the one that was chosen, else the one most lines are in, else the reader's
 * own; English where there is none in it.
 * @param chosen the language setting: `auto` or a code
 * @param reader the browser's language, BCP 47
 * @param isAudioStored whether the meeting's audio is stored as well, which the notice says then
 */
export function chatNotice(
  chosen: string,
  lines: Transcript["segments"],
  reader: string,
  isAudioStored: boolean,
): string {
  const candidates = [chosen, mostFrequentLanguage(lines), reader].map((code) => (code ?? "").split("-")[0]);
  const language = candidates.find((code) => code !== undefined && Object.hasOwn(CHAT_NOTICES, code)) ?? "en";
  return (isAudioStored ? CHAT_NOTICES_WITH_AUDIO : CHAT_NOTICES)[language] ?? "";
}

/** Whether the notice says that audio is stored: it is wanted, or some of this meeting was stored before that was switched off. */
export function isAudioNoticed(
  settings: Pick<Settings, "isAudioStored"> | null,
  status: Pick<Status, "isAudioStored">,
): boolean {
  return settings?.isAudioStored === true || status.isAudioStored;
}

function mostFrequentLanguage(lines: Transcript["segments"]): string | null {
  const counts = new Map<string, number>();
  for (const { language } of lines) {
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
