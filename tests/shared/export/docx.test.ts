import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { toDocx } from "../../../src/shared/export/to-docx.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { clock, localDate } from "../../../src/shared/timestamps.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { runProgram } from "../../../tools/runtime/run-program.ts";
import { findOffice } from "../../../tools/setup/system-packages.ts";
import { anyTranscript, finalSegment, gapOf, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

interface WordDocument {
  readonly properties: Readonly<Record<"title" | "author" | "comments", string>>;
  readonly paragraphs: readonly (readonly [style: string | null, text: string])[];
  /** The cells' texts. */
  readonly rows: readonly (readonly string[])[];
  /** The paragraphs of the last column. */
  readonly said: readonly { readonly isRightToLeft: boolean; readonly runs: readonly Run[] }[];
}

interface Run {
  readonly text: string;
  readonly language: string | null;
  readonly eastAsia: string | null;
  readonly bidirectional: string | null;
  readonly eastAsianFont: string | null;
  readonly isRightToLeft: boolean;
}

async function written(transcript: Transcript): Promise<WordDocument> {
  return read("read_docx.py", await toDocx(transcript, "en")) as WordDocument;
}

/** What the rows of the document's tables hold, but for their heads. */
function rowsOf(transcript: Transcript): readonly (readonly string[])[] {
  return exportTurns(exportLines(transcript, "en")).map((turn) => {
    if (turn.type === "gap") {
      const { startMs, endMs, sentence } = turn.gap;
      return [`${clock(startMs)} – ${clock(endMs)}`, "", sentence];
    }
    const { first, segments } = turn;
    const words = segments.map(({ text }) => onOneLine(text)).join("\n");
    return [clock(first.startMs), onOneLine(first.speaker), words];
  });
}

const HEAD = ["Time", "Speaker", "Text"];
const isHead = (row: readonly string[]) => row.join() === HEAD.join();

/** One line after the other, a second each. */
function lines(texts: readonly string[], language: string | null = "en"): Transcript {
  return transcriptOf(
    texts.map((stable, index) => {
      const startSample = 16_000 * index;
      return finalSegment({
        stable,
        language,
        source: index % 2 === 0 ? "tab" : "mic",
        utterance: startSample,
        startSample,
        endSample: startSample + 16_000,
      });
    }),
  );
}

test("UI-4 UI-9 a Word document has headings, a table of times, speakers and words, gaps and consent", async () => {
  const startedAtMs = new Date(2026, 10, 22, 9, 30).getTime();
  const noted = { basis: "agreed_aloud", atMs: startedAtMs } as const;
  const transcript = transcriptOf(
    [
      finalSegment({ stable: "Shall we <start>?" }),
      finalSegment({ utterance: 56_000, startSample: 56_000, stable: "Yes." }),
    ],
    { startedAtMs, consent: noted, gaps: [gapOf()] },
  );

  const document = await written(transcript);

  expect(document.properties).toEqual({
    title: "Weekly sync",
    author: "Earshot",
    comments: "Consent: everyone agreed aloud, 2026-11-22 09:30",
  });
  expect(document.paragraphs).toEqual([
    ["Heading 1", "Weekly sync"],
    [null, "Consent: everyone agreed aloud, 2026-11-22 09:30"],
    ["Heading 2", "2026-11-22 09:30"],
  ]);
  expect(document.rows).toEqual([
    HEAD,
    ["00:00:01", "Meeting", "Shall we <start>?\nYes."],
    ["00:00:10 – 00:01:10", "", "Meeting: not recorded – you paused the captions"],
  ]);
});

test("UI-4 a meeting that goes on past midnight has a heading and a table for each day", async () => {
  const startedAtMs = new Date(2026, 10, 22, 23, 30).getTime();
  const late = { utterance: 16_000 * 3600, startSample: 16_000 * 3600, endSample: 16_000 * 3601 };
  const transcript = transcriptOf(
    [finalSegment(), finalSegment({ ...late, source: "mic", stable: "Good morning." })],
    {
      startedAtMs,
    },
  );

  const { paragraphs, rows } = await written(transcript);

  expect(paragraphs.slice(1)).toEqual([
    ["Heading 2", "2026-11-22 23:30"],
    ["Heading 2", "2026-11-23"],
  ]);
  expect(rows.filter(isHead)).toHaveLength(2);
  expect(rows.at(-1)).toEqual(["01:00:00", "You", "Good morning."]);
});

async function spoken(text: string, language: string | null): Promise<Run | undefined> {
  const { said } = await written(lines([text], language));
  return said.at(-1)?.runs[0];
}

test("UI-4 STT-4 each text of a Word document names its language, with a font for the East Asian ones", async () => {
  expect(await spoken("Good morning.", "en")).toMatchObject({
    language: "en-US",
    eastAsia: null,
    bidirectional: null,
  });
  expect(await spoken("おはようございます。", "ja")).toMatchObject({
    language: "ja-JP",
    eastAsia: "ja-JP",
    eastAsianFont: "Meiryo",
  });
  expect(await spoken("สวัสดีครับ", "th")).toMatchObject({ language: "th-TH", bidirectional: "th-TH" });
  expect(await spoken("Good morning.", null)).toMatchObject({ language: null });
  expect(await spoken("Good morning.", "?!")).toMatchObject({ language: null });
});

test("UI-4 STT-4 what is written from right to left is so in a Word document, also between other words", async () => {
  const { said } = await written(lines(["שלום לכולם, Zoom עובד?", "The word שלום עליכם means peace."], "he"));
  const [hebrew, english] = said.slice(1);

  expect(hebrew?.isRightToLeft).toBe(true);
  expect(hebrew?.runs.map(({ text, isRightToLeft }) => [text, isRightToLeft])).toEqual([
    ["שלום לכולם, ", true],
    ["Zoom", false],
    [" עובד?", true],
  ]);
  expect(hebrew?.runs[0]).toMatchObject({ language: "he-IL", bidirectional: "he-IL" });
  expect(english?.isRightToLeft).toBe(false);
  expect(english?.runs.map(({ text, isRightToLeft }) => [text, isRightToLeft])).toEqual([
    ["The word ", false],
    ["שלום עליכם", true],
    [" means peace.", false],
  ]);
});

test("UI-4 SEC-3 a Word document takes nothing that was said for its own", async () => {
  const hostile = [
    "CURRENT",
    "TOTAL_PAGES",
    "{default-bullet-numbering-0}",
    "{{image.png}}",
    "</w:t></w:r><w:br/>",
    "]]> &amp; &#x41; <!-- -->",
    "a\u0000b\u0007c\u000bd",
    "half \ud83d of a pair \ude00",
    "no\ufffecharacters\uffff",
    "\u202eabc \u2066def",
    "👩‍👩‍👧‍👦 e\u0301",
  ];
  const transcript = { ...lines(hostile), title: "{default-bullet-numbering-0} <w:p/>\u0000" };

  const document = await written(transcript);

  expect(document.rows.filter((row) => !isHead(row))).toEqual(rowsOf(transcript));
  expect(document.rows[3]?.[2]).toBe("{default-bullet-numbering-0}");
  expect(document.properties.title).toBe("{default-bullet-numbering-0} <w:p/>");
  expect(document.paragraphs[0]).toEqual(["Heading 1", "{default-bullet-numbering-0} <w:p/>"]);
});

test("UI-4 STT-4 a Word document reads back to the turns, whatever was said", async () => {
  await fc.assert(
    fc.asyncProperty(anyTranscript, async (transcript) => {
      const { rows, paragraphs } = await written(transcript);

      expect(rows.filter((row) => !isHead(row))).toEqual(rowsOf(transcript));
      expect(paragraphs[1]?.[1]).toContain(localDate(transcript.startedAtMs).date);
    }),
    { numRuns: 10 },
  );
});

test("UI-4 a Word document of 20,000 lines reads back whole", async () => {
  // In turns of a hundred, which its reader is quick with.
  const said = Array.from({ length: 20_000 }, (_, index) => {
    const startSample = 16_000 * index;
    const source = Math.floor(index / 100) % 2 === 0 ? "tab" : "mic";
    return finalSegment({ source, stable: `Line ${index}.`, utterance: startSample, startSample });
  });

  const { rows } = await written(transcriptOf(said));

  const texts = rows.slice(1).flatMap((row) => row[2]?.split("\n"));
  expect(texts).toEqual(said.map(({ stable }) => stable));
});

const office = findOffice();

// Where it is missing and may not be installed, the other tests must do; CI has it.
test.skipIf(office === null && process.env["CI"] === undefined)(
  "UI-4 UI-9 LibreOffice opens a Word document and finds every word of it, in order",
  async () => {
    const transcript = transcriptOf(
      [
        ...lines(["Shall we <start>?", "はい、始めましょう。", "שלום לכולם, Zoom עובד?", "안녕하세요 {0}"])
          .segments,
        finalSegment({
          utterance: 16_000 * 90,
          startSample: 16_000 * 90,
          endSample: 16_000 * 91,
          stable: "The end.",
        }),
      ],
      { gaps: [gapOf()], title: "Planning & review" },
    );
    const folder = mkdtempSync(join(tmpdir(), "earshot-office-"));
    try {
      writeFileSync(join(folder, "meeting.docx"), await toDocx(transcript, "en"));

      // A profile of its own: LibreOffice refuses a second program with the user's.
      const { exitCode, output } = await runProgram(
        office ?? "soffice",
        [
          `-env:UserInstallation=file://${folder}/profile`,
          "--headless",
          "--convert-to",
          "txt:Text (encoded):UTF8",
          "--outdir",
          folder,
          join(folder, "meeting.docx"),
        ],
        { timeoutMs: 110_000 },
      );

      expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
      const found = readFileSync(join(folder, "meeting.txt"), "utf8");
      expect(wordsIn(found)).toEqual(
        wordsIn(["Planning & review", day(transcript), ...HEAD, ...rowsOf(transcript).flat()].join("\n")),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function day({ startedAtMs }: Transcript): string {
  const { date, time } = localDate(startedAtMs);
  return `${date} ${time}`;
}

function wordsIn(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, "")
    .split(/\s+/)
    .filter((word) => word !== "");
}
