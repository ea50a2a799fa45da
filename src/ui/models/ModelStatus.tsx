import type { ComponentChildren } from "preact";
import type { Calibration, ModelProgress } from "../../../protocol/reports.ts";
import { words } from "../../i18n/index.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { calibrationWords, type ModelNews, modelNews } from "./model-words.ts";

interface ModelStatusProps {
  readonly model: ModelProgress | null;
  /** What this computer was found to do with it, told where nothing needs attention. */
  readonly calibration?: Calibration | null;
  readonly isQuiet: boolean;
  /** A way out in place, for a chosen model that is not here. */
  readonly remedy?: ComponentChildren;
}

/** The model that really works, its download, and why another stands in. `isQuiet`: only what needs attention. */
export function ModelStatus({ remedy = null, ...props }: ModelStatusProps) {
  const news = modelNews(props.model);
  // What stands in and what to do about it are one piece of news.
  const isInside = news?.kind === "substitute";
  return (
    <>
      <ModelNotice {...props} news={news} remedy={isInside ? remedy : null} />
      {remedy !== null && !isInside && <div class="notice">{remedy}</div>}
    </>
  );
}

interface ModelNoticeProps extends ModelStatusProps {
  readonly news: ModelNews | null;
}

function ModelNotice({ model, news, calibration = null, isQuiet, remedy = null }: ModelNoticeProps) {
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
  // That it is not here the remedy says itself.
  const isTold = remedy !== null && news.cause === "model_not_found";
  const cause = news.cause === null || isTold ? null : words.errors[news.cause];
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
      {remedy}
    </div>
  );
}
