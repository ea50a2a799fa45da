import fc from "fast-check";
import { expect, test } from "vitest";
import { EXPORT_FORMATS, type ExportFormat } from "../../../src/shared/export/formats.ts";
import {
  EXPORT_PARTS,
  type ExportPart,
  type ExportParts,
  FIRST_PARTS,
} from "../../../src/shared/export/parts.ts";
import { exportLines, exportSegments, onOneLine } from "../../../src/shared/export/segments.ts";
import { exportCues } from "../../../src/shared/export/subtitles/cues.ts";
import { asSaid, toSrt } from "../../../src/shared/export/subtitles/to-srt.ts";
import { toVtt } from "../../../src/shared/export/subtitles/to-vtt.ts";
import { toCsv } from "../../../src/shared/export/to-csv.ts";
import {
  changeSettings,
  DEFAULT_SETTINGS,
  parseSettings,
  settingsChange,
} from "../../../src/shared/settings.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { anyTranscript, finalSegment, gapOf, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

const editedAtMs = new Date(2026, 10, 22, 14, 2).getTime();
const versions = [
  { text: "Ship it on Friday.", language: "en", model: null },
  { text: "Ship it on Thursday.", language: "en", model: "small" },
  { text: "Ship it <today>.", language: "en", model: null, editedAtMs },
];
const startedAtMs = Date.UTC(2026, 10, 22, 9, 30);
/** One of each part. */
const echo = finalSegment({
  source: "mic",
  utterance: 1_130_000,
  startSample: 1_130_000,
  endSample: 1_140_000,
});
const said = [
  finalSegment({ stable: "Ship it <today>.", versions, isEdited: true }),
  { ...echo, stable: "Sheep it.", echoOf: 16_000 },
];
const whole = transcriptOf(said, {
  startedAtMs,
  speakers: { tab: "Marek", mic: "You" },
  gaps: [gapOf()],
  bookmarks: [{ id: "a", atMs: startedAtMs + 2000, note: "Ask Aki" }],
  consent: { basis: "agreed_aloud", atMs: startedAtMs + 60_000 },
});
const ALL: ExportParts = { ...FIRST_PARTS, versions: true, echoes: true };
const NONE = Object.fromEntries(EXPORT_PARTS.map((part) => [part, false])) as unknown as ExportParts;

/** What tells that a part is in a file. */
const SIGNS: Readonly<Record<ExportPart, RegExp>> = {
  times: /00:00:01/,
  speakers: /Marek/,
  gaps: /not recorded/,
  bookmarks: /Ask Aki/,
  versions: /Friday.*Thursday/s,
  echoes: /Sheep it/,
  consent: /agreed aloud/,
};

/** The parts that a format has a place for, and how its real reader sees the file. Subtitles and programs need times. */
const FORMATS: Readonly<
  Record<
    ExportFormat["format"],
    { readonly has: readonly ExportPart[]; readonly seen: (file: string | Uint8Array) => unknown }
  >
> = {
  txt: { has: EXPORT_PARTS, seen: (file) => file },
  md: { has: EXPORT_PARTS, seen: (file) => read("read_markdown.py", file) },
  docx: { has: EXPORT_PARTS, seen: (file) => read("read_docx.py", file) },
  html: { has: EXPORT_PARTS, seen: (file) => read("read_html.py", file) },
  srt: { has: ["speakers", "gaps", "echoes"], seen: textsOf },
  vtt: {
    has: ["speakers", "gaps", "echoes", "consent"],
    // Players show no notes.
    seen: (file) => [/^NOTE .*$/mu.exec(String(file))?.[0] ?? "", ...textsOf(file)],
  },
  csv: {
    has: ["times", "speakers", "gaps", "versions", "echoes"],
    seen: (file) => read("read_csv.py", file),
  },
  json: { has: [], seen: (file) => JSON.parse(String(file)) as unknown },
};

function textsOf(subtitles: string | Uint8Array): readonly string[] {
  return (read("read_subtitles.py", subtitles) as { readonly text: string }[]).map(({ text }) => text);
}

/** The text of a cue of those lines. */
function onScreen(lines: readonly string[]): string {
  return lines.map((line) => line.trimEnd()).join("\n");
}

test.each(EXPORT_FORMATS.filter(({ format }) => format !== "json"))(
  "UI-4 UI-9 a $format file has every part that it has a place for, but the one that is left out",
  async ({ format, render }) => {
    const { has, seen } = FORMATS[format];
    for (const left of [null, ...EXPORT_PARTS]) {
      const file = await render(whole, "en", left === null ? ALL : { ...ALL, [left]: false });
      const text = JSON.stringify(seen(file));

      const found = EXPORT_PARTS.filter((part) => has.includes(part) && SIGNS[part].test(text));
      expect({ left, found }).toEqual({ left, found: has.filter((part) => part !== left) });
      expect(text).toContain(format === "srt" ? "Ship it <\u2060today>." : "Ship it <today>.");
    }
  },
);

test("UI-9 a JSON file is whole whatever is left out elsewhere, so that it can be imported again", async () => {
  const json = EXPORT_FORMATS.find(({ format }) => format === "json");

  expect(await json?.render(whole, "en", NONE)).toBe(await json?.render(whole, "en", ALL));
});

