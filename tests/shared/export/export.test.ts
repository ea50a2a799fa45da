import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exportFileName } from "../../../src/shared/export/file-name.ts";
import { EXPORT_FORMATS, TEXT_FORMATS } from "../../../src/shared/export/formats.ts";
import { FIRST_PARTS } from "../../../src/shared/export/parts.ts";
import { exportLines, exportSegments, hasWords, onOneLine } from "../../../src/shared/export/segments.ts";
import { exportCues } from "../../../src/shared/export/subtitles/cues.ts";
import { asSaid, toSrt } from "../../../src/shared/export/subtitles/to-srt.ts";
import { toVtt } from "../../../src/shared/export/subtitles/to-vtt.ts";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { toMarkdown } from "../../../src/shared/export/to-markdown.ts";
import { toText } from "../../../src/shared/export/to-text.ts";
import { clock } from "../../../src/shared/timestamps.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { anyNamedTranscript, anyTranscript, finalSegment, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

const twoLines = transcriptOf([
  finalSegment({ stable: "Shall we <start>?" }),
  finalSegment({
    source: "mic",
    utterance: 59_200,
    startSample: 59_200,
    endSample: 72_800,
    stable: "はい。",
  }),
]);

test("UI-4 JSON has exactly the agreed fields, finals only", () => {
  const partial = finalSegment({ utterance: 80_000, startSample: 80_000, isFinal: false });

  expect(JSON.parse(toJson({ ...twoLines, segments: [...twoLines.segments, partial] }))).toStrictEqual({
    version: "1.8",
    session: twoLines.session,
    title: "Weekly sync",
    startedAt: "2026-11-22T09:30:00.000Z",
    language: "auto",
    model: "base",
    speakers: { tab: "Meeting", mic: "You" },
    consent: null,
    segments: [
      {
        source: "tab",
        speaker: "Meeting",
        startMs: 1000,
        endMs: 3000,
        text: "Shall we <start>?",
        language: "en",
        final: true,
      },
      {
        source: "mic",
        speaker: "You",
        startMs: 3700,
        endMs: 4550,
        text: "はい。",
        language: "en",
        final: true,
      },
    ],
    gaps: [],
    heldBack: [],
  });
});

test("UI-4 JSON carries every version of a line and what was held back; the other files have neither", async () => {
  const versions = [
    { text: "Ship it on Friday.", language: "en", model: null },
    { text: "Ship it on Thursday.", language: "en", model: "small" },
  ];
  const held = { source: "tab", startSample: 80_000, endSample: 96_000, text: "Thank you." } as const;
  const transcript = transcriptOf([finalSegment({ stable: "Ship it on Thursday.", versions })], {
    suppressed: [{ ...held, language: "en", reason: "silence" }],
  });

  expect(JSON.parse(toJson(transcript))).toMatchObject({
    segments: [{ text: "Ship it on Thursday.", versions }],
    heldBack: [{ source: "tab", startMs: 5000, endMs: 6000, text: "Thank you.", reason: "silence" }],
  });
  const others = TEXT_FORMATS.filter(({ format }) => format !== "json");
  for (const { render } of others) {
    const written = await render(transcript, "en");
    expect(written).toContain("Ship it on Thursday.");
    expect(written).not.toMatch(/Friday|Thank you/);
  }
});

test("WHO-3 a line that only repeats the others is in JSON, marked, and in other files where it is asked for", () => {
  const [said, own] = twoLines.segments;
  if (said === undefined || own === undefined) throw new Error("no lines");
  const transcript = { ...twoLines, segments: [said, { ...own, echoOf: said.utterance }] };

  expect(JSON.parse(toJson(transcript))).toMatchObject({
    segments: [{}, { text: "はい。", echoOfMs: 1000 }],
  });
  expect(exportSegments(transcript)).toHaveLength(1);
  expect(toText(transcript, "en")).not.toContain("はい");
  expect(toText(transcript, "en", { ...FIRST_PARTS, echoes: true })).toContain("はい");
});

test("STT-7 JSON says which words of a line the model doubts, where that is known; the other files do not", async () => {
  const doubtful = [{ start: 5, end: 10, probability: 0.31 }];
  const [doubted, sure, unknown] = [
    finalSegment({ stable: "Call Marek today.", doubtful }),
    finalSegment({ utterance: 80_000, startSample: 80_000, doubtful: [] }),
    finalSegment({ utterance: 160_000, startSample: 160_000 }),
  ];
  const transcript = transcriptOf([doubted, sure, unknown]);

  const { segments } = JSON.parse(toJson(transcript)) as { segments: { text: string; doubtful?: unknown }[] };

  expect(segments.map((line) => line.doubtful)).toEqual([doubtful, [], undefined]);
  expect(segments[0]?.text.slice(5, 10)).toBe("Marek");
  const others = TEXT_FORMATS.filter(({ format }) => format !== "json");
  for (const { render } of others) expect(await render(transcript, "en")).not.toContain("0.31");
});

test("UI-4 SRT has numbered cues with speakers", () => {
  expect(toSrt(twoLines, "en")).toBe(
    "1\n00:00:01,000 --> 00:00:03,000\nMeeting: Shall we <\u2060start>?\n\n" +
      "2\n00:00:03,700 --> 00:00:04,550\nYou: はい。\n",
  );
});

