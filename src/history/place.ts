import { AUDIO_SOURCES } from "../../protocol/audio.ts";
import type { LinePlace } from "./search/meeting-text.ts";

/** The meeting that is read, and the line that it was opened at. */
export interface Place {
  readonly session: string;
  readonly at: LinePlace | null;
}

const PLACE = new RegExp(`^#([\\da-f-]{36})(?:/(${AUDIO_SOURCES.join("|")})-(\\d{1,15}))?$`, "u");

/** What the page's address shows behind its `#`; null where that is no meeting: the list alone. */
export function placeOf(hash: string): Place | null {
  const [, session, name, utterance] = PLACE.exec(hash) ?? [];
  if (session === undefined) return null;
  const source = AUDIO_SOURCES.find((known) => known === name);
  return { session, at: source === undefined ? null : { source, utterance: Number(utterance) } };
}

/** The link that opens a meeting, at a line where one is given. */
export function hashOf(session: string, at: LinePlace | null = null): string {
  return `#${session}${at === null ? "" : `/${at.source}-${at.utterance}`}`;
}
