import type { Transcript } from "../transcript.ts";
import { toCsv } from "./to-csv.ts";
import { toHtml } from "./to-html.ts";
import { toJson } from "./to-json.ts";
import { toMarkdown } from "./to-markdown.ts";
import { toText } from "./to-text.ts";

export interface ExportFormat {
  readonly format: "txt" | "md" | "html" | "srt" | "vtt" | "csv" | "json";
  readonly extension: string;
  readonly mimeType: string;
  /** `language` is the reader's own (BCP 47): what Earshot adds to what was said is written in it. */
  readonly render: (transcript: Transcript, language: string) => string | Promise<string>;
}

/**
 * Every file a transcript can be saved as (UI-4), in the order they are offered. What cuts subtitles is loaded with the first of
 * them: its tables take longer than all else that the panel loads.
 */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { format: "txt", extension: "txt", mimeType: "text/plain;charset=utf-8", render: toText },
  { format: "md", extension: "md", mimeType: "text/markdown;charset=utf-8", render: toMarkdown },
  { format: "html", extension: "html", mimeType: "text/html;charset=utf-8", render: toHtml },
  { format: "srt", extension: "srt", mimeType: "application/x-subrip;charset=utf-8", render: srt },
  { format: "vtt", extension: "vtt", mimeType: "text/vtt;charset=utf-8", render: vtt },
  { format: "csv", extension: "csv", mimeType: "text/csv;charset=utf-8", render: toCsv },
  { format: "json", extension: "json", mimeType: "application/json", render: toJson },
];

async function srt(transcript: Transcript, language: string): Promise<string> {
  const { toSrt } = await import("./to-srt.ts");
  return toSrt(transcript, language);
}

async function vtt(transcript: Transcript, language: string): Promise<string> {
  const { toVtt } = await import("./to-vtt.ts");
  return toVtt(transcript, language);
}
