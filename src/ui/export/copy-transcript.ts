import { errorKind } from "../../../protocol/errors.ts";
import { uiLanguage } from "../../i18n/index.ts";
import type { ExportFormat } from "../../shared/export/formats.ts";
import type { ExportParts } from "../../shared/export/parts.ts";
import { toHtml } from "../../shared/export/to-html.ts";
import { toMarkdown } from "../../shared/export/to-markdown.ts";
import { toText } from "../../shared/export/to-text.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { copyText } from "../controls/copy-text.ts";

/** What can be copied: plain, for a place that reads Markdown, and as a formatted text. */
const COPIED_FORMATS = ["txt", "md", "html"] as const satisfies readonly ExportFormat["format"][];
export type CopiedFormat = (typeof COPIED_FORMATS)[number];

export function isCopied(format: ExportFormat["format"]): format is CopiedFormat {
  return COPIED_FORMATS.some((copied) => copied === format);
}

/** Puts what would be saved on the clipboard. Resolves to null, or to why it is not there. */
export async function copyTranscript(
  transcript: Transcript,
  format: CopiedFormat,
  parts: ExportParts,
): Promise<"copy_refused" | null> {
  const text = () => toText(transcript, uiLanguage, parts);
  try {
    if (format === "txt") await copyText(text());
    else if (format === "md") await copyText(toMarkdown(transcript, uiLanguage, parts));
    else await copyFormatted(toHtml(transcript, uiLanguage, parts), text());
    return null;
  } catch (error) {
    console.warn("The browser did not copy a transcript:", errorKind(error));
    return "copy_refused";
  }
}

/** A program that takes no formatted text pastes the plain one. */
async function copyFormatted(html: string, text: string): Promise<void> {
  const item = new ClipboardItem({
    "text/html": new Blob([html], { type: "text/html" }),
    "text/plain": new Blob([text], { type: "text/plain" }),
  });
  await navigator.clipboard.write([item]);
}
