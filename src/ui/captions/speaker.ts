import type { AudioSource } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import { type Speakers, type Spoken, speakerOf } from "../../shared/lines/voices.ts";

/** The name to show: the one given, else the reader's own word for that side of the meeting. */
export function speakerName(speakers: Readonly<Record<AudioSource, string>>, source: AudioSource): string {
  return speakers[source].trim() || words.speakers[source];
}

/** The name of who said a line. */
export function lineSpeaker(speakers: Speakers, line: Spoken): string {
  return speakerOf(line, speakers).trim() || words.speakers[line.source];
}
