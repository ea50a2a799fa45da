import type { SessionStore } from "./session-store.ts";
import { words } from "./words.ts";

/** Opens the captions in a window of their own, or brings that window to the front. */
export function CaptionWindowButton({ send }: { readonly send: SessionStore["send"] }) {
  return (
    <button
      type="button"
      class="caption-window"
      data-action="open-caption-window"
      onClick={() => send({ type: "open-caption-window" })}
    >
      {words.captionWindow.open}
    </button>
  );
}
