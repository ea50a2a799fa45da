import { formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { isAlert, type Notice } from "../../shared/notices.ts";
import { stepWords } from "./StatusNotices.tsx";

/** What there is to say above the captions; `isIdle`: nothing has been said yet, so that the panel is not empty. */
export function CaptionNotice({
  notice,
  isIdle,
}: {
  readonly notice: Notice | null;
  readonly isIdle: boolean;
}) {
  if (notice === null)
    return isIdle ? (
      <p class="notice" role="status" data-notice="listening">
        {words.overlay.listening}
      </p>
    ) : null;
  return (
    <p
      class={isAlert(notice) ? "notice problem" : "notice"}
      role={roleOf(notice)}
      data-notice={notice.type}
      data-error={notice.type === "problem" ? notice.code : undefined}
    >
      {sentence(notice)}
    </p>
  );
}

/** A lag changes every second: a screen reader that read each figure could read nothing else. */
function roleOf(notice: Notice): "alert" | "status" | undefined {
  if (isAlert(notice)) return "alert";
  return notice.type === "late" ? undefined : "status";
}

/** The notice in one line. */
function sentence(notice: Notice): string {
  switch (notice.type) {
    case "starting":
      return words.overlay.starting;
    case "model-loading":
      return words.overlay.modelLoading;
    case "demo-model":
      return words.overlay.demoModel;
    case "late":
      return [words.lag(formatDuration(Math.round((notice.lagMs ?? 0) / 1000))), stepWords(notice.step)].join(
        " ",
      );
    case "paused":
      return words.overlay.paused;
    case "recogniser-restarting":
      return `${words.recogniser.restarting} ${words.recogniser.kept}`;
    case "recogniser-failed":
      return words.overlay.recogniserFailed;
    case "problem": {
      const { sentence: what, remedy } = words.errors[notice.code];
      return [what, ...(notice.isHeldInMemory ? [words.heldInMemory] : []), remedy].join(" ");
    }
    case "unseen":
    case "stopping":
      // Only in the lists.
      return "";
    default:
      return notice satisfies never;
  }
}
