import { cueTimestamp } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportLine, exportLines, onOneLine } from "./segments.ts";

/** Spreadsheets read UTF-8 only where it is marked. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Comma-separated values after RFC 4180: a row for each line and for what is missing, with its times as `hh:mm:ss.mmm`, the
 * speaker (empty where sound is missing), the language (empty where it is not known) and the words.
 */
export function toCsv(transcript: Transcript, language: string): string {
  const rows = [
    ["start", "end", "speaker", "language", "text"],
    ...exportLines(transcript, language).map(row),
  ];
  return BYTE_ORDER_MARK + rows.map((fields) => `${fields.map(quoted).join(",")}\r\n`).join("");
}

function row(line: ExportLine): readonly string[] {
  const { startMs, endMs } = line.type === "gap" ? line.gap : line.segment;
  const times = [cueTimestamp(startMs, "."), cueTimestamp(endMs, ".")];
  if (line.type === "gap") return [...times, "", "", line.gap.sentence];
  const { speaker, language, text } = line.segment;
  return [...times, onOneLine(speaker), language ?? "", onOneLine(text)];
}

/** What was said is never a formula, as spreadsheets would take it: https://owasp.org/www-community/attacks/CSV_Injection. */
function quoted(field: string): string {
  const plain = /^[=+\-@]/.test(field) ? `'${field}` : field;
  return `"${plain.replaceAll('"', '""')}"`;
}
