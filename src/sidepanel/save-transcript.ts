import { exportFileName } from "../shared/export/file-name.ts";
import type { ExportFormat } from "../shared/export/formats.ts";
import type { Transcript } from "../shared/transcript.ts";
import { uiLanguage } from "../ui/words.ts";

/** The browser has taken the file over long before this. */
const RELEASE_AFTER_MS = 60_000;

/** Downloads the transcript as it stands now, also in the middle of a meeting (UI-4). Needs no permission. */
export function saveTranscript(transcript: Transcript, { extension, mimeType, render }: ExportFormat): void {
  const url = URL.createObjectURL(new Blob([render(transcript, uiLanguage)], { type: mimeType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = exportFileName(transcript, extension);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
}
