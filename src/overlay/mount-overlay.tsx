import { signal } from "@preact/signals";
import { render } from "preact";
import browser from "webextension-polyfill";
import type { BackgroundToOverlay, OverlayToBackground } from "../shared/messages.ts";
import type { Segment } from "../shared/transcript.ts";
import { keepConnected } from "../ui/background-port.ts";
import { runtimeConnection } from "../ui/runtime-port.ts";
import { mountHostElement } from "./host-element.ts";
import { openLayoutStore } from "./layout-store.ts";
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
      if (message.type === "overlay-close") remove();
      else state.value = reduceOverlay(state.value, message);
    },
    onGone: remove,
  });

  const reportPainted = ({ source, utterance, revision }: Segment, shownAtMs: number) =>
    port.send({ type: "caption-shown", source, utterance, revision, shownAtMs });

  void openLayoutStore(browser.storage.local, location.hostname, viewport).then((layout) => {
    if (lifetime.signal.aborted) return;
    addEventListener("resize", layout.refit, lifetime);
    render(<Overlay state={state} layout={layout} reportPainted={reportPainted} />, host.root);
  });
  return { isAlive: () => !lifetime.signal.aborted && connection.isExtensionAlive(), remove };
}

function viewport() {
  return { width: document.documentElement.clientWidth, height: innerHeight };
}
