import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportGap, type ExportLine, type ExportSegment, exportLines, onOneLine } from "./segments.ts";

/** Markdown: a heading, then a paragraph for each turn of a speaker, and one in italics for what is missing. */
export function toMarkdown(transcript: Transcript, language: string): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const title = escaped(onOneLine(transcript.title) || wordsIn(language).panel.title);
  const consent = consentSentence(transcript, language);
  const head = [`# ${title}`, `${date} ${time}`, ...(consent === null ? [] : [escaped(consent)])];
  return `${[...head, ...paragraphs(exportLines(transcript, language))].join("\n\n")}\n`;
}

function paragraphs(lines: readonly ExportLine[]): readonly string[] {
  const written: string[] = [];
  let turn: ExportSegment[] = [];
  const endTurn = () => {
    if (turn.length > 0) written.push(spoken(turn));
    turn = [];
  };
  for (const line of lines) {
    if (line.type === "gap" || line.segment.source !== turn[0]?.source) endTurn();
    if (line.type === "gap") written.push(missing(line.gap));
    else turn.push(line.segment);
  }
  endTurn();
  return written;
}

function spoken(turn: readonly ExportSegment[]): string {
  const [first] = turn;
  if (first === undefined) return "";
  const words = turn.map(({ text }) => escaped(onOneLine(text))).join("\n");
  return `**${escaped(onOneLine(first.speaker))}** · ${clock(first.startMs)}\n\n${words}`;
}

function missing({ startMs, endMs, sentence }: ExportGap): string {
  return `*${clock(startMs)} – ${clock(endMs)} · ${escaped(sentence)}*`;
}

/** What was said is never formatting: every character that Markdown, its formulas or HTML could read as markup is escaped. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~&$^]/g, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replace(/^([-+=])/, String.raw`\$1`);
}
