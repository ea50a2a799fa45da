import type { Transcript } from "../transcript.ts";
import { type ExportSegment, exportSegments, onOneLine } from "./segments.ts";
import { clock, localDate } from "./timestamps.ts";

/** Markdown: a heading, then a paragraph for each turn of a speaker. */
export function toMarkdown(transcript: Transcript): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const title = escaped(onOneLine(transcript.title) || "Transcript");
  const head = `# ${title}\n\n${date} ${time}`;
  return `${[head, ...turns(exportSegments(transcript)).map(paragraph)].join("\n\n")}\n`;
}

function paragraph(turn: readonly ExportSegment[]): string {
  const [first] = turn;
  if (first === undefined) return "";
  const words = turn.map(({ text }) => escaped(onOneLine(text))).join("\n");
  return `**${escaped(onOneLine(first.speaker))}** · ${clock(first.startMs)}\n\n${words}`;
}

function turns(segments: readonly ExportSegment[]): readonly (readonly ExportSegment[])[] {
  const grouped: ExportSegment[][] = [];
  for (const segment of segments) {
    const turn = grouped.at(-1);
    if (turn?.[0]?.source === segment.source) turn.push(segment);
    else grouped.push([segment]);
  }
  return grouped;
}

/** What was said is never formatting: every character that Markdown or HTML could read as markup is escaped. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~&]/g, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replace(/^([-+=])/, String.raw`\$1`);
}
