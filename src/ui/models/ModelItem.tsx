import { useRef, useState } from "preact/hooks";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { Question } from "../controls/Question.tsx";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { DownloadProgress } from "./DownloadProgress.tsx";
import type { ModelRow } from "./model-rows.ts";
import { modelSize, partWords } from "./model-size.ts";
import { downloadFailure, modelName } from "./model-words.ts";

interface ModelItemProps {
  readonly row: ModelRow;
  readonly freeBytes: number | null;
  /** It is offered elsewhere in the view, with all that keeps it from being fetched. */
  readonly isOffered: boolean;
  /** Why what was asked last about this model was refused. */
  readonly refusal: ErrorCode | null;
  readonly send: SessionStore["send"];
}

/** One model: its name, where it is, and what can be done about it. */
export function ModelItem({ row, freeBytes, isOffered, refusal, send }: ModelItemProps) {
  const [isRemoving, setIsRemoving] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const { entry, download, isUnderWay, isPart, hasRoom } = row;
  const { model } = entry;
  const text = words.models;
  const name = modelName(model);
  const failure = download?.state === "failed" ? download.error : null;
  const isMissing = !entry.is_installed && !isUnderWay && !isOffered;
  const action = (key: string, label: string, does: () => void, isDisabled = false) => (
    <button
      type="button"
      key={key}
      data-action={key}
      disabled={isDisabled}
      aria-label={text.of(label.replace("…", ""), name)}
      onClick={does}
    >
      {label}
    </button>
  );
  const answerRemoval = (isWanted: boolean) => {
    setIsRemoving(false);
    // The question is gone with the focus on it; the row takes it.
    item.current?.focus();
    if (isWanted) send({ type: "remove-model", model });
  };
  return (
    <li ref={item} tabIndex={-1} data-model-row={model} data-installed={entry.is_installed}>
      <span class="model-name">
        <strong>{name}</strong>
        {entry.is_in_use && <span class="badge">{text.inUse}</span>}
      </span>
      <span class="model-place">
        {isUnderWay && download !== null ? (
          <DownloadProgress download={download} />
        ) : (
          <span class="quiet">{placeWords(row)}</span>
        )}
      </span>
      {!isRemoving && (
        <span class="model-actions">
          {isUnderWay &&
            action("cancel-download", text.cancel, () => send({ type: "cancel-download", model }))}
          {!entry.is_installed &&
            !isUnderWay &&
            action(
              "download-model",
              downloadLabel(row),
              () => send({ type: "download-model", model, isChosen: false }),
              !hasRoom,
            )}
          {entry.kind === "whisper" &&
            ((entry.is_installed && !entry.is_in_use) || isPart) &&
            action("remove-model", isPart ? text.removePart : text.remove, () => setIsRemoving(true))}
        </span>
      )}
      {isRemoving && (
        <Question
          ask={text.removeAsk(entry.is_installed && entry.bytes !== null ? formatSize(entry.bytes) : null)}
          yes={{ action: "confirm-remove", label: text.removeYes, give: () => answerRemoval(true) }}
          no={{ action: "cancel-remove", label: text.removeNo, give: () => answerRemoval(false) }}
          isDestructive={true}
        />
      )}
      {isMissing && !hasRoom && failure !== "disk_full" && freeBytes !== null && (
        <span class="notice" data-no-room>
          {text.noRoom(formatSize(freeBytes))}
        </span>
      )}
      {failure !== null && !isOffered && <ErrorNotice code={failure} text={downloadFailure(failure)} />}
      {refusal !== null && <ErrorNotice code={refusal} />}
    </li>
  );
}

function placeWords(row: ModelRow): string {
  const { entry, isPart } = row;
  const text = words.models;
  const size = modelSize(entry);
  if (isPart) return partWords(row);
  if (entry.kind === "demo") return text.comesAlong;
  if (entry.kind === "local") return text.own(size);
  return entry.is_installed ? text.here(size) : text.away(size);
}

function downloadLabel({ download, isPart }: ModelRow): string {
  if (download?.state === "failed") return words.models.tryAgain;
  return isPart ? words.models.goOn : words.models.download;
}
