import type { Transcript } from "../transcript.ts";
import type { ExportParts } from "./parts.ts";
import { toCsv } from "./to-csv.ts";
import { toHtml } from "./to-html.ts";
import { toJson } from "./to-json.ts";
import { toMarkdown } from "./to-markdown.ts";
import { toText } from "./to-text.ts";

interface FileFormat {
  readonly format: "txt" | "md" | "docx" | "html" | "srt" | "vtt" | "csv" | "json";
  readonly extension: string;
  readonly mimeType: string;
}

/**
 * `language` is the reader's own (BCP 47): what Earshot adds to what was said is written in it. `parts` is what goes in, as far as
 * the format has a place for it.
 */
type Render<File> = (transcript: Transcript, language: string, parts?: ExportParts) => File | Promise<File>;

export interface TextFormat extends FileFormat {
  readonly isText: true;
  readonly render: Render<string>;
}

interface BinaryFormat extends FileFormat {
  readonly isText: false;
  readonly render: Render<Uint8Array<ArrayBuffer>>;
}

export type ExportFormat = TextFormat | BinaryFormat;

const WORD_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * Every file a transcript can be saved as (UI-4), in the order they are offered. What writes Word documents and what cuts
 * subtitles is loaded with the first of them: either takes longer than all else that the panel loads.
 */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { format: "txt", extension: "txt", mimeType: "text/plain;charset=utf-8", isText: true, render: toText },
  {
    format: "md",
    extension: "md",
    mimeType: "text/markdown;charset=utf-8",
    isText: true,
    render: toMarkdown,
  },
  { format: "docx", extension: "docx", mimeType: WORD_DOCUMENT, isText: false, render: docx },
  { format: "html", extension: "html", mimeType: "text/html;charset=utf-8", isText: true, render: toHtml },
  {
    format: "srt",
    extension: "srt",
    mimeType: "application/x-subrip;charset=utf-8",
    isText: true,
    render: srt,
  },
  { format: "vtt", extension: "vtt", mimeType: "text/vtt;charset=utf-8", isText: true, render: vtt },
  { format: "csv", extension: "csv", mimeType: "text/csv;charset=utf-8", isText: true, render: toCsv },
  { format: "json", extension: "json", mimeType: "application/json", isText: true, render: toJson },
];

/** Those that can be put on the clipboard as they are. */
export const TEXT_FORMATS: readonly TextFormat[] = EXPORT_FORMATS.filter(
  (format): format is TextFormat => format.isText,
);

async function docx(...what: Parameters<Render<unknown>>): Promise<Uint8Array<ArrayBuffer>> {
  const { toDocx } = await import("./to-docx.ts");
  return toDocx(...what);
}

async function srt(...what: Parameters<Render<unknown>>): Promise<string> {
  const { toSrt } = await import("./subtitles/to-srt.ts");
  return toSrt(...what);
}

async function vtt(...what: Parameters<Render<unknown>>): Promise<string> {
  const { toVtt } = await import("./subtitles/to-vtt.ts");
  return toVtt(...what);
}
