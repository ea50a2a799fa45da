import { samplesToMs } from "../../../protocol/audio.ts";
import { consentSentence } from "../consent.ts";
import { clock } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportSegment, exportSegments, onOneLine } from "./segments.ts";

/**
 * What of a meeting stands before its words, as YAML that other programs read: https://yaml.org/spec/1.2.2/.
 * @param transcript with a title on one line
 */
export function frontMatter(transcript: Transcript, language: string): string {
  const segments = exportSegments(transcript);
  const speakers = [...new Set(segments.map(({ speaker }) => onOneLine(speaker)))];
  const consent = consentSentence(transcript, language);
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
