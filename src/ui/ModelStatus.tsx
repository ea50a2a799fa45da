import type { ModelProgress } from "../../protocol/reports.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { errorText } from "./error-text.ts";
import { modelNews } from "./model-words.ts";
import { words } from "./words.ts";

/** The model that really works, its download, and why another stands in. `isQuiet`: only what needs attention. */
export function ModelStatus({
  model,
  isQuiet,
}: {
  readonly model: ModelProgress | null;
  readonly isQuiet: boolean;
}) {
  const news = modelNews(model);
  if (news === null) return isQuiet ? null : <p class="quiet">{words.model.unknown}</p>;
  if (news.kind === "failed" && news.cause !== null) return <ErrorNotice code={news.cause} />;
  if (news.kind === "ready")
    return isQuiet ? null : (
      <p class="quiet" data-model="ready">
        {news.sentence}
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
