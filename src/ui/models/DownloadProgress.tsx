import type { ModelDownload } from "../../../protocol/reports.ts";
import { formatDuration, formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { fractionOf, modelName } from "./model-words.ts";
import { useSecondsLeft } from "./time-left.ts";

/** How far a download is: a bar, percent, sizes, and how long it will take. */
export function DownloadProgress({ download }: { readonly download: ModelDownload }) {
  const { model, state, received_bytes: received, total_bytes: total } = download;
  const fraction = state === "checking" || received === 0 ? null : fractionOf(received, total);
  const seconds = useSecondsLeft(download);
  const name = words.models.progress(modelName(model));
  const text =
    state === "checking"
      ? words.models.checking
      : received === 0
        ? words.models.waiting
        : words.models.downloading(
            formatSize(received),
            total === null ? null : formatSize(total),
            fraction === null ? null : Math.floor(fraction * 100),
          );
  return (
    <span class="download" data-download={state}>
      {/* Without a value the bar only moves: how much is left is not known. */}
      {fraction === null ? <progress aria-label={name} /> : <progress value={fraction} aria-label={name} />}
      <span class="quiet">{text}</span>
      {seconds !== null && (
        <span class="quiet" data-time-left>
          {words.models.timeLeft(formatDuration(seconds))}
        </span>
      )}
    </span>
  );
}
