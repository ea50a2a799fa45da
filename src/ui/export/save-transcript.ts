import type { ErrorCode } from "../../../protocol/errors.ts";
import { uiLanguage } from "../../i18n/index.ts";
import { exportFileName } from "../../shared/export/file-name.ts";
import type { ExportFormat } from "../../shared/export/formats.ts";
import type { ExportParts } from "../../shared/export/parts.ts";
import type { Transcript } from "../../shared/transcript.ts";

export type SaveFailure = Extract<ErrorCode, `export_${string}`>;

/**
 * Saves the transcript as it stands now, also in the middle of a meeting (UI-4). Resolves once the browser has written the
 * file, or the user has changed their mind, to null; else to why there is no file.
 */
export async function saveTranscript(
  transcript: Transcript,
  { extension, mimeType, render }: ExportFormat,
  parts: ExportParts,
): Promise<SaveFailure | null> {
  let url = "";
  try {
    const file = await render(transcript, uiLanguage, parts);
    url = URL.createObjectURL(new Blob([file], { type: mimeType }));
    const filename = exportFileName(transcript, extension);
    const interruption = await endOf(await chrome.downloads.download({ url, filename }));
    return interruption === null ? null : failureOf(interruption);
  } catch (refusal) {
    return failureOf(refusal instanceof Error ? refusal.message : "");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Resolves when the browser is done with that download: to null, or to why it broke off. */
function endOf(id: number): Promise<string | null> {
  return new Promise((resolve) => {
    const look = async () => {
      const [download] = await chrome.downloads.search({ id });
      if (download?.state === "in_progress") return;
      chrome.downloads.onChanged.removeListener(listener);
      resolve(download?.state === "interrupted" ? (download.error ?? "") : null);
    };
    const listener = (change: chrome.downloads.DownloadDelta) => {
      if (change.id === id) void look();
    };
    chrome.downloads.onChanged.addListener(listener);
    // It may have ended before it was listened to.
    void look();
  });
}

/** What the browser's reason means for people: https://developer.chrome.com/docs/extensions/reference/api/downloads#type-InterruptReason */
function failureOf(reason: string): SaveFailure | null {
  switch (reason) {
    case "USER_CANCELED":
      return null;
    case "FILE_NO_SPACE":
      return "export_disk_full";
    case "FILE_BLOCKED":
    case "FILE_VIRUS_INFECTED":
    case "FILE_SECURITY_CHECK_FAILED":
      return "export_blocked";
    default:
      return "export_failed";
  }
}
