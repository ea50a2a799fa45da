import { cueTimestamp } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";
import { type ExportLine, exportLines, exportVersions, labelled, onOneLine } from "./segments.ts";

/** Spreadsheets read UTF-8 only where it is marked. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Comma-separated values after RFC 4180: a row for each line and for what is missing, with its times as `hh:mm:ss.mmm`, the
 * speaker (empty where audio is missing), the language (empty where it is not known), the words and, each on a line of its own
 * within the field, its other versions. What is left out has no column.
 */
export function toCsv(transcript: Transcript, language: string, parts: ExportParts = FIRST_PARTS): string {
  const isWanted = [parts.times, parts.times, parts.speakers, true, true, parts.versions];
  const rows = [
    ["start", "end", "speaker", "language", "text", "versions"],
    ...exportLines(transcript, language, parts).map((line) => row(line, language, parts)),
  ].map((fields) => fields.filter((_field, column) => isWanted[column] === true));
  return BYTE_ORDER_MARK + rows.map((fields) => `${fields.map(quoted).join(",")}\r\n`).join("");
}

function row(line: ExportLine, written: string, parts: ExportParts): readonly string[] {
  const { startMs, endMs } = line.type === "gap" ? line.gap : line.segment;
  const times = [cueTimestamp(startMs, "."), cueTimestamp(endMs, ".")];
  if (line.type === "gap") return [...times, "", "", line.gap.sentence, ""];
  const { speaker, language, text } = line.segment;
  const versions = exportVersions(line.segment, written, parts).map((version) =>
    labelled(version.origin, version.text),
  );
  return [...times, onOneLine(speaker), language ?? "", onOneLine(text), versions.join("\n")];
}

/** What was said is never a formula, as spreadsheets would take it: https://owasp.org/www-community/attacks/CSV_Injection. */
function quoted(field: string): string {
  const plain = /^[=+\-@]/.test(field) ? `'${field}` : field;
  return `"${plain.replaceAll('"', '""')}"`;
}
