import type { ComponentChildren } from "preact";
import type { Calibration, ModelProgress } from "../../../protocol/reports.ts";
import { words } from "../../i18n/index.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { calibrationWords, type ModelNotice, modelNotice } from "./model-words.ts";

interface ModelStatusProps {
  readonly model: ModelProgress | null;
  /** What this computer was found to do with it, shown where nothing needs attention. */
  readonly calibration?: Calibration | null;
  readonly isQuiet: boolean;
  /** A way out in place, for a chosen model that is not here. */
  readonly remedy?: ComponentChildren;
}

/** The model that really works, its download, and why another stands in. `isQuiet`: only what needs attention. */
export function ModelStatus({ remedy = null, ...props }: ModelStatusProps) {
  const notice = modelNotice(props.model);
  // What stands in and what to do about it are one notice.
  const isInside = notice?.kind === "substitute";
  return (
    <>
      <ModelSentence {...props} notice={notice} remedy={isInside ? remedy : null} />
      {remedy !== null && !isInside && <div class="notice">{remedy}</div>}
    </>
  );
}

interface ModelSentenceProps extends ModelStatusProps {
  readonly notice: ModelNotice | null;
}

function ModelSentence({ model, notice, calibration = null, isQuiet, remedy = null }: ModelSentenceProps) {
  if (notice === null) return isQuiet ? null : <p class="quiet">{words.model.unknown}</p>;
  if (notice.kind === "failed" && notice.cause !== null) return <ErrorNotice code={notice.cause} />;
  if (notice.kind === "ready")
    return isQuiet ? null : (
      <p class="quiet" data-model="ready">
        {calibration !== null && calibration.model === model?.loaded?.model
          ? calibrationWords(calibration)
          : notice.sentence}
      </p>
    );
  // That it is not here the remedy says itself.
  const isSaidByRemedy = remedy !== null && notice.cause === "model_not_found";
  const cause = notice.cause === null || isSaidByRemedy ? null : words.errors[notice.cause];
  return (
    <div class="notice" role="status" data-model={notice.kind}>
      <span>{notice.sentence}</span>
      {notice.fraction !== null && <progress value={notice.fraction} aria-label={notice.sentence} />}
      {notice.kind === "busy" && <span class="quiet">{words.model.safeMeanwhile}</span>}
      {cause !== null && <span class="quiet">{words.inOneLine([cause.sentence, cause.remedy])}</span>}
      {remedy}
    </div>
  );
}
