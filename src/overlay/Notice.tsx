import type { OverlayNotice } from "../shared/messages.ts";
import { errorText } from "../ui/error-text.ts";
import { words } from "../ui/words.ts";

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
  return (
    <p
      class={notice.type === "problem" ? "notice problem" : "notice"}
      role={notice.type === "problem" ? "alert" : "status"}
      data-notice={notice.type}
      data-error={notice.type === "problem" ? notice.error.code : undefined}
    >
      {sentence(notice)}
    </p>
  );
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
      return words.lag(Math.round(notice.lagMs / 1000));
    case "problem": {
      const { sentence: what, remedy } = errorText(notice.error.code);
      return `${what} ${remedy}`;
    }
    default:
      return notice satisfies never;
  }
}