test("UI-4 UI-9 with everything left out the words are left", async () => {
  const files = await Promise.all(
    EXPORT_FORMATS.map(async ({ format, render }) => [format, await render(whole, "en", NONE)] as const),
  );
  const file = new Map<string, string | Uint8Array>(files);
  const seen = (format: ExportFormat["format"]) => FORMATS[format].seen(file.get(format) ?? "");

  expect(String(file.get("txt")).split("\n").slice(2)).toEqual(["", "Ship it <today>.", ""]);
  expect(seen("md")).toMatchObject({ blocks: [{}, {}, { text: "Ship it <today>." }], other: [] });
  expect(seen("docx")).toMatchObject({ rows: [["Text"], ["Ship it <today>."]] });
  expect(seen("html")).toMatchObject({ texts: ["Weekly sync", expect.any(String), "Ship it <today>."] });
  expect(seen("csv")).toEqual([{ language: "en", text: "Ship it <today>." }]);
  expect(seen("srt")).toEqual(["Ship it <\u2060today>."]);
  expect(seen("vtt")).toEqual(["", "Ship it <today>."]);
});

test("UI-4 where names are left out, what is missing is said of the side and not by its name", () => {
  const [, gap] = exportLines(whole, "en", { ...ALL, speakers: false });

  expect(gap).toMatchObject({
    type: "gap",
    gap: { sentence: expect.stringMatching(/^Others: not recorded/) as string },
  });
});

test("UI-4 UI-2 the other texts of a line stand below it with where they come from", async () => {
  const txt = EXPORT_FORMATS.find(({ format }) => format === "txt");
  const rows = read("read_csv.py", toCsv(whole, "en", ALL)) as { readonly versions: string }[];

  const others = ["Recognised live: Ship it on Friday.", "Improved by small: Ship it on Thursday."];
  expect(await txt?.render(whole, "en", ALL)).toContain(
    ["[00:00:01] Marek: Ship it <today>.", ...others.map((line) => `    ${line}`)].join("\n"),
  );
  expect(rows[0]?.versions).toBe(others.join("\n"));
});

const anyParts = fc.record(
  Object.fromEntries(EXPORT_PARTS.map((part) => [part, fc.boolean()])),
) as unknown as fc.Arbitrary<ExportParts>;

test("UI-4 STT-4 subtitles read back to the cues, whatever was said and whatever goes in", () => {
  fc.assert(
    fc.property(anyTranscript, anyParts, (transcript, parts) => {
      const cues = exportCues(transcript, "en", parts);

      expect(textsOf(toSrt(transcript, "en", parts))).toEqual(
        cues.map(({ lines }) => onScreen(lines.map(asSaid))),
      );
      expect(textsOf(toVtt(transcript, "en", parts))).toEqual(cues.map(({ lines }) => onScreen(lines)));
      expect(cues.every(({ startMs, endMs }) => endMs > startMs)).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test("UI-4 STT-4 the table has every line's words, whatever was said and whatever goes in", () => {
  fc.assert(
    fc.property(anyTranscript, anyParts, (transcript, parts) => {
      const rows = read("read_csv.py", toCsv(transcript, "en", parts)) as { readonly text: string }[];

      expect(rows.map(({ text }) => text.replace(/^'(?=[=+\-@])/, ""))).toEqual(
        exportLines(transcript, "en", parts).map((line) =>
          line.type === "gap" ? line.gap.sentence : onOneLine(line.segment.text),
        ),
      );
    }),
    { numRuns: 10 },
  );
});

function marksOf(segments: readonly Segment[], echoes: boolean) {
  return exportSegments(transcriptOf(segments), { echoes }).map(({ text, echoOfMs }) => [text, echoOfMs]);
}

test("WHO-3 UI-4 a line that the user makes his own is marked in no file, and a line of which nothing else is left stays in", () => {
  const [others, repeated] = said as [Segment, Segment];
  const line = ["Ship it <today>.", null];

  expect(marksOf(said, true)).toEqual([line, ["Sheep it.", 1000]]);
  expect(marksOf(said, false)).toEqual([line]);
  for (const own of [{ isEdited: true }, { speaker: "Aki" }])
    expect(marksOf([others, { ...repeated, ...own }], false)).toEqual([line, ["Sheep it.", null]]);
  expect(marksOf([repeated], false)).toEqual([["Sheep it.", 1000]]);
  expect(marksOf([{ ...others, stable: " " }, repeated], false)).toEqual([["Sheep it.", 1000]]);
});

test("UI-4 UI-3 what goes in is remembered part by part, and is the first choice where nothing is stored", () => {
  const change = settingsChange.parse({ exportParts: { times: false } });
  const once = changeSettings(DEFAULT_SETTINGS, change);
  const twice = changeSettings(once, { exportParts: { versions: true } });

  expect(parseSettings({}).exportParts).toEqual(FIRST_PARTS);
  expect(parseSettings(twice).exportParts).toEqual({ ...FIRST_PARTS, times: false, versions: true });
  expect(parseSettings({ exportParts: { times: false, songs: true } }).exportParts).toEqual(FIRST_PARTS);
  expect(settingsChange.safeParse({ exportParts: { songs: true } }).success).toBe(false);
  const { echoes: _newer, ...older } = { ...FIRST_PARTS, times: false };
  expect(parseSettings({ exportParts: older }).exportParts).toEqual({ ...FIRST_PARTS, times: false });
});
