import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { ModelCare } from "../../shared/status.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { type ModelRow, modelRows } from "./model-rows.ts";
import { downloadSize, partWords, sourceWords } from "./model-size.ts";
import { downloadFailure } from "./model-words.ts";

interface ModelOfferProps {
  readonly models: ModelCare;
  /** The model that is not here. */
  readonly model: string;
  /** The button goes with it: the view says where the keyboard's focus stays. */
  readonly download: (pressed: { readonly currentTarget: HTMLElement }) => void;
}

/**
 * A missing model, one button away: nothing is fetched before it is pressed, and it says how much and from where. Of one that was
 * begun it says why it has stopped, and what of it is here.
 */
export function ModelOffer({ models, model, download }: ModelOfferProps) {
  const row = modelRows(models).find(({ entry }) => entry.model === model);
  const failure = row?.download?.state === "failed" ? row.download.error : null;
  const { free_bytes: freeBytes = null } = models.list ?? {};
  const hasRoom = row?.hasRoom !== false || freeBytes === null;
  return (
    <>
      {failure === null ? (
        <span>{words.models.missing(model)}</span>
      ) : (
        <ErrorNotice code={failure} text={downloadFailure(failure)} />
      )}
      {row?.isPart === true && <span data-part>{partWords(row)}</span>}
      {/* The button works all the same: room may have been made since, and the download itself looks. */}
      {!hasRoom && failure !== "disk_full" && (
        <span data-no-room>{words.models.noRoom(formatSize(freeBytes))}</span>
      )}
      <span class="choices">
        <button
          type="button"
          class="primary"
          data-action="download-chosen"
          data-offered-model={model}
          onClick={download}
        >
          {offerWords(models, model, row)}
        </button>
      </span>
    </>
  );
}

function offerWords(models: ModelCare, model: string, row: ModelRow | undefined): string {
  const { goOn, of, offer, tryAgain } = words.models;
  if (row?.download?.state === "failed") return of(tryAgain, model);
  if (row?.isPart === true) return of(goOn, model);
  return offer(model, downloadSize(models, model), sourceWords(models, model));
}
