import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import type { Segment } from "../../shared/transcript.ts";

/** Which line of a meeting. */
export type LinePlace = Pick<Segment, "source" | "utterance">;

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

/** The link that opens a meeting on that page, at a line where one is given. */
export function hashOf(session: string, at: LinePlace | null = null): string {
  return `#${session}${at === null ? "" : `/${at.source}-${at.utterance}`}`;
}

/** Address of the page with all meetings, opened at one of them where it is named. */
export function historyPage(session?: string): string {
  return `/src/history/index.html${session === undefined ? "" : hashOf(session)}`;
}
