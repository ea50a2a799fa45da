import { directionOf } from "../../i18n/direction.ts";
import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { escapeMarkup } from "../text/escape-markup.ts";
import { clock, isoDuration, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";
import {
  type ExportSegment,
  exportBookmarks,
  exportLines,
  exportMarksTitle,
  exportVersions,
  highlightedWords,
  onOneLine,
} from "./segments.ts";
import { type ExportTurn, exportTurns } from "./turns.ts";

/** Read on a screen of any width, in the dark, and on paper, where no turn is torn from its speaker. */
const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.6 system-ui, sans-serif; }
h1 { line-height: 1.25; }
h2 { margin: 1.75rem 0 0; font-size: 1rem; break-after: avoid; }
h2 time { font-weight: normal; color: color-mix(in srgb, CanvasText 80%, Canvas); }
p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
.gap { margin-top: 1.75rem; font-style: italic; }
mark { text-decoration: underline; }
.version { font-size: 0.875em; font-style: italic; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } }
`;

/** A page that stands alone: no script, nothing that is loaded. Each text has its own direction of writing. */
export function toHtml(transcript: Transcript, language: string, parts: ExportParts = FIRST_PARTS): string {
  const { panel, language: written } = wordsIn(language);
  const { date, time } = localDate(transcript.startedAtMs);
  const title = escapeMarkup(onOneLine(transcript.title) || panel.title);
  const consent = parts.consent ? consentSentence(transcript, language) : null;
  const turns = exportTurns(exportLines(transcript, language, parts));
  return `<!doctype html>
<html lang="${written}" dir="${directionOf(written)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${title}</h1>
<p><time datetime="${new Date(transcript.startedAtMs).toISOString()}">${date} ${time}</time></p>
${consent === null ? "" : `<p>${escapeMarkup(consent)}</p>\n`}<main>
${turns.map((turn) => section(turn, language, parts)).join("\n")}
</main>
${parts.bookmarks ? marked(transcript, language, parts) : ""}</body>
</html>
`;
}

function section(turn: ExportTurn, language: string, parts: ExportParts): string {
  if (turn.type === "gap") {
    const { startMs, endMs, sentence } = turn.gap;
    const times = parts.times ? `${moment(startMs)} – ${moment(endMs)} · ` : "";
    return `<p class="gap">${times}${escapeMarkup(sentence)}</p>`;
  }
  const { speaker, startMs } = turn.first;
  const head = [
    ...(parts.speakers ? [`<bdi>${escapeMarkup(onOneLine(speaker))}</bdi>`] : []),
    ...(parts.times ? [moment(startMs)] : []),
  ];
  const lines = turn.segments.flatMap((segment) => [
    `<p${spokenIn(segment.language)}>${said(segment, parts)}</p>`,
    ...exportVersions(segment, language, parts).map(({ origin, text, language: spoken }) => {
      const quote = `<q${spokenIn(spoken)}>${escapeMarkup(text)}</q>`;
      return `<p class="version">${escapeMarkup(origin)} ${quote}</p>`;
    }),
  ]);
  return [...(head.length === 0 ? [] : [`<h2>${head.join(" ")}</h2>`]), ...lines].join("\n");
}

function said({ text, isHighlighted }: ExportSegment, parts: ExportParts): string {
  const words = escapeMarkup(onOneLine(text));
  return isHighlighted && parts.bookmarks ? `<mark>${words}</mark>` : words;
}

/** The attributes of a text of that language, with its own direction of writing. */
function spokenIn(language: string | null): string {
  const named = language === null ? "" : ` lang="${escapeMarkup(language).replaceAll('"', "&quot;")}"`;
  return ` dir="auto"${named}`;
}

function marked(transcript: Transcript, language: string, parts: ExportParts): string {
  const marks = exportBookmarks(transcript);
  if (marks.length === 0) return "";
  const items = marks.map(({ startMs, note, line }) => {
    const words = escapeMarkup(highlightedWords(line, parts));
    const highlight = words === "" ? "" : `<mark${spokenIn(line?.language ?? null)}>${words}</mark> `;
    return `<li>${moment(startMs)} ${highlight}<bdi>${escapeMarkup(note)}</bdi></li>`;
  });
  return `<aside>\n<h2>${escapeMarkup(exportMarksTitle(marks, language))}</h2>\n<ul>\n${items.join("\n")}\n</ul>\n</aside>\n`;
}

function moment(ms: number): string {
  return `<time datetime="${isoDuration(ms)}">${clock(ms)}</time>`;
}
