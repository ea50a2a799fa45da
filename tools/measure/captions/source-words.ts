import type { AudioSource } from "../../../protocol/audio.ts";
import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import type { Meeting } from "../../materials/meeting.ts";
import { type Alignment, alignWords } from "./align.ts";
import { type ShownWord, shownWords } from "./shown-words.ts";
import { type ReferenceWord, referenceWords } from "./timed-word.ts";

/** One source of a run, its words laid on what was truly said: what most figures are drawn from. */
export interface SourceWords {
  readonly source: AudioSource;
  readonly arrivals: readonly Arrival[];
  readonly reference: readonly ReferenceWord[];
  readonly shown: readonly ShownWord[];
  readonly alignment: Alignment;
}

export function sourceWords(meeting: Meeting, all: readonly Arrival[], source: AudioSource): SourceWords {
  const arrivals = all.filter((arrival) => arrival.source === source).toSorted((a, b) => a.atMs - b.atMs);
  const reference = referenceWords(meeting, source);
  const shown = shownWords(arrivals);
  return { source, arrivals, reference, shown, alignment: alignWords(reference, shown) };
}

/** Each shown word that is the reference's at its place, with that one. */
export function rightWords<Reference>({
  reference,
  shown,
  alignment,
}: Pick<SourceWords, "shown" | "alignment"> & { readonly reference: readonly Reference[] }): {
  spoken: Reference;
  shown: ShownWord;
}[] {
  return reference.flatMap((spoken, at) => {
    const word = shown[alignment.heardAt[at] ?? -1];
    return word !== undefined && alignment.isRight[at] === true ? [{ spoken, shown: word }] : [];
  });
}
