import type { AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import type { Segment } from "./transcript.ts";

/** One text that a line has had. */
export interface SegmentVersion {
  readonly text: string;
  readonly language: string | null;
  /** The model that corrected the line; null for the live final. */
  readonly model: string | null;
}

/** The text that another model found for a finished line. */
export interface Correction extends SegmentVersion {
  readonly source: AudioSource;
  readonly utterance: number;
  readonly model: string;
}

export function correctionOf(event: EventData<"corrected_text">): Correction {
  const { source, utterance, text, language, model } = event;
  return { source, utterance, text, language, model };
}

/**
 * The line with one more version, which is shown unless the user has edited the line; null when that changes nothing:
 * the same model corrects a line once, a correction without words changes nothing, and only a final is corrected.
 */
export function corrected<S extends Segment>(segment: S, { text, language, model }: Correction): S | null {
  const versions = segment.versions ?? (segment.isEdited === true ? [] : [liveVersion(segment)]);
  const isKnown = versions.some((version) => version.model === model);
  if (!segment.isFinal || isKnown || text.trim() === "") return null;
  const more = { ...segment, versions: [...versions, { text, language, model }] };
  if (segment.isEdited === true) return more;
  // What the live model doubted were its own words.
  const { doubtful: _doubtful, ...rest } = more;
  return { ...rest, stable: text, tail: "", language } as typeof more;
}

/** What the line said first, and which model found the words it shows now; null for a line that shows its first words. */
export function improvement(
  segment: Segment,
): { readonly first: SegmentVersion; readonly model: string } | null {
  const first = segment.versions?.find(({ model }) => model === null);
  const shown = segment.versions?.at(-1);
  if (first === undefined || shown === undefined || shown.model === null || segment.isEdited === true)
    return null;
  return shown.text === first.text ? null : { first, model: shown.model };
}

/** The words of the live final, whatever the line shows now. */
export function firstText(segment: Segment): string {
  return segment.versions?.find(({ model }) => model === null)?.text ?? segment.stable + segment.tail;
}

function liveVersion({ stable, tail, language }: Segment): SegmentVersion {
  return { text: stable + tail, language, model: null };
}
