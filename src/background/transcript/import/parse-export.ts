import { AUDIO_SOURCES, type AudioSource, SAMPLE_RATE } from "../../../../protocol/audio.ts";
import { z } from "../../../../protocol/zod.ts";
import type { Bookmark } from "../../../shared/bookmarks.ts";
import {
  READABLE_VERSION,
  type TranscriptFile,
  transcriptFile,
} from "../../../shared/export/transcript-file.ts";
import type { SegmentVersion } from "../../../shared/lines/segment-versions.ts";
import { MOST_IMPORT_BYTES } from "../../../shared/messages/import-shapes.ts";
import type { Segment, Transcript } from "../../../shared/transcript.ts";
import { inOrder } from "../database/transactions.ts";

/** Why a file is no transcript. */
export type ImportProblem =
  | "too_large"
  | "not_json"
  /** JSON of another kind. */
  | "not_an_export"
  /** Of a layout that this version does not know. */
  | "other_version"
  /** An export in which something is missing or is not what it should be. */
  | "damaged";

export type ParsedExport =
  | { readonly name: "read"; readonly transcript: Transcript }
  | { readonly name: "refused"; readonly problem: ImportProblem };

/** Reads a JSON export of any 1.x. Never throws. */
export function parseExport(file: string): ParsedExport {
  // Its UTF-8 has more bytes than it has characters.
  if (file.length > MOST_IMPORT_BYTES) return refused("too_large");
  let content: unknown;
  try {
    content = JSON.parse(file);
  } catch {
    return refused("not_json");
  }
  const head = exportHead.safeParse(content);
  if (!head.success) return refused("not_an_export");
  if (!READABLE_VERSION.test(head.data.version)) return refused("other_version");
  const parsed = transcriptFile.safeParse(content);
  return parsed.success ? { name: "read", transcript: transcriptOf(parsed.data) } : refused("damaged");
}

/** What every version has. */
const exportHead = z.object({
  version: z.string().check(z.regex(/^\d+\.\d+$/)),
  segments: z.array(z.unknown()),
});

function refused(problem: ImportProblem): ParsedExport {
  return { name: "refused", problem };
}

function transcriptOf(file: TranscriptFile): Transcript {
  const { session, title = "", language, model, consent = null, gaps = [], heldBack = [] } = file;
  const speakers = file.speakers ?? speakersOf(file);
  const startedAtMs = Date.parse(file.startedAt);
  const segments = segmentsOf(file, speakers);
  const bookmarks = file.bookmarks?.map(({ id, startMs, note, line }): Bookmark => {
    const highlighted = line === undefined ? undefined : lineAt(segments, line);
    const { source, utterance } = highlighted ?? {};
    const highlight = source === undefined || utterance === undefined ? {} : { line: { source, utterance } };
    return { id, atMs: startedAtMs + startMs, note, ...highlight };
  });
  return {
    session,
    title,
    startedAtMs,
    language,
    model,
    speakers,
    segments,
    gaps: gaps.map(({ reason, ...span }) => ({ ...samplesOf(span), reason })).toSorted(inOrder),
    suppressed: heldBack
      .map(({ text, language: spoken = null, reason, ...span }) => {
        return { ...samplesOf(span), text, language: spoken, reason };
      })
      .toSorted(inOrder),
    completeness: "complete",
    ...(bookmarks === undefined ? {} : { bookmarks }),
    consent: consent === null ? null : { basis: consent.basis, atMs: Date.parse(consent.at) },
  };
}

/** A line's name is the sample at which it starts: two lines that start in the same millisecond stay apart by one sample. */
function segmentsOf({ segments }: TranscriptFile, speakers: Transcript["speakers"]): readonly Segment[] {
  const next: Record<AudioSource, number> = { tab: 0, mic: 0 };
  return segments
    .map((line) => ({ line, ...samplesOf(line) }))
    .toSorted(inOrder)
    .map(({ line, source, startSample, endSample }) => {
      const utterance = Math.max(startSample, next[source]);
      next[source] = utterance + 1;
      const { text: said, language = null, doubtful, versions, echoOfMs } = line;
      return {
        source,
        utterance,
        revision: 0,
        startSample: utterance,
        endSample: Math.max(utterance, endSample),
        stable: said,
        tail: "",
        isFinal: true,
        language,
        ...(doubtful === undefined ? {} : { doubtful }),
        ...(echoOfMs === undefined || source !== "mic" ? {} : { echoOf: samplesOfMs(echoOfMs) }),
        ...(line.speaker === speakers[source] ? {} : { speaker: line.speaker }),
        ...(versions === undefined ? {} : versionsOf(said, versions)),
      };
    })
    .toSorted(inOrder);
}

/** The line of that source that begins in that millisecond. */
function lineAt(segments: readonly Segment[], line: { source: AudioSource; startMs: number }) {
  const fromSample = samplesOfMs(line.startMs);
  return segments.find(
    ({ source, startSample }) =>
      source === line.source && startSample >= fromSample && startSample < fromSample + samplesOfMs(1),
  );
}

type FileVersion = NonNullable<TranscriptFile["segments"][number]["versions"]>[number];

/** Where the last version is an edit, it is what the line shows, or the user has gone back to what was recognised. */
function versionsOf(
  said: string,
  versions: readonly FileVersion[],
): Pick<Segment, "versions" | "isEdited" | "editsUndoneAtMs"> {
  const last = versions.at(-1);
  const all = { versions: versions.map(versionOf) };
  if (last?.editedAtMs === undefined) return all;
  return last.text === said ? { ...all, isEdited: true } : { ...all, editsUndoneAtMs: last.editedAtMs };
}

function versionOf({ editedAtMs, ...recognised }: FileVersion): SegmentVersion {
  return editedAtMs === undefined ? recognised : { ...recognised, editedAtMs };
}

/** Before 1.5 only the lines named their speakers. */
function speakersOf({ segments }: TranscriptFile): Transcript["speakers"] {
  const [tab = "", mic = ""] = AUDIO_SOURCES.map(
    (source) => segments.find((line) => line.source === source)?.speaker,
  );
  return { tab, mic };
}

function samplesOf({ source, startMs, endMs }: { source: AudioSource; startMs: number; endMs: number }) {
  return { source, startSample: samplesOfMs(startMs), endSample: samplesOfMs(Math.max(startMs, endMs)) };
}

function samplesOfMs(ms: number): number {
  return (ms * SAMPLE_RATE) / 1000;
}
