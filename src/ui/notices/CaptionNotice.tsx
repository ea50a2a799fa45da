import { formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { OverlayNotice } from "../../shared/overlay-messages.ts";
import { stepWords } from "./step-words.ts";

/** What there is to say besides captions; `isIdle`: nothing has been said yet, so that the panel is not empty. */
export function Notice({
  notice,
  isIdle,
}: {
  readonly notice: OverlayNotice | null;
  readonly isIdle: boolean;
}) {
  if (notice === null)
    return isIdle ? (
      <p class="notice" role="status" data-notice="listening">
        {words.overlay.listening}
      </p>
    ) : null;
  const isProblem = notice.type === "problem" || notice.type === "recogniser-failed";
  return (
    <p
      class={isProblem ? "notice problem" : "notice"}
      role={roleOf(notice)}
      data-notice={notice.type}
      data-error={notice.type === "problem" ? notice.code : undefined}
    >
      {sentence(notice)}
    </p>
  );
}

/** A lag changes every second: a screen reader that read each figure could read nothing else. */
function roleOf({ type }: OverlayNotice): "alert" | "status" | undefined {
  if (type === "problem" || type === "recogniser-failed") return "alert";
  return type === "catching-up" ? undefined : "status";
}

function sentence(notice: OverlayNotice): string {
  switch (notice.type) {
    case "starting":
      return words.overlay.starting;
    case "model-loading":
      return words.overlay.modelLoading;
    case "demo-model":
      return words.overlay.demoModel;
    case "catching-up":
      return [words.lag(formatDuration(Math.round(notice.lagMs / 1000))), stepWords(notice.step)].join(" ");
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
    default:
      return notice satisfies never;
  }
}
