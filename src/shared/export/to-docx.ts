import {
  Document,
  HeadingLevel,
  type IParagraphOptions,
  type IRunPropertiesOptions,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
} from "docx";
import { RIGHT_TO_LEFT, textDirection } from "../../i18n/direction.ts";
import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";
import {
  exportBookmarks,
  exportLines,
  exportMarksTitle,
  exportVersions,
  markWords,
  onOneLine,
} from "./segments.ts";
import { type ExportTurn, exportTurns } from "./turns.ts";

/** A4 between its margins, in twentieths of a point. */
const TIME_WIDTH = 1200;
const SPEAKER_WIDTH = 1900;
const ALL_WIDTH = 9026;
/** In half points. */
const FONT_SIZE = 22;
const FONTS = { ascii: "Calibri", hAnsi: "Calibri", cs: "Arial" };
/** By script (ISO 15924). Who lacks one sees another of the same language, which is named beside it. */
const EAST_ASIAN_FONTS: Readonly<Record<string, string>> = {
  Jpan: "Meiryo",
  Hans: "DengXian",
  Hant: "PMingLiU",
  Kore: "Gulim",
};
/** All other scripts but the East Asian are complex ones to Word. */
const SIMPLE_SCRIPTS: readonly (string | undefined)[] = ["Latn", "Cyrl", "Grek"];

/** Within a text of one direction, words of the other one with what stands between them. */
const LEFT_TO_RIGHT_WORDS = wordsOf(String.raw`(?!${RIGHT_TO_LEFT.source})\p{L}`);
const RIGHT_TO_LEFT_WORDS = wordsOf(RIGHT_TO_LEFT.source);

function wordsOf(letter: string): RegExp {
  return new RegExp(String.raw`(${letter}(?:\P{L}*${letter})*\p{M}*)`, "u");
}

/**
 * Word's format (ECMA-376): headings for the title and each day, and a table with a row for every turn of a speaker and for
 * what is missing; in italics below a line its other versions. Each text names its language and has its own direction of writing.
 */
