import { words } from "../../i18n/index.ts";
import type { SessionStore } from "../connection/session-store.ts";

interface CaptionWindowButtonProps {
  readonly send: SessionStore["send"];
  /** Beside other buttons there is little room. */
  readonly isShort?: boolean;
}

/** Opens the captions in a window of their own, or brings that window to the front. */
export function CaptionWindowButton({ send, isShort = false }: CaptionWindowButtonProps) {
  return (
    <button
      type="button"
      class="caption-window"
      data-action="open-caption-window"
      onClick={() => send({ type: "open-caption-window" })}
    >
      {isShort ? words.captionWindow.openShort : words.captionWindow.open}
    </button>
  );
}
