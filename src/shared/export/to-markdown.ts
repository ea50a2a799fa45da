import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { frontMatter } from "./front-matter.ts";
import { type ExportGap, exportBookmarks, exportLines, onOneLine } from "./segments.ts";
import { type ExportTurn, exportTurns } from "./turns.ts";

/** Markdown: front matter, a heading, then a paragraph for each turn of a speaker, and one in italics for what is missing. */
export function toMarkdown(transcript: Transcript, language: string): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const title = onOneLine(transcript.title) || wordsIn(language).panel.title;
  const consent = consentSentence(transcript, language);
  const head = [`# ${escaped(title)}`, `${date} ${time}`, ...(consent === null ? [] : [escaped(consent)])];
  const turns = exportTurns(exportLines(transcript, language));
  const body = turns.map((turn) => (turn.type === "gap" ? missing(turn.gap) : spoken(turn)));
  const marked = exportBookmarks(transcript).map(({ startMs, note }) =>
    `- ${clock(startMs)} ${escaped(note)}`.trimEnd(),
  );
  const marks =
    marked.length === 0 ? [] : [`## ${wordsIn(language).panel.bookmarks.title}`, marked.join("\n")];
  return `${frontMatter({ ...transcript, title }, language)}\n${[...head, ...body, ...marks].join("\n\n")}\n`;
}

function spoken({ first, segments }: Extract<ExportTurn, { type: "turn" }>): string {
  const words = segments.map(({ text }) => escaped(onOneLine(text))).join("\n");
  const name = escaped(onOneLine(first.speaker));
  return `${name === "" ? "" : `**${name}** · `}${clock(first.startMs)}\n\n${words}`;
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
