import * as fc from "fast-check";
import { AUDIO_SOURCES } from "../../protocol/audio.ts";
import { GAP_REASONS } from "../../protocol/gaps.ts";
import type { Segment, Transcript, TranscriptGap } from "../../src/shared/transcript.ts";

/** A finished line; override what a test is about. */
export function finalSegment(changes: Partial<Segment> = {}): Segment {
  const times = { utterance: 16_000, revision: 3, startSample: 16_000, endSample: 48_000 };
  return {
    source: "tab",
    ...times,
    stable: "Hello there.",
    tail: "",
    isFinal: true,
    language: "en",
    ...changes,
  };
}

/** A minute of the others that the user paused; override what a test is about. */
export function gapOf(changes: Partial<TranscriptGap> = {}): TranscriptGap {
  return { source: "tab", startSample: 160_000, endSample: 1_120_000, reason: "paused", ...changes };
}

export function transcriptOf(segments: readonly Segment[], changes: Partial<Transcript> = {}): Transcript {
  return {
    session: "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11",
    title: "Weekly sync",
    startedAtMs: Date.UTC(2026, 10, 22, 9, 30),
    language: "auto",
    model: "base",
    speakers: { tab: "Meeting", mic: "You" },
    segments,
    gaps: [],
    suppressed: [],
    completeness: "complete",
    ...changes,
  };
}

/**
 * Text that tries to break a file format: line breaks, arrows, tags, escapes, formulas, what no file can hold, emoji, both
 * directions, scripts without spaces.
 */
export const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\r\n",
        "\n\n",
        "-->",
        "<v Eve>",
        "</v>",
        "&amp;",
        "&",
        "1\n",
        "00:00:01,000",
        "{\\an8}",
        "<b>bold</b>",
        "=cmd|' /C calc'!A0",
        '"; DROP',
        "\u0000",
        "\ud83d",
        "\ude00",
        "\ufeff",
      ),
      fc.constantFrom(
        "👩‍👩‍👧‍👦",
        "🇯🇵",
        "今日は良い天気ですね。",
        "東京 大阪",
        "สวัสดีครับ",
        "e\u0301",
        "שלום?",
        "مرحبا بكم.",
        "\u202e",
        " ",
        "\t",
      ),
      fc.string({ unit: "grapheme", maxLength: 60 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const segment = fc
  .record({
    source: fc.constantFrom(...AUDIO_SOURCES),
    startSample: fc.nat({ max: 16_000 * 40_000 }),
    samples: fc.nat({ max: 16_000 * 30 }),
    stable: oddText,
    isFinal: fc.boolean(),
    language: fc.constantFrom("en", "ja", "th", "yue", null, "?!"),
  })
  .map(({ samples, ...rest }) =>
    finalSegment({ ...rest, utterance: rest.startSample, endSample: rest.startSample + samples }),
  );

const gap = fc
  .record({
    source: fc.constantFrom(...AUDIO_SOURCES),
    startSample: fc.nat({ max: 16_000 * 40_000 }),
    samples: fc.integer({ min: 1, max: 16_000 * 4000 }),
    reason: fc.constantFrom(...GAP_REASONS),
  })
  .map(({ samples, ...rest }) => ({ ...rest, endSample: rest.startSample + samples }));

const inOrder = (a: { readonly startSample: number }, b: { readonly startSample: number }) =>
  a.startSample - b.startSample;

/** Any transcript in the order that transcript.ts keeps. Sides and title have ordinary names. */
export const anyTranscript = fc
  .tuple(fc.array(segment, { maxLength: 12 }), fc.array(gap, { maxLength: 4 }))
  .map(([segments, gaps]) => transcriptOf(segments.toSorted(inOrder), { gaps: gaps.toSorted(inOrder) }));

/** Any transcript whose title and names are whatever people may write. */
export const anyNamedTranscript = fc
  .tuple(anyTranscript, oddText, oddText, oddText)
  .map(([transcript, title, tab, mic]) => ({ ...transcript, title, speakers: { tab, mic } }));
