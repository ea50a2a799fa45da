import css from "./overlay.css?inline";

export interface HostElement {
  readonly root: ShadowRoot;
  readonly remove: () => void;
}

/** How often the element is put back after the page threw it out; a page that insists wins. */
const MAX_RETURNS = 20;

/**
 * `<earshot-overlay>` in the page: a closed shadow root that the page's styles and scripts cannot reach into,
 * in the top layer so that it stands above full-screen video.
 */
export function mountHostElement(): HostElement {
  const element = document.createElement("earshot-overlay");
  element.popover = "manual";
  const root = element.attachShadow({ mode: "closed" });
  // Not a <style> element: the page's content security policy may forbid those.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const lifetime = new AbortController();
  const raise = () => {
    if (!element.isConnected) document.documentElement.append(element);
    // The element shown last is the topmost of the top layer.
    if (element.matches(":popover-open")) element.hidePopover();
    element.showPopover();
  };
  // Keys pressed on our buttons are not the meeting's shortcuts.
  for (const type of ["keydown", "keyup", "keypress"] as const)
    element.addEventListener(type, (event) => event.stopPropagation(), lifetime);
  document.addEventListener("fullscreenchange", raise, lifetime);

  let returns = 0;
  // Single-page apps replace what they find in the document; the captions come back.
  const observer = new MutationObserver(() => {
    if (element.isConnected || returns >= MAX_RETURNS) return;
    returns += 1;
    raise();
  });
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  raise();
  return {
    root,
    remove() {
      lifetime.abort();
      observer.disconnect();
      element.remove();
    },
  };
}
