import { FIRST_MODEL } from "../../protocol/models.ts";
import { words } from "../i18n/index.ts";
import type { Status } from "../shared/status.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { DownloadProgress } from "../ui/models/DownloadProgress.tsx";
import { ModelOffer } from "../ui/models/ModelOffer.tsx";
import { ModelShelf } from "../ui/models/ModelShelf.tsx";
import { ModelStatus } from "../ui/models/ModelStatus.tsx";
import { missingDownload, missingModel, offeredModel } from "../ui/models/model-rows.ts";
import { modelName } from "../ui/models/model-words.ts";
import { leaveButton, Part } from "./Step.tsx";

interface ModelPartProps {
  readonly status: Status;
  readonly chosen: string;
  readonly send: SessionStore["send"];
}

/** Whether the model that the user chose can be used (pure). */
export function isModelReady({ model, models }: Pick<Status, "model" | "models">, chosen: string): boolean {
  return model?.state === "ready" && missingModel(models, chosen) === null;
}

/** The model that is needed, its download in one click and how far that is; all others behind a heading. */
export function ModelPart({ status, chosen, send }: ModelPartProps) {
  const { model, models, engine } = status;
  const offered = offeredModel(models, chosen);
  const download = missingDownload(models, chosen);
  return (
    <Part id="model" title={words.model.title}>
      <p>{words.welcome.modelBody(FIRST_MODEL)}</p>
      <ModelStatus
        model={model}
        calibration={engine?.calibration ?? null}
        isQuiet={false}
        remedy={
          offered === null ? (
            // Its figures change too often to be read out with the notice.
            download === null ? null : (
              <span>{words.models.news[download.state](modelName(download.model))}</span>
            )
          ) : (
            <ModelOffer
              models={models}
              model={offered}
              download={(event) => {
                leaveButton(event);
                send({ type: "download-model", model: offered, isChosen: offered === chosen });
              }}
            />
          )
        }
      />
      {download !== null && (
        <div class="notice" data-first-download>
          <DownloadProgress download={download} />
          <span class="choices">
            <button
              type="button"
              data-action="cancel-first-download"
              onClick={(event) => {
                leaveButton(event);
                send({ type: "cancel-download", model: download.model });
              }}
            >
              {words.models.of(words.models.cancel, download.model)}
            </button>
          </span>
        </div>
      )}
      <details data-all-models>
        <summary>{words.welcome.allModels}</summary>
        <ModelShelf models={models} offered={offered} send={send} />
      </details>
    </Part>
  );
}
