import type { AudioSource } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import { words } from "../../i18n/index.ts";
import type { Segment } from "../transcript.ts";

/*
 * The voices that are told apart within the tab (ADR-050). A line has the id of its voice, and never a name for it: names stand in
 * one table of the transcript, so that one change of it renames every line. A name that the user gave a line itself counts before
 * its voice, and that before its source. Of a voice, the user's name counts before the one that the meeting's page gives it.
 */

/** A voice of the tab, with who that is. */
export interface Voice {
  /** As the sidecar calls it: `s2`; no other voice of the meeting has it. */
  readonly id: string;
  /** Empty while nobody knows: then it is "Speaker 2". Two voices of one name are one person. */
  readonly name: string;
  /** Where the name comes from: nowhere, a vote of the meeting's page (ADR-050), or the user, whose word is never replaced. */
  readonly provenance: "voice" | "voice+page" | "user";
}

/** What the sides of a meeting are called, and the voices of the tab, in the order in which they were first told apart. */
export type Speakers = Readonly<Record<AudioSource, string>> & { readonly voices?: readonly Voice[] };

/** A line, or a turn, as far as it says who speaks. */
export interface Spoken {
  readonly source: AudioSource;
  readonly voice?: string | undefined;
  readonly speaker?: string | undefined;
}

/** Whose voice a line is, and who that voice is by the meeting's page; empty where that is not clear. */
export interface VoiceLabel extends Pick<Segment, "source" | "utterance"> {
  readonly voice: string;
  readonly pageName: string;
}

export function labelOf({ source, utterance, speaker, name = "" }: EventData<"speaker">): VoiceLabel {
  return { source, utterance, voice: speaker, pageName: name };
}

/**
 * The line with its voice; null when that changes nothing, and when the user gave the voice that it has and that one two names: what the
 * user said stays.
 */
export function withVoice<S extends Segment>(
  segment: S,
  { voice }: VoiceLabel,
  speakers: Speakers = UNNAMED,
): S | null {
  if (!segment.isFinal || segment.voice === voice) return null;
  const [before, after] = [givenName(segment.voice, speakers), givenName(voice, speakers)];
  return before !== "" && after !== "" && before !== after ? null : { ...segment, voice };
}

/** Who said it, by name: the one given to the line, else to its voice, else to its source; may be empty. */
export function speakerOf(line: Spoken, speakers: Speakers): string {
  return line.speaker ?? nameOfVoice(line, speakers) ?? speakers[line.source];
}

/** Whether two lines are said by the same person, as far as is known. */
export function isSameSpeaker(a: Spoken, b: Spoken, speakers: Speakers = UNNAMED): boolean {
  return spokenBy(a, speakers) === spokenBy(b, speakers);
}

/** Who speaks, as something to compare. */
export function spokenBy(line: Spoken, speakers: Speakers = UNNAMED): string {
  const name = line.speaker ?? nameOfVoice(line, speakers);
  return name === undefined ? line.source : `${line.source} ${name}`;
}

/** What a voice is called in its meeting: by its number where several are heard; undefined where it is its source's only one. */
export function voiceName({ id, name }: Voice, { voices = [] }: Speakers): string | undefined {
  if (name !== "") return name;
  return voices.length > 1 ? words.numberedSpeaker(numberOf(id)) : undefined;
}

/** The speakers after a label: its voice is called as the page says, unless the user called it something. */
export function withPageName(speakers: Speakers, { voice: id, pageName: name }: VoiceLabel): Speakers {
  const voice = speakers.voices?.find((known) => known.id === id) ?? unnamed(id);
  if (voice.provenance === "user" || voice.name === name) return speakers;
  return withEntry(speakers, name === "" ? unnamed(id) : { id, name, provenance: "voice+page" });
}

/** The speakers when a line of one voice turns out to be another's. Two voices have become one: the name that the user gave goes along. */
export function withNameMoved(
  speakers: Speakers,
  from: string | undefined,
  to: string | undefined,
): Speakers {
  const name = givenName(from, speakers);
  return to === undefined || name === "" || givenName(to, speakers) !== ""
    ? speakers
    : withName(speakers, to, name);
}

/** The speakers with the voices of these lines: those that are heard, and those that the user named, but for a second one of a name. */
export function withVoices(speakers: Speakers, segments: readonly Segment[]): Speakers {
  const { voices = [], ...sides } = speakers;
  const heard = new Set(segments.flatMap(({ voice }) => voice ?? []));
  const given = voices.filter(isNamedByUser);
  const isHeard = (name: string) => given.some((voice) => voice.name === name && heard.has(voice.id));
  const named = given.filter(({ name }) => !isHeard(name));
  const ids = [...new Set([...heard, ...named.map(({ id }) => id)])];
  const next = ids
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map((id) => voices.find((voice) => voice.id === id) ?? unnamed(id));
  const isSame = next.length === voices.length && next.every((voice, at) => voice === voices[at]);
  if (isSame) return speakers;
  return next.length === 0 ? sides : { ...sides, voices: next };
}

/** The speakers that these lines have, after others were struck: a name may be what was struck. */
export function withHeardVoices(speakers: Speakers, segments: readonly Segment[]): Speakers {
  const { voices = [], ...sides } = speakers;
  const heard = voices.filter(({ id }) => segments.some(({ voice }) => voice === id));
  if (heard.length === voices.length) return speakers;
  return heard.length === 0 ? sides : { ...sides, voices: heard };
}

/** The speakers, of whom the user calls a side, or a voice by its id, by another name. */
export function withName(speakers: Speakers, who: string, name: string): Speakers {
  if (who === "tab" || who === "mic") return { ...speakers, [who]: name };
  return withEntry(speakers, { id: who, name, provenance: "user" });
}

/** Whether voices have the same names. They have others, which are to be stored, where a name goes along with its voice or was struck. */
export function hasSameNames(one: Speakers, other: Speakers): boolean {
  if (one === other) return true;
  const names = ({ voices = [] }: Speakers) => voices.filter(({ name }) => name !== "");
  return JSON.stringify(names(one)) === JSON.stringify(names(other));
}

const UNNAMED: Speakers = { tab: "", mic: "" };

function nameOfVoice({ voice: id }: Spoken, speakers: Speakers): string | undefined {
  const voice = id === undefined ? undefined : speakers.voices?.find((known) => known.id === id);
  return voice === undefined ? undefined : voiceName(voice, speakers);
}

function withEntry(speakers: Speakers, voice: Voice): Speakers {
  const others = (speakers.voices ?? []).filter(({ id }) => id !== voice.id);
  return {
    ...speakers,
    voices: [...others, voice].toSorted((a, b) => numberOf(a.id) - numberOf(b.id)),
  };
}

function isNamedByUser({ name, provenance }: Voice): boolean {
  return provenance === "user" && name !== "";
}

/** What the user called a voice; empty where that is nothing. */
function givenName(id: string | undefined, { voices = [] }: Speakers): string {
  const voice = voices.find((known) => known.id === id);
  return voice !== undefined && isNamedByUser(voice) ? voice.name : "";
}

function unnamed(id: string): Voice {
  return { id, name: "", provenance: "voice" };
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}
