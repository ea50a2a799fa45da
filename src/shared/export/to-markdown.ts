import { samplesToMs } from "../../../protocol/audio.ts";
import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";
import {
  type ExportGap,
  type ExportSegment,
  exportBookmarks,
  exportLines,
  exportMarksTitle,
  exportSegments,
  exportVersions,
  markWords,
  onOneLine,
} from "./segments.ts";
import { type ExportTurn, exportTurns } from "./turns.ts";

/**
 * Markdown: front matter, a heading, then a paragraph for each turn of a speaker, in bold the lines that are highlighted, in
 * italics below a line its other versions, and a paragraph in italics for what is missing.
 */
export function toMarkdown(
  transcript: Transcript,
  language: string,
  parts: ExportParts = FIRST_PARTS,
): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const title = onOneLine(transcript.title) || wordsIn(language).panel.title;
  const consent = parts.consent ? consentSentence(transcript, language) : null;
  const head = [`# ${escaped(title)}`, `${date} ${time}`, ...(consent === null ? [] : [escaped(consent)])];
  const turns = exportTurns(exportLines(transcript, language, parts));
  const body = turns.map((turn) =>
    turn.type === "gap" ? missing(turn.gap, parts) : spoken(turn, language, parts),
  );
  const bookmarks = parts.bookmarks ? exportBookmarks(transcript) : [];
  const marked = bookmarks.map((mark) =>
    `- ${clock(mark.startMs)} ${escaped(markWords(mark, parts))}`.trimEnd(),
  );
  const marks = marked.length === 0 ? [] : [`## ${exportMarksTitle(bookmarks, language)}`, marked.join("\n")];
  const front = frontMatter({ ...transcript, title }, consent, parts);
  return `${front}\n${[...head, ...body, ...marks].join("\n\n")}\n`;
}

function spoken(
  { first, segments }: Extract<ExportTurn, { type: "turn" }>,
  language: string,
  parts: ExportParts,
): string {
  const lines = segments.flatMap((segment) => [
    segment.isHighlighted && parts.bookmarks
      ? `**${escaped(onOneLine(segment.text))}**`
      : escaped(onOneLine(segment.text)),
    ...exportVersions(segment, language, parts).map(
      ({ origin, text }) => `*${escaped(`${origin} ${text}`)}*`,
    ),
  ]);
  const name = parts.speakers ? escaped(onOneLine(first.speaker)) : "";
  const head = [...(name === "" ? [] : [`**${name}**`]), ...(parts.times ? [clock(first.startMs)] : [])];
  return [...(head.length === 0 ? [] : [head.join(" · ")]), lines.join("\n")].join("\n\n");
}

function missing({ startMs, endMs, sentence }: ExportGap, { times }: ExportParts): string {
  return `*${times ? `${clock(startMs)} – ${clock(endMs)} · ` : ""}${escaped(sentence)}*`;
}

/**
 * What of a meeting stands before its words, as YAML that other programs read: https://yaml.org/spec/1.2.2/.
 * @param transcript with a title on one line
 */
function frontMatter(transcript: Transcript, consent: string | null, parts: ExportParts): string {
  const segments = exportSegments(transcript, parts);
  const speakers = parts.speakers ? [...new Set(segments.map(({ speaker }) => onOneLine(speaker)))] : [];
  const lines = [
    `title: ${quoted(transcript.title)}`,
    `date: ${new Date(transcript.startedAtMs).toISOString()}`,
    `duration: ${quoted(clock(durationMs(transcript)))}`,
    `language: ${quoted(spokenLanguage(transcript, segments))}`,
    `model: ${quoted(transcript.model)}`,
    ...(speakers.length === 0 ? [] : ["speakers:", ...speakers.map((speaker) => `  - ${quoted(speaker)}`)]),
    ...(consent === null ? [] : [`consent: ${quoted(onOneLine(consent))}`]),
  ];
  return ["---", ...lines, "---", ""].join("\n");
}

/** From the start to the end of what is known of the meeting. */
function durationMs({ segments, gaps }: Transcript): number {
  return [...segments, ...gaps].reduce((last, { endSample }) => Math.max(last, samplesToMs(endSample)), 0);
}

/** The chosen language, else the one most lines are in; `auto` where nothing is known. */
function spokenLanguage({ language }: Transcript, segments: readonly ExportSegment[]): string {
  if (language !== "auto") return language;
  const counts = new Map<string, number>();
  for (const segment of segments) {
    if (segment.language !== null) counts.set(segment.language, (counts.get(segment.language) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? language;
}

/**
 * Text on one line as a scalar in double quotes, which YAML of every version reads as that text. What could be a link, an image
 * or HTML to a reader that takes front matter for Markdown is escaped as well.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[<[]/g, (character) =>
    character === "<" ? String.raw`\u003c` : String.raw`\u005b`,
  );
}

/** What was said is never formatting: every character that Markdown, its formulas or HTML could read as markup is escaped. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~&$^]/g, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replace(/^([-+=])/, String.raw`\$1`);
}
