import { MAX_SESSION_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import { audioSource, gapReason } from "../../../protocol/audio-schema.ts";
import { doubtfulWord, SUPPRESSION_REASONS } from "../../../protocol/events.ts";
import { MAX_DOUBTFUL_WORDS } from "../../../protocol/limits.ts";
import { sessionId } from "../../../protocol/requests.ts";
import { z } from "../../../protocol/zod.ts";
import { MAX_BOOKMARKS, MAX_NOTE_CHARACTERS } from "../bookmarks.ts";
import { CONSENT_BASES } from "../consent.ts";

/**
 * The JSON export: what it holds. `docs/transcript.schema.json` is generated from here; `to-json.ts` writes it, and
 * `src/background/transcript/import/parse-export.ts` reads it.
 *
 * Its version is that of the layout, independent of the program's own. A field that is added raises the second number, and
 * readers of the first number ignore what they do not know; a field that changes its meaning, or goes, raises the first.
 */
export const LAYOUT_VERSION = "1.8";
/** The versions that are read. */
export const READABLE_VERSION = /^1\.\d{1,4}$/;

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
  echoOfMs: z
    .optional(timeMs)
    .check(
      z.describe(
        "Since 1.8: the user's microphone only repeats what his loudspeakers played; when the line of `tab` begins that it repeats.",
      ),
    ),
  versions: z
    .optional(z.array(version).check(z.maxLength(1000)))
    .check(z.describe("Every text the line has had, the live one first; absent while there is but one.")),
});

export const transcriptFile = z
  .object({
    version: z
      .string()
      .check(
        z.regex(READABLE_VERSION),
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
      .check(
        z.describe(
          "Sound that was not recorded, in order of time; since 1.7 also `muted_in_meeting` and `meeting_left`.",
        ),
      ),
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
