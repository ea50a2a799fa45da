import { localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { onOneLine } from "./segments.ts";

/**
 * Bytes of the title in a file name, in UTF-8. Most file systems take 255 in all and an encrypted home folder 143: date and
 * ending are 35, and the browser adds up to 15 while it downloads and where a file of that name is there already.
 */
const TITLE_BYTES = 90;

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
  let short = "";
  let bytes = 0;
  for (const { segment } of graphemes.segment(clean)) {
    bytes += utf8Bytes(segment);
    if (bytes > TITLE_BYTES) break;
    short += segment;
  }
  return short.replaceAll(/-+$/g, "");
}

/** Length of well-formed text in UTF-8. */
function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x8_00 ? 2 : codePoint < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
