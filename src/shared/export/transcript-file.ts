import {
  AUDIO_SOURCES,
  type AudioSource,
  MAX_SESSION_SAMPLES,
  SAMPLE_RATE,
  samplesToMs,
} from "../../../protocol/audio.ts";
import { audioSource, gapReason } from "../../../protocol/audio-schema.ts";
import { doubtfulWord, SUPPRESSION_REASONS } from "../../../protocol/events.ts";
import { MAX_DOUBTFUL_WORDS } from "../../../protocol/limits.ts";
import { sessionId } from "../../../protocol/requests.ts";
import { z } from "../../../protocol/zod.ts";
import { type Bookmark, MAX_BOOKMARKS, MAX_NOTE_CHARACTERS } from "../bookmarks.ts";
import { CONSENT_BASES } from "../consent.ts";
import { MOST_IMPORT_BYTES } from "../messages/import-shapes.ts";
import type { SegmentVersion } from "../segment-versions.ts";
import type { Segment, Transcript } from "../transcript.ts";

/**
 * The JSON export: what it holds, and how it is read. `docs/transcript.schema.json` is generated from here.
 *
 * Its version is that of the layout, independent of the program's own. A field that is added raises the second number, and
 * readers of the first number ignore what they do not know; a field that changes its meaning, or goes, raises the first.
 */
export const LAYOUT_VERSION = "1.6";
const READABLE = /^1\.\d{1,4}$/;

const MOST_ENTRIES = 1_000_000;
const upTo = (characters: number) => z.string().check(z.maxLength(characters));
const name = upTo(1000);
const words = upTo(100_000);
const languageCode = upTo(35);
const timeMs = z
  .int()
  .check(
    z.nonnegative(),
    z.maximum(samplesToMs(MAX_SESSION_SAMPLES)),
    z.describe("Milliseconds since the beginning of the meeting."),
  );
const moment = z.iso.datetime();
const times = { source: audioSource, startMs: timeMs, endMs: timeMs };
const entries = <Entry extends z.core.$ZodType>(entry: Entry) =>
  z.array(entry).check(z.maxLength(MOST_ENTRIES));

const version = z.object({
  text: words,
  language: z.nullable(languageCode),
  model: z.nullable(name).check(z.describe("The model that corrected the line; null for the live text.")),
  editedAtMs: z.optional(
    z.number().check(z.nonnegative(), z.describe("When the user wrote it, in milliseconds since the epoch.")),
  ),
});

const segment = z.object({
  ...times,
  speaker: name,
  text: words,
  language: z.optional(z.nullable(languageCode)).check(z.describe("Since 1.5; null where it is not known.")),
  final: z.literal(true),
  doubtful: z
    .optional(z.array(doubtfulWord).check(z.maxLength(MAX_DOUBTFUL_WORDS)))
    .check(
      z.describe(
        "The words that the model doubts: [start, end) of the text in UTF-16 units; absent where that is not known.",
      ),
    ),
  versions: z
    .optional(z.array(version).check(z.maxLength(1000)))
    .check(z.describe("Every text the line has had, the live one first; absent while there is but one.")),
});

const transcriptFile = z
  .object({
    version: z
      .string()
      .check(
        z.regex(READABLE),
        z.describe(`Version of this layout, now ${LAYOUT_VERSION}; readers of 1.x ignore unknown fields.`),
      ),
    session: sessionId,
    title: z.optional(name).check(z.describe("Since 1.5.")),
    startedAt: moment,
    language: languageCode.check(z.describe("The language setting: `auto` or a code.")),
    model: name,
    speakers: z
      .optional(z.object({ tab: name, mic: name }))
      .check(z.describe("Since 1.5: what each source is called unless a line says otherwise.")),
    consent: z
      .optional(z.nullable(z.object({ basis: z.enum(CONSENT_BASES), at: moment })))
      .check(z.describe("On what ground the others' words were written down, and when that was noted.")),
    segments: entries(segment).check(z.describe("What was said, in order of time: finished lines only.")),
    bookmarks: z
      .optional(
        z
          .array(
            z.object({
              id: upTo(64),
              startMs: timeMs,
              note: upTo(MAX_NOTE_CHARACTERS),
              line: z
                .optional(z.object({ source: audioSource, startMs: timeMs }))
                .check(z.describe("Since 1.6: the line that is highlighted, by when it begins.")),
            }),
          )
          .check(z.maxLength(MAX_BOOKMARKS)),
      )
      .check(z.describe("Since 1.5: moments that the user marked, in order of time.")),
    gaps: z
      .optional(entries(z.object({ ...times, reason: gapReason })))
      .check(z.describe("Sound that was not recorded, in order of time.")),
    heldBack: z
      .optional(
        entries(
          z.object({
            ...times,
            text: words,
            language: z.optional(z.nullable(languageCode)),
            reason: z.enum(SUPPRESSION_REASONS),
          }),
        ),
      )
      .check(z.describe("Suppressed words, which were probably never said.")),
  })
  .check(
    z.describe(
      "A meeting's transcript as Earshot exports it: always whole, whatever the user leaves out of other exports, so that it can be imported again. What is not required is absent from files of earlier versions, or where there is nothing to say; a reader does without it. The segments' `source` is `tab` (the others) or `mic` (the user).",
    ),
  );
export type TranscriptFile = z.infer<typeof transcriptFile>;

/** The JSON Schema (draft 2020-12) of the export, for programs that read it. */
export function transcriptFileSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(transcriptFile, { io: "input", unrepresentable: "throw" }) };
}

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
  if (!READABLE.test(head.data.version)) return refused("other_version");
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
      const { text: said, language = null, doubtful, versions } = line;
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

type FileVersion = z.infer<typeof version>;

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

function inOrder(a: Placed, b: Placed): number {
  return a.startSample - b.startSample || Number(a.source < b.source) - Number(a.source > b.source);
}

type Placed = Pick<Segment, "source" | "startSample">;
