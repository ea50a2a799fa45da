import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { Question } from "../../ui/controls/Question.tsx";
import { DownloadProgress } from "../../ui/models/DownloadProgress.tsx";
import { ModelOffer } from "../../ui/models/ModelOffer.tsx";
import { ModelShelf } from "../../ui/models/ModelShelf.tsx";
import { ModelStatus } from "../../ui/models/ModelStatus.tsx";
import { isMissing, missingDownload, offeredModel } from "../../ui/models/model-rows.ts";
import { downloadSize, sourceWords } from "../../ui/models/model-size.ts";
import { modelName } from "../../ui/models/model-words.ts";
import { modelChoices } from "./model-choices.ts";

interface ModelFieldProps {
  readonly status: Status;
  readonly chosen: string;
  readonly choose: (model: string) => void;
  readonly send: SessionStore["send"];
}

/** Which model captions, and the care of all of them. One that is not here is downloaded only after a question. */
export function ModelField({ status, chosen, choose, send }: ModelFieldProps) {
  const [asked, setAsked] = useState<string | null>(null);
  // A popup that is opened again shows what is going on.
  const [isShelfOpen, setIsShelfOpen] = useState(status.models.downloads.length > 0);
  const field = useRef<HTMLSelectElement>(null);
  const { model, models, engine } = status;
  const choices = modelChoices(models, chosen);
  const missing = asked === null && models.next === null ? offeredModel(models, chosen) : null;
  const shown = asked ?? models.next ?? chosen;
  const next = models.downloads.find((download) => download.model === models.next);
  const underWay = models.next === null ? missingDownload(models, chosen) : null;
  const pick = (name: string) => {
    const isAsked = isMissing(models, name) && name !== chosen && name !== models.next;
    setAsked(isAsked ? name : null);
    if (isAsked || name === models.next) return;
    if (name !== chosen) return choose(name);
    // Back to the active one: what comes is not to be used any more. The settings do not change by that.
    if (models.next !== null) send({ type: "download-model", model: models.next, isChosen: false });
  };
  const answer = (isWanted: boolean) => {
    if (isWanted && asked !== null) {
      send({ type: "download-model", model: asked, isChosen: true });
      // A download that fails says so there.
      setIsShelfOpen(true);
    }
    setAsked(null);
    field.current?.focus();
  };
  // The browser has moved the list by itself; it goes back with the question.
  useLayoutEffect(() => {
    if (field.current !== null) field.current.value = shown;
  }, [shown]);
  return (
    <div class="model-field">
      <label>
        <span>{words.model.title}</span>
        <select name="model" ref={field} onChange={(event) => pick(event.currentTarget.value)}>
          {choices.map(({ name, label }) => (
            <option key={name} value={name} selected={name === shown}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {asked !== null && (
        <Question
          ask={words.models.ask(asked, downloadSize(models, asked), sourceWords(models, asked))}
          yes={{ action: "confirm-download", label: words.models.askYes, give: () => answer(true) }}
          no={{ action: "cancel-download-question", label: words.models.askNo, give: () => answer(false) }}
          isDestructive={false}
        />
      )}
      {models.next !== null && (
        <div class="notice" data-next-model={models.next}>
          <span>{words.models.next(models.next)}</span>
          {next !== undefined && <DownloadProgress download={next} />}
        </div>
      )}
      <ModelStatus
        model={model}
        calibration={engine?.calibration ?? null}
        isQuiet={false}
        remedy={
          missing === null ? (
            // How far it is stands in the list.
            underWay === null ? null : (
              <span>{words.models.news[underWay.state](modelName(underWay.model))}</span>
            )
          ) : (
            <ModelOffer
              models={models}
              model={missing}
              download={() => {
                send({ type: "download-model", model: missing, isChosen: missing === chosen });
                setIsShelfOpen(true);
                field.current?.focus();
              }}
            />
          )
        }
      />
      <details
        class="models"
        open={isShelfOpen}
        onToggle={(event) => setIsShelfOpen(event.currentTarget.open)}
      >
        <summary>{words.models.title}</summary>
        <ModelShelf models={models} offered={missing} send={send} />
      </details>
    </div>
  );
}
