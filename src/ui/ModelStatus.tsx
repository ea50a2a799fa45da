import type { Calibration, ModelProgress } from "../../protocol/reports.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { errorText } from "./error-text.ts";
import { calibrationWords, modelNews } from "./model-words.ts";
import { words } from "./words.ts";

interface ModelStatusProps {
  readonly model: ModelProgress | null;
  /** What this computer was found to do with it, told where nothing needs attention. */
  readonly calibration?: Calibration | null;
  readonly isQuiet: boolean;
}

/** The model that really works, its download, and why another stands in. `isQuiet`: only what needs attention. */
export function ModelStatus({ model, calibration = null, isQuiet }: ModelStatusProps) {
  const news = modelNews(model);
  if (news === null) return isQuiet ? null : <p class="quiet">{words.model.unknown}</p>;
  if (news.kind === "failed" && news.cause !== null) return <ErrorNotice code={news.cause} />;
  if (news.kind === "ready")
    return isQuiet ? null : (
      <p class="quiet" data-model="ready">
        {calibration !== null && calibration.model === model?.loaded?.model
          ? calibrationWords(calibration)
          : news.sentence}
      </p>
    );
  const cause = news.cause === null ? null : errorText(news.cause);
  return (
    <div class="notice" role="status" data-model={news.kind}>
      <span>{news.sentence}</span>
      {news.fraction !== null && <progress value={news.fraction} aria-label={news.sentence} />}
      {news.kind === "busy" && <span class="quiet">{words.model.safeMeanwhile}</span>}
      {cause !== null && (
        <span class="quiet">
          {cause.sentence} {cause.remedy}
        </span>
      )}
    </div>
  );
}
