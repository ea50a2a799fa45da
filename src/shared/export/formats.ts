import type { Transcript } from "../transcript.ts";
import { toCsv } from "./to-csv.ts";
import { toHtml } from "./to-html.ts";
import { toJson } from "./to-json.ts";
import { toMarkdown } from "./to-markdown.ts";
import { toSrt } from "./to-srt.ts";
import { toText } from "./to-text.ts";
import { toVtt } from "./to-vtt.ts";

export interface ExportFormat {
  readonly format: "txt" | "md" | "html" | "srt" | "vtt" | "csv" | "json";
  readonly extension: string;
  readonly mimeType: string;
  /** `language` is the reader's own (BCP 47): what Earshot adds to what was said is written in it. */
  readonly render: (transcript: Transcript, language: string) => string;
}

/** Every file a transcript can be saved as (UI-4), in the order they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { format: "txt", extension: "txt", mimeType: "text/plain;charset=utf-8", render: toText },
  { format: "md", extension: "md", mimeType: "text/markdown;charset=utf-8", render: toMarkdown },
  { format: "html", extension: "html", mimeType: "text/html;charset=utf-8", render: toHtml },
  { format: "srt", extension: "srt", mimeType: "application/x-subrip;charset=utf-8", render: toSrt },
  { format: "vtt", extension: "vtt", mimeType: "text/vtt;charset=utf-8", render: toVtt },
  { format: "csv", extension: "csv", mimeType: "text/csv;charset=utf-8", render: toCsv },
  { format: "json", extension: "json", mimeType: "application/json", render: toJson },
];
