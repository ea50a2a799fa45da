import { signal } from "@preact/signals";
import { render } from "preact";
import type { BackgroundToOverlay, OverlayToBackground } from "../shared/messages.ts";
import type { OverlayLayout } from "../shared/overlay-layout.ts";
import type { Segment } from "../shared/transcript.ts";
import { keepConnected } from "../ui/background-port.ts";
import { runtimeConnection } from "../ui/runtime-port.ts";
import { mountHostElement } from "./host-element.ts";
import { layoutStore } from "./layout-store.ts";
import { Overlay } from "./Overlay.tsx";
import type { MountedOverlay } from "./only-once.ts";
import { type OverlayState, reduceOverlay } from "./overlay-state.ts";

/** Draws the captions on this page until the session ends or the extension goes away. */
export function mountOverlay(): MountedOverlay {
  const connection = runtimeConnection("overlay");
  const state = signal<OverlayState | null>(null);
  const lifetime = new AbortController();
  const host = mountHostElement();

  const remove = () => {
    if (lifetime.signal.aborted) return;
    lifetime.abort();
    port.close();
    render(null, host.root);
    host.remove();
  };
  const port = keepConnected<BackgroundToOverlay, OverlayToBackground>({
    ...connection,
    greeting: null,
    onMessage: (message) => {
      if (message.type === "overlay-close") return remove();
      // A later snapshot, of a worker that was started again, moves nothing.
      if (message.type === "overlay-snapshot" && state.value === null) draw(message.layout);
      state.value = reduceOverlay(state.value, message);
    },
    onGone: remove,
  });

  const reportPainted = ({ source, utterance, revision }: Segment, shownAtMs: number) =>
    port.send({ type: "caption-shown", source, utterance, revision, shownAtMs });

  const draw = (remembered: OverlayLayout | null) => {
    const layout = layoutStore(remembered, viewport, (changed) =>
      port.send({ type: "change-layout", layout: changed }),
    );
    addEventListener("resize", layout.refit, lifetime);
    render(<Overlay state={state} layout={layout} reportPainted={reportPainted} />, host.root);
  };
  return { isAlive: () => !lifetime.signal.aborted && connection.isExtensionAlive(), remove };
}

function viewport() {
  return { width: document.documentElement.clientWidth, height: innerHeight };
}
