import { signal } from "@preact/signals";
import { render } from "preact";
import { connectToBackground } from "../shared/messages/reconnecting-port.ts";
import type { OverlayToBackground } from "../shared/messages/to-background.ts";
import type { BackgroundToOverlay } from "../shared/messages/to-overlay.ts";
import type { OverlayBox, OverlayLayout, Viewport } from "../shared/overlay-layout.ts";
import type { Segment } from "../shared/transcript.ts";
import { later } from "../ui/connection/later.ts";
import { runtimeConnection } from "../ui/connection/runtime-port.ts";
import { layoutStore } from "./layout-store.ts";
import { newMarking } from "./marking.ts";
import { Overlay } from "./Overlay.tsx";
import { type OverlayState, reduceOverlay } from "./overlay-state.ts";
import { watchSight } from "./sight.ts";

/** A layout is remembered once it has not changed for this long: a drag is many changes. */
const REMEMBER_AFTER_MS = 250;

/** A click that hides the captions is believed once they have been seen for this long: nobody aims at what flickers. */
const SEEN_FOR_MS = 500;

/**
 * Draws the captions in this frame, which the meeting page can neither read nor style. What the page can do – place,
 * cover and press it, and post messages that nobody here listens to – reaches nothing but how the captions look.
 */
export function mountOverlay(): void {
  const state = signal<OverlayState | null>(null);
  const viewport = signal<Viewport>({ width: innerWidth, height: innerHeight });
  const zoom = signal(1);
  /** Since when the captions are seen as they are drawn, milliseconds of `performance`; null while they are not. */
  let seenSinceMs: number | null = null;
  let box: OverlayBox | null = null;

  const port = connectToBackground<BackgroundToOverlay, OverlayToBackground>({
    ...runtimeConnection("overlay"),
    firstMessage: () => ({ type: "overlay-ready", token: location.hash.slice(1) }),
    onMessage(message) {
      if (message.type === "overlay-viewport") {
        viewport.value = message.viewport;
        zoom.value = message.zoom;
        return store?.refit();
      }
      if (message.type === "overlay-click-through")
        return store?.change((layout) => ({ ...layout, isClickThrough: message.isClickThrough }));
      if (message.type === "overlay-marked") return marking.answered(message);
      state.value = reduceOverlay(state.value, message);
      if (message.type !== "overlay-snapshot") return;
      // A later snapshot, of a worker that was started again, moves nothing; but that worker does not know them yet.
      if (store === null) return draw(message.layout);
      port.send({ type: "sight-changed", isVisible: seenSinceMs !== null });
      if (box !== null) port.send({ type: "box-changed", box });
      marking.sendAgain(message.session);
    },
  });
  const marking = newMarking((press) => port.send(press));
  let store: ReturnType<typeof layoutStore> | null = null;

  const draw = (remembered: OverlayLayout | null) => {
    const remember = later(REMEMBER_AFTER_MS, (layout: OverlayLayout) =>
      port.send({ type: "change-layout", layout }),
    );
    store = layoutStore(remembered, () => viewport.value, remember);
    render(
      <Overlay
        state={state}
        marking={marking}
        layout={store}
        viewport={viewport}
        zoom={zoom}
        isSeenForLong={() => seenSinceMs !== null && performance.now() - seenSinceMs >= SEEN_FOR_MS}
        onBox={(next) => {
          if (JSON.stringify(next) === JSON.stringify(box)) return;
          box = next;
          port.send({ type: "box-changed", box });
        }}
        reportPainted={({ source, utterance, revision }: Segment, shownAtMs) =>
          port.send({ type: "caption-shown", source, utterance, revision, shownAtMs })
        }
      />,
      document.body,
    );
  };
  watchSight((isSeen) => {
    seenSinceMs = isSeen ? performance.now() : null;
    port.send({ type: "sight-changed", isVisible: isSeen });
  });
  // A click leaves the keyboard with the meeting: Space and Ctrl+D go on being its shortcuts.
  document.addEventListener("mousedown", (event) => event.preventDefault());
}
