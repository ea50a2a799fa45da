import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { samplesToMs } from "../../../../protocol/audio.ts";
import { parseExport } from "../../../../src/background/transcript/import/parse-export.ts";
import { exportSegments } from "../../../../src/shared/export/segments.ts";
import { toJson } from "../../../../src/shared/export/to-json.ts";
import { transcriptFileSchema } from "../../../../src/shared/export/transcript-file.ts";
import type { Transcript, TranscriptGap } from "../../../../src/shared/transcript.ts";
import { read } from "../../../shared/export/readers/read.ts";
import {
  anyTranscript,
  finalSegment,
  gapOf,
  oddText,
  transcriptOf,
} from "../../../shared/transcript-samples.ts";

const edit = { text: "Ship it today.", language: "en", model: null, editedAtMs: 1_800_000_000_000 };
const doubtful = [{ start: 0, end: 5, probability: 0.31 }];
const versions = [
  { text: "Ship it on Friday.", language: "en", model: null },
  { text: "Ship it on Thursday.", language: "en", model: "small" },
];
/** One of everything. */
const whole = transcriptOf(
  [
    finalSegment({ doubtful }),
    finalSegment({ source: "mic", stable: "Ship it on Thursday.", versions, language: null, echoOf: 16_000 }),
    finalSegment({
      utterance: 48_000,
      startSample: 48_000,
      endSample: 64_000,
      stable: edit.text,
      versions: [...versions, edit],
      isEdited: true,
      speaker: "Ann",
    }),
    finalSegment({
      utterance: 64_000,
      startSample: 64_000,
      endSample: 80_000,
      stable: "Ship it on Thursday.",
      versions: [...versions, edit],
      editsUndoneAtMs: edit.editedAtMs,
    }),
    finalSegment({
      utterance: 80_000,
      startSample: 80_000,
      endSample: 96_000,
      stable: "a\u0000b \ud83d </script>",
    }),
  ],
  {
    consent: { basis: "agreed_aloud", atMs: Date.UTC(2026, 10, 22, 9, 31) },
    gaps: [gapOf(), gapOf({ source: "mic", reason: "asleep" })],
    suppressed: [
      {
        source: "tab",
        startSample: 96_000,
        endSample: 112_000,
        text: "Thank you.",
        language: "en",
        reason: "silence",
      },
    ],
  },
);

function readAgain(transcript: Transcript): Transcript {
  const parsed = parseExport(toJson(transcript));
  if (parsed.name === "refused") throw new Error(parsed.problem);
  return parsed.transcript;
}

test("UI-4 UI-9 the published schema of the JSON export is what the product reads", () => {
  const file = join(import.meta.dirname, "../../../../docs/transcript.schema.json");

  // `npm run schema` writes it.
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(transcriptFileSchema());
});

/** Paths within the file at which it is not of the published schema. */
function invalid(transcript: Transcript): unknown {
  return read("validate_json.py", JSON.stringify([transcriptFileSchema(), JSON.parse(toJson(transcript))]));
}

