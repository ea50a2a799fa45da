import type { Correction } from "../../../shared/lines/segment-versions.ts";
import type { SuppressedLine } from "../../../shared/lines/suppressed.ts";
import type { VoiceLabel } from "../../../shared/lines/voices.ts";
import { isStruck, type StruckRange } from "../../../shared/struck-ranges.ts";
import type { Segment, TranscriptGap } from "../../../shared/transcript.ts";
import type { SessionRecord } from "./transcript-schema.ts";

/** What came of one session and is stored together. */
export interface EventBatch {
  readonly session: string;
  /** Finals. One that is stored already stays as it is: it may be corrected or edited by now. */
  readonly segments: readonly Segment[];
  /** After the finals. One of a line that is not known changes nothing. */
  readonly corrections: readonly Correction[];
  /** After the finals: whose voice a line is; the last one of a line counts. One of a line that is not known changes nothing. */
  readonly labels?: readonly VoiceLabel[];
  readonly gaps: readonly TranscriptGap[];
  readonly suppressed: readonly SuppressedLine[];
  /** The events' numbers, in the order they came. */
  readonly numbers: readonly number[];
  /** Stored first if the session has no record yet; null when there is none to store. */
  readonly record: SessionRecord | null;
}

/** What has no words needs no key, which may be out of reach with the host. */
export function hasWords({
  segments,
  corrections,
  labels = [],
  suppressed,
}: Omit<EventBatch, "session" | "numbers" | "record">): boolean {
  return segments.length + corrections.length + labels.length + suppressed.length > 0;
}

/** What a session may have of a batch; a correction of a line that is not there changes nothing. */
export function withoutStruck<Batch extends Pick<EventBatch, "segments" | "suppressed">>(
  batch: Batch,
  struck: readonly StruckRange[],
): Batch {
  if (struck.length === 0) return batch;
  const isLeft = (line: Segment | SuppressedLine) => !isStruck(line, struck);
  return { ...batch, segments: batch.segments.filter(isLeft), suppressed: batch.suppressed.filter(isLeft) };
}