export async function toDocx(
  transcript: Transcript,
  language: string,
  parts: ExportParts = FIRST_PARTS,
): Promise<Uint8Array<ArrayBuffer>> {
  const { panel, name, language: written } = wordsIn(language);
  const title = onOneLine(transcript.title) || panel.title;
  const consent = parts.consent ? consentSentence(transcript, language) : null;
  const file = new Document({
    title,
    creator: name,
    lastModifiedBy: name,
    ...(consent === null ? {} : { description: consent }),
    styles: { default: { document: { run: { font: FONTS, size: FONT_SIZE, ...spokenIn(written) } } } },
    sections: [
      {
        children: [
          paragraph(title, null, { heading: HeadingLevel.HEADING_1 }),
          ...(consent === null ? [] : [paragraph(consent, null)]),
          ...days(transcript, language, parts),
          ...(parts.bookmarks ? marked(transcript, language, parts) : []),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

function marked(transcript: Transcript, language: string, parts: ExportParts): readonly Paragraph[] {
  const bookmarks = exportBookmarks(transcript);
  if (bookmarks.length === 0) return [];
  const marks = bookmarks.map((mark) => `${clock(mark.startMs)} ${markWords(mark, parts)}`.trim());
  const title = exportMarksTitle(bookmarks, language);
  const heading = paragraph(title, null, { heading: HeadingLevel.HEADING_2 });
  return [heading, ...marks.map((mark) => paragraph(mark, null))];
}

/** A heading and a table for each day of the reader's calendar on which something was said, and for the first in any case. */
function days(transcript: Transcript, language: string, parts: ExportParts): readonly (Paragraph | Table)[] {
  const { startedAtMs } = transcript;
  const start = localDate(startedAtMs);
  const byDay = new Map<string, ExportTurn[]>([[start.date, []]]);
  for (const turn of exportTurns(exportLines(transcript, language, parts))) {
    const { startMs } = turn.type === "gap" ? turn.gap : turn.first;
    const { date } = localDate(startedAtMs + startMs);
    const turns = byDay.get(date) ?? [];
    turns.push(turn);
    byDay.set(date, turns);
  }
  return [...byDay].flatMap(([date, turns]) => {
    const heading = date === start.date ? `${date} ${start.time}` : date;
    return [
      paragraph(heading, null, { heading: HeadingLevel.HEADING_2 }),
      ...(turns.length === 0 ? [] : [table(turns, language, parts)]),
    ];
  });
}

function table(turns: readonly ExportTurn[], language: string, parts: ExportParts): Table {
  const isWanted = [parts.times, parts.speakers, true];
  const wanted = <Column>(columns: readonly Column[]) =>
    columns.filter((_column, index) => isWanted[index] === true);
  const textWidth = ALL_WIDTH - (parts.times ? TIME_WIDTH : 0) - (parts.speakers ? SPEAKER_WIDTH : 0);
  const { time, speaker, text } = wordsIn(language).panel.columns;
  const head = [time, speaker, text].map((title) => [paragraph(title, null, {}, { bold: true })]);
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: wanted([TIME_WIDTH, SPEAKER_WIDTH, textWidth]),
    rows: [
      row(wanted(head), true),
      ...turns.map((turn) =>
        row(wanted(turn.type === "gap" ? missing(turn) : spoken(turn, language, parts))),
      ),
    ],
  });
}

/** On a ground, and bold for who sees no colours or prints without. */
const HIGHLIGHTED: IRunPropertiesOptions = { bold: true, highlight: "yellow" };

type Cells = readonly (readonly Paragraph[])[];

function row(cells: Cells, isHead = false): TableRow {
  const children = cells.map((paragraphs) => new TableCell({ children: paragraphs }));
  // The head is repeated on each page.
  return new TableRow(isHead ? { tableHeader: true, children } : { children });
}

function spoken(
  { first, segments }: Extract<ExportTurn, { type: "turn" }>,
  language: string,
  parts: ExportParts,
): Cells {
  return [
    [paragraph(clock(first.startMs), null)],
    [paragraph(onOneLine(first.speaker), null, {}, { bold: true })],
    segments.flatMap((segment) => [
      paragraph(
        onOneLine(segment.text),
        segment.language,
        {},
        segment.isHighlighted && parts.bookmarks ? HIGHLIGHTED : {},
      ),
      ...exportVersions(segment, language, parts).map(({ origin, text, language: said }) =>
        paragraph(`${origin} ${text}`, said, {}, { italics: true }),
      ),
    ]),
  ];
}

function missing({ gap }: Extract<ExportTurn, { type: "gap" }>): Cells {
  const times = `${clock(gap.startMs)} – ${clock(gap.endMs)}`;
  return [
    [paragraph(times, null)],
    [paragraph("", null)],
    [paragraph(gap.sentence, null, {}, { italics: true })],
  ];
}

/** Text on one line. What is written from right to left begins at the right. */
function paragraph(
  text: string,
  language: string | null,
  options: IParagraphOptions = {},
  look: IRunPropertiesOptions = {},
): Paragraph {
  const isRightToLeft = textDirection(text) === "rtl";
  const other = isRightToLeft ? LEFT_TO_RIGHT_WORDS : RIGHT_TO_LEFT_WORDS;
  const children = text.split(other).flatMap((part, index) => {
    const rightToLeft = index % 2 === 0 ? isRightToLeft : !isRightToLeft;
    const run = { ...look, ...spokenIn(language), ...(rightToLeft ? { rightToLeft } : {}) };
    return part.split(PLACEHOLDER_START).map((words) => new TextRun({ ...run, text: words }));
  });
  return new Paragraph({ ...options, children, ...(isRightToLeft ? { bidirectional: true } : {}) });
}

/** The library fills `{…}` in where it stands whole within a text, whoever wrote it. */
const PLACEHOLDER_START = /(?<=\{)/u;

const languages = new Map<string, IRunPropertiesOptions>();

/** How a run names its language: https://learn.microsoft.com/dotnet/api/documentformat.openxml.wordprocessing.languages. */
function spokenIn(language: string | null): IRunPropertiesOptions {
  if (language === null || !/^[a-z]{2,3}$/.test(language)) return {};
  const known = languages.get(language);
  if (known !== undefined) return known;
  const { language: primary, region, script } = new Intl.Locale(language).maximize();
  const value = region === undefined ? primary : `${primary}-${region}`;
  const eastAsia = EAST_ASIAN_FONTS[script ?? ""];
  const isComplex = eastAsia === undefined && !SIMPLE_SCRIPTS.includes(script);
  const run = {
    language: {
      value,
      ...(eastAsia === undefined ? {} : { eastAsia: value }),
      ...(isComplex ? { bidirectional: value } : {}),
    },
    ...(eastAsia === undefined ? {} : { font: { ...FONTS, eastAsia } }),
  };
  languages.set(language, run);
  return run;
}