test("UI-4 UI-9 every JSON export is of the published schema, whatever was said", () => {
  expect(invalid(whole)).toEqual([]);
  expect(invalid(transcriptOf([]))).toEqual([]);
  fc.assert(
    fc.property(anyTranscript, (transcript) => {
      expect(invalid(transcript)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test("WHO-3 UI-9 a line of the others is no echo, whatever a file says", () => {
  const file = JSON.parse(toJson(whole)) as { segments: Record<string, unknown>[] };
  const segments = file.segments.map((line) => ({ ...line, echoOfMs: 1000 }));
  const parsed = parseExport(JSON.stringify({ ...file, segments }));
  const lines = parsed.name === "read" ? parsed.transcript.segments : [];

  expect(lines.map(({ source, echoOf }) => [source, echoOf !== undefined])).toEqual(
    whole.segments.map(({ source }) => [source, source === "mic"]),
  );
});

test("UI-9 a JSON export is read back to the captions, with all that it says of them", () => {
  const all = { echoes: true };
  expect(exportSegments(readAgain(whole), all)).toEqual(exportSegments(whole, all));
  expect(
    readAgain(whole).segments.map(({ isEdited, editsUndoneAtMs, speaker }) => [
      isEdited,
      editsUndoneAtMs,
      speaker,
    ]),
  ).toEqual(
    whole.segments
      .toSorted((a, b) => a.startSample - b.startSample || (a.source > b.source ? -1 : 1))
      .map(({ isEdited, editsUndoneAtMs, speaker }) => [isEdited, editsUndoneAtMs, speaker]),
  );
  expect(readAgain(whole)).toMatchObject({
    session: whole.session,
    title: "Weekly sync",
    startedAtMs: whole.startedAtMs,
    speakers: whole.speakers,
    consent: whole.consent,
    gaps: whole.gaps,
    suppressed: whole.suppressed,
    completeness: "complete",
  });
});

test("UI-8 UI-9 what was marked is read back, with its moment and its note", () => {
  const bookmarks = [
    { id: "a", atMs: whole.startedAtMs + 61_000, note: "Decided: yes" },
    { id: "b", atMs: whole.startedAtMs + 3_723_000, note: "" },
  ];
  expect(readAgain({ ...whole, bookmarks }).bookmarks).toEqual(bookmarks);
  expect(readAgain(whole).bookmarks).toBeUndefined();
});

test("UI-9 STT-4 what is read of a JSON export is written the same again, whatever was said", () => {
  fc.assert(
    fc.property(anyTranscript, oddText, (transcript, title) => {
      const named = { ...inOrder(transcript), title, speakers: { tab: title, mic: "You" } };

      expect(toJson(readAgain(named))).toBe(toJson(named));
    }),
  );
});

const msOf = ({ startSample }: Placed) => samplesToMs(startSample);

type Placed = Pick<TranscriptGap, "source" | "startSample">;

const place = (a: Placed, b: Placed) =>
  msOf(a) - msOf(b) || Number(b.source > a.source) - Number(a.source > b.source);

/** As transcript.ts keeps it, and one line of a source in a millisecond. */
function inOrder(transcript: Transcript): Transcript {
  const byName = new Map(transcript.segments.map((line) => [`${line.source} ${msOf(line)}`, line]));
  const segments = [...byName.values()].toSorted(place);
  return { ...transcript, segments, gaps: transcript.gaps.toSorted(place) };
}

test("UI-9 lines that begin in the same millisecond stay apart", () => {
  const same = [0, 1, 2].map((utterance) =>
    finalSegment({ utterance, startSample: utterance, endSample: 16_000, stable: `Line ${utterance}.` }),
  );

  const { segments } = readAgain(transcriptOf(same));

  expect(new Set(segments.map(({ utterance }) => utterance)).size).toBe(3);
  expect(segments.map(({ stable }) => stable)).toEqual(["Line 0.", "Line 1.", "Line 2."]);
});

test("UI-9 20,000 lines are read back", () => {
  const segments = Array.from({ length: 20_000 }, (_, index) => {
    const startSample = 16_000 * index;
    return finalSegment({
      stable: `Line ${index}.`,
      utterance: startSample,
      startSample,
      endSample: startSample,
    });
  });

  expect(readAgain(transcriptOf(segments)).segments.at(-1)?.stable).toBe("Line 19999.");
});

test("UI-9 an export of the first layout is read: its lines name their speakers", () => {
  const first = {
    version: "1.0",
    session: whole.session,
    startedAt: "2026-11-22T09:30:00.000Z",
    language: "en",
    model: "base",
    segments: [{ source: "tab", speaker: "Ann", startMs: 1000, endMs: 3000, text: "Hello.", final: true }],
  };

  const parsed = parseExport(JSON.stringify(first));

  expect(parsed).toMatchObject({
    name: "read",
    transcript: { speakers: { tab: "Ann", mic: "" }, title: "" },
  });
});

const file = JSON.parse(toJson(whole)) as Record<string, unknown> & { segments: Record<string, unknown>[] };
const changed = (changes: Record<string, unknown>) => JSON.stringify({ ...file, ...changes });
const withLine = (changes: Record<string, unknown>) =>
  changed({ segments: [{ ...file.segments[0], ...changes }] });

test.each([
  ["nothing", "", "not_json"],
  ["a page", "<!doctype html>", "not_json"],
  ["half a file", toJson(whole).slice(0, 900), "not_json"],
  ["a number", "7", "not_an_export"],
  ["null", "null", "not_an_export"],
  ["a list", "[]", "not_an_export"],
  ["another program's file", '{"version": 3, "segments": []}', "not_an_export"],
  ["a version that is none", changed({ version: "one" }), "not_an_export"],
  ["lists in lists", "[".repeat(100_000), "not_json"],
  ["lists in lists, closed", "[".repeat(100_000) + "]".repeat(100_000), "not_an_export"],
  ["a later layout", changed({ version: "2.0" }), "other_version"],
  ["no session", changed({ session: "../../etc" }), "damaged"],
  ["no date", changed({ startedAt: "yesterday" }), "damaged"],
  ["a line without a text", withLine({ text: null }), "damaged"],
  ["a line that is not final", withLine({ final: false }), "damaged"],
  ["a line of a third source", withLine({ source: "phone" }), "damaged"],
  ["a line before the beginning", withLine({ startMs: -1 }), "damaged"],
  ["a time that is none", withLine({ startMs: "1" }), "damaged"],
  ["a time beyond every meeting", withLine({ endMs: 1e15 }), "damaged"],
  ["a line of a million characters", withLine({ text: "x".repeat(1_000_000) }), "damaged"],
  [
    "a gap for no reason",
    changed({ gaps: [{ source: "tab", startMs: 0, endMs: 1, reason: "?" }] }),
    "damaged",
  ],
] as const)("UI-9 SEC-3 %s is refused by name", (_what, content, problem) => {
  expect(parseExport(content)).toEqual({ name: "refused", problem });
});

test("UI-9 SEC-3 a file of 200 MB is refused before it is taken apart", () => {
  expect(parseExport("[".repeat(200_000_000))).toEqual({ name: "refused", problem: "too_large" });
});

test("UI-9 SEC-3 what a later 1.x adds is ignored, and no key reaches a prototype", () => {
  const later = JSON.stringify({ ...file, version: "1.99", marks: [{}] }).replace(
    "{",
    '{"__proto__": {"polluted": 1}, ',
  );

  const parsed = parseExport(later);

  expect(parsed.name).toBe("read");
  expect(parsed).not.toHaveProperty("transcript.polluted");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("UI-9 SEC-3 nothing that is parsed throws", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom("", "{", '"', "\u0000", "]"), (json, at, odd) => {
      const real = toJson(whole);
      const cut = at % real.length;

      for (const content of [json, real.slice(0, cut) + odd + real.slice(cut + 1)])
        expect(parseExport(content).name).toMatch(/^(read|refused)$/);
    }),
  );
});
