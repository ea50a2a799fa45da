import { words } from "../../i18n/index.ts";
import type { ModelCare } from "../../shared/status.ts";
import { downloadSize, sourceWords } from "./model-size.ts";

interface ModelOfferProps {
  readonly models: ModelCare;
  /** The model that is not here. */
  readonly model: string;
  readonly download: () => void;
}

/** A missing model, one button away: nothing is fetched before it is pressed, and it says how much and from where. */
export function ModelOffer({ models, model, download }: ModelOfferProps) {
  return (
    <>
      <span>{words.models.missing(model)}</span>
      <span class="choices">
        <button
          type="button"
          class="primary"
          data-action="download-chosen"
          data-offered-model={model}
          onClick={download}
        >
          {words.models.offer(model, downloadSize(models, model), sourceWords(models, model))}
        </button>
      </span>
    </>
  );
}
