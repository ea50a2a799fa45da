import { words } from "../i18n/index.ts";
import type { OverlayBox } from "../shared/overlay-layout.ts";
import { RepairBudget } from "./repair-budget.ts";

export interface OverlayHost {
  readonly place: (box: OverlayBox) => void;
  /** Above everything in the page, as far as the page lets it. */
  readonly raise: () => void;
  readonly remove: () => void;
}

interface OverlayHostOptions {
  /** Of the captions' page. */
  readonly address: string;
  /** Something has been loaded into the frame, be it the browser's own page for what it refuses. */
  readonly onLoaded: () => void;
  /** Whether the frame stands where it was put; the page may throw it out, fold it or empty it. */
  readonly onStanding: (isStanding: boolean) => void;
}

/** How often the frame is looked after beside what the browser reports. */
const CHECK_MS = 400;
/** Of every edge, in CSS pixels: the browser rounds. */
const TOLERANCE = 2;

/**
 * A plain `div` with the captions' frame in its closed root, in the top layer so that it stands above full-screen video.
 * Not a custom element: the page could register the name first and be handed the root.
 */
export function mountOverlayHost({ address, onLoaded, onStanding }: OverlayHostOptions): OverlayHost {
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  // Not a <style> element: the page's content security policy may forbid those.
  root.adoptedStyleSheets = [sheet];
  const frame = document.createElement("iframe");
  frame.title = words.overlay.label;
  // Without the extension's stored data, and allowed in pages that embed only what asks to be embedded.
  frame.setAttribute("credentialless", "");
  frame.src = address;
  root.append(frame);

  const lifetime = new AbortController();
  const budget = new RepairBudget();
  let box: OverlayBox = { left: 0, bottom: 0, width: 1, height: 1, isClickThrough: false };
  let wasStanding = true;

  const place = (next: OverlayBox) => {
    box = next;
    sheet.replaceSync(rules(next));
  };
  const stands = (): boolean => {
    if (!element.isConnected || element.ownerDocument !== document) return false;
    // `inert`, `aria-hidden` and the like change no place, and yet take captions from a screen reader or the mouse.
    if (element.getAttributeNames().some((name) => name !== "popover")) return false;
    if (!element.matches(":popover-open") || !frame.checkVisibility()) return false;
    const { left, bottom, width, height } = frame.getBoundingClientRect();
    const differences = [
      left - box.left,
      innerHeight - bottom - box.bottom,
      width - box.width,
      height - box.height,
    ];
    return differences.every((difference) => Math.abs(difference) <= TOLERANCE);
  };
  const putBack = () => {
    for (const name of element.getAttributeNames()) if (name !== "popover") element.removeAttribute(name);
    element.popover = "manual";
    if (!element.isConnected || element.ownerDocument !== document) document.documentElement.append(element);
    // The element shown last is the topmost of the top layer.
    if (element.matches(":popover-open")) element.hidePopover();
    element.showPopover();
    root.adoptedStyleSheets = [sheet];
    sheet.replaceSync(rules(box));
  };
  const raise = () => {
    if (!budget.isSpent(performance.now())) putBack();
  };
  const report = (isStanding: boolean) => {
    if (isStanding === wasStanding) return;
    wasStanding = isStanding;
    onStanding(isStanding);
  };
  const check = () => {
    // A page that nobody sees is not laid out.
    if (document.visibilityState === "hidden") return;
    if (stands()) return report(true);
    report(false);
    raise();
    if (stands()) report(true);
  };

  frame.addEventListener("load", onLoaded, lifetime);
  document.addEventListener("fullscreenchange", raise, lifetime);
  // A dialog or popover of the page that opened over the captions; these events do not bubble, but are captured.
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target !== element && Reflect.get(event, "newState") === "open") raise();
    },
    { capture: true, signal: lifetime.signal },
  );
  // Single-page apps replace what they find in the document; the captions come back.
  const observer = new MutationObserver(check);
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  observer.observe(element, {
    attributes: true,
    attributeFilter: ["popover", "hidden", "inert", "aria-hidden"],
  });
  const timer = setInterval(check, CHECK_MS);
  place(box);
  putBack();
  return {
    place,
    raise,
    remove() {
      lifetime.abort();
      observer.disconnect();
      clearInterval(timer);
      element.remove();
    },
  };
}

/** What is said about a host is important, so that it wins against every rule of the page, important or not. */
function rules({ left, bottom, width, height, isClickThrough }: OverlayBox): string {
  const pointerEvents = isClickThrough ? "none" : "auto";
  return `
    :host {
      all: initial !important;
      position: fixed !important;
      z-index: 2147483647 !important;
      inset: auto auto ${bottom}px ${left}px !important;
      display: block !important;
      width: ${width}px !important;
      height: ${height}px !important;
      overflow: visible !important;
      background: none !important;
      pointer-events: ${pointerEvents} !important;
    }
    iframe {
      all: initial;
      display: block;
      width: 100%;
      height: 100%;
      border: 0;
      pointer-events: ${pointerEvents};
      /* The frame's own; where the two differ, the browser paints an opaque ground. */
      color-scheme: light;
    }`;
}