test("UI-4 VTT has voices and escapes what was said", () => {
  expect(toVtt(twoLines, "en")).toBe(
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Meeting>Meeting: Shall we &lt;start&gt;?</v>\n\n" +
      "00:00:03.700 --> 00:00:04.550\n<v You>You: はい。</v>\n",
  );
});

test("UI-4 text has a line for each utterance, Markdown a paragraph for each turn", () => {
  const body = "[00:00:01] Meeting: Shall we <start>?\n[00:00:03] You: はい。\n";

  expect(toText(twoLines, "en")).toMatch(/^Weekly sync\n\d{4}-\d\d-\d\d \d\d:\d\d\n\n/);
  expect(toText(twoLines, "en").endsWith(body)).toBe(true);
  expect(toMarkdown(twoLines, "en")).toContain(
    String.raw`**Meeting** · 00:00:01` + "\n\n" + String.raw`Shall we \<start\>?`,
  );
});

test("UI-4 STT-4 SRT reads back to the cues in a player's own reader, whatever was said and whoever said it", () => {
  fc.assert(
    fc.property(anyNamedTranscript, (transcript) => {
      expect(read("read_subtitles.py", toSrt(transcript, "en"))).toEqual(
        exportCues(transcript, "en").map(({ startMs, endMs, lines }) => {
          return { startMs, endMs, text: lines.map((line) => asSaid(line).trimEnd()).join("\n") };
        }),
      );
    }),
    { numRuns: 25 },
  );
});

test("UI-4 STT-4 text has a line for each utterance, whatever was said and whoever said it", () => {
  fc.assert(
    fc.property(anyNamedTranscript, (transcript) => {
      const written = toText(transcript, "en").split("\n\n").at(-1)?.trimEnd() ?? "";
      const bare = written.replaceAll(/[\u2068\u2069]/gu, "");
      const lines = exportLines(transcript, "en").map((line) => {
        if (line.type === "gap") {
          const { startMs, endMs, sentence } = line.gap;
          return `[${clock(startMs)} – ${clock(endMs)}] (${sentence})`;
        }
        const { startMs, speaker, text } = line.segment;
        return `[${clock(startMs)}] ${onOneLine(speaker)}: ${onOneLine(text)}`;
      });

      expect(bare).toBe(lines.join("\n").replaceAll(/[\u2068\u2069]/gu, ""));
    }),
  );
});

test("UI-4 the JSON holds every final with words, in time order", () => {
  fc.assert(
    fc.property(anyTranscript, (transcript) => {
      const starts = exportSegments(transcript).map(({ startMs }) => startMs);
      const finals = transcript.segments.filter(isFinalWithWords).map(({ stable }) => ({ text: stable }));

      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(JSON.parse(toJson(transcript))).toMatchObject({ segments: finals });
    }),
  );
});

test("UI-4 every format can be written before the first final", async () => {
  for (const { render } of EXPORT_FORMATS)
    expect((await render(transcriptOf([]), "en")).length).toBeGreaterThanOrEqual(0);
});

function isFinalWithWords({ isFinal, stable }: Segment): boolean {
  return isFinal && hasWords(stable);
}

test.each([
  ["Weekly sync – Google Meet", "Weekly-sync-Google-Meet"],
  ["../../etc/passwd", "etc-passwd"],
  ['a<b>:"c|d?*', "a-b-c-d"],
  ["週次ミーティング", "週次ミーティング"],
  ["invoice\u202efdp.exe", "invoice-fdp-exe"],
])("UI-4 the file name keeps what is safe of the title %s", (title, part) => {
  expect(exportFileName(transcriptOf([], { title }), "srt")).toMatch(
    new RegExp(String.raw`^earshot-\d{4}-\d\d-\d\d-\d{4}-${part}\.srt$`),
  );
});

test("UI-4 the file name needs no title", () => {
  expect(exportFileName(transcriptOf([], { title: " ¿? " }), "txt")).toMatch(/^earshot-[\d-]{15}\.txt$/);
});

test.each([
  ["Japanese", "会議".repeat(500)],
  ["Tamil, three bytes a sign and several signs a letter", "வாராந்திரக் கூட்டம் ".repeat(40)],
  ["300 marks on one letter", `a${"\u0301".repeat(300)}`],
  ["300 marks on the last letter", `Weekly sync${"\u0301".repeat(300)}`],
  ["families of joined emoji and letters beyond the first plane", "𠮷👨‍👩‍👧‍👦".repeat(60)],
  ["half a surrogate pair", `\ud83d${"x".repeat(300)}\ude00`],
])("UI-4 the file name has room for the browser's own ending on every file system: %s", (_what, title) => {
  const name = exportFileName(transcriptOf([], { title }), "json");

  // 143 bytes are what an encrypted home folder takes; `.crdownload` and ` (1)` come on top.
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(143 - 15);
  expect(name).toMatch(/^earshot-\d{4}-\d\d-\d\d-\d{4}(?:-[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)?\.json$/u);
});
