import type { Transcript } from "../transcript.ts";
import { onOneLine } from "./segments.ts";
import { localDate } from "./timestamps.ts";

/** Graphemes of the title in a file name; leaves room under the 255 bytes of most file systems. */
const TITLE_GRAPHEMES = 60;

/** `earshot-YYYY-MM-DD-HHMM-title.ext` in local time, valid on Linux, macOS and Windows. */
export function exportFileName(transcript: Transcript, extension: string): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const title = fileNamePart(transcript.title);
  return `${["earshot", date, time.replace(":", ""), ...(title === "" ? [] : [title])].join("-")}.${extension}`;
}

/** Letters and digits of any language stay; all else, the page's tricks included, becomes a hyphen. */
function fileNamePart(title: string): string {
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const clean = onOneLine(title.normalize("NFC"))
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  const short = Array.from(graphemes.segment(clean), ({ segment }) => segment).slice(0, TITLE_GRAPHEMES);
  return short.join("").replaceAll(/-+$/g, "");
}
