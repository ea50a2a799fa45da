import type { ErrorCode } from "../../../protocol/errors.ts";
import { formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";

interface RecogniserNoticeProps {
  readonly news: "restarting" | "failed";
  readonly cause: ErrorCode | null;
  /** Sound that waits; null when it is next to nothing. */
  readonly waitingMs: number | null;
  /** False while sound cannot be stored: then nothing may be promised. */
  readonly isSafe: boolean;
  readonly retry: () => void;
}

/** The recogniser is away: that sound is kept, and, when it does not come back by itself, how to try again. */
export function RecogniserNotice({ news, cause, waitingMs, isSafe, retry }: RecogniserNoticeProps) {
  const waiting =
    waitingMs === null ? null : (
      <span class="quiet">{words.recogniser.waiting(formatDuration(Math.round(waitingMs / 1000)))}</span>
    );
  if (news === "restarting")
    return (
      <div class="notice" data-recogniser="restarting">
        <span role="status">
          {words.recogniser.restarting} {isSafe && words.recogniser.kept}
        </span>
        {waiting}
      </div>
    );
  const reason = cause === null ? null : words.errors[cause];
  return (
    <div class="error" data-recogniser="failed">
      <span role="alert" data-error={cause}>
        <strong>{words.recogniser.failed}</strong>{" "}
        {isSafe ? words.recogniser.failedKept : words.recogniser.failedOnly}
      </span>
      {waiting}
      {reason !== null && (
        <span class="quiet">
          {/* That it stopped has just been said. */}
          {cause !== "sidecar_died" && reason.sentence} {reason.remedy}
        </span>
      )}
      <span class="choices">
        <button type="button" class="primary" data-action="retry-transcription" onClick={retry}>
          {words.recogniser.retry}
        </button>
      </span>
    </div>
  );
}
