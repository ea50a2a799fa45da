import { type ReadonlySignal, signal } from "@preact/signals";
import { type ComponentChildren, render } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { errorKind } from "../../protocol/errors.ts";
import { words } from "../i18n/index.ts";

/** A small window above all others (Document Picture-in-Picture), of which the browser has one for all pages. */
interface DocumentPictureInPicture {
  readonly requestWindow: (size: { readonly width: number; readonly height: number }) => Promise<Window>;
}

/** Where the captions are drawn: in the page's own window, also after the browser refused another, or in one on top of all. */
type Place =
  | { readonly name: "own" }
  | { readonly name: "refused" }
  | { readonly name: "on-top"; readonly window: Window };

/** Captions that can be kept on top of other windows. */
export interface OnTop {
  readonly place: ReadonlySignal<Place>;
  /** Called inside a click or a key, without which the browser opens no such window. */
  readonly open: () => Promise<void>;
  /** Back to the page's own window, which is also what happens when the window on top is closed. */
  readonly close: () => void;
  /** True once after each move: what was pressed last is gone, and with it the keyboard's focus. */
  readonly takeFocus: () => boolean;
}

/** Null where the browser has no such windows. */
export function onTopOf(page: Window & { readonly documentPictureInPicture?: unknown }): OnTop | null {
  // The DOM's types do not know it yet.
  const api = page.documentPictureInPicture as DocumentPictureInPicture | undefined;
  if (api === undefined) return null;
  const place = signal<Place>({ name: "own" });
  let isFocusDue = false;
  const move = (next: Place) => {
    isFocusDue = true;
    place.value = next;
  };
  return {
    place,
    async open() {
      try {
        const { innerWidth: width, innerHeight: height } = page;
        const opened = await api.requestWindow({ width, height });
        opened.addEventListener("pagehide", () => {
          if (place.value.name === "on-top" && place.value.window === opened) move({ name: "own" });
        });
        await dressLike(page.document, opened.document);
        if (!opened.closed) move({ name: "on-top", window: opened });
      } catch (error) {
        console.warn("No window was opened on top of the others:", errorKind(error));
        place.value = { name: "refused" };
      }
    },
    close() {
      if (place.value.name === "on-top") place.value.window.close();
      else place.value = { name: "own" };
    },
    takeFocus() {
      const wasDue = isFocusDue;
      isFocusDue = false;
      return wasDue;
    },
  };
}

/**
 * Gives an empty document language, direction, title and style sheets of another; resolves once those are there: lines that are
 * measured before them would be as high as no line is.
 */
async function dressLike(from: Document, to: Document): Promise<void> {
  const { lang, dir } = from.documentElement;
  Object.assign(to.documentElement, { lang, dir });
  to.title = from.title;
  const sheets = [...from.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].map(
    ({ href }) =>
      new Promise((resolve) => {
        const link = Object.assign(to.createElement("link"), { rel: "stylesheet", href });
        link.addEventListener("load", resolve);
        link.addEventListener("error", resolve);
        to.head.append(link);
      }),
  );
  await Promise.all(sheets);
}

interface WhereCaptionsAreProps {
  readonly onTop: OnTop | null;
  readonly children: ComponentChildren;
}

/** Draws what is in it in the page's own window, or in the one on top, and then the way back here. */
export function WhereCaptionsAre({ onTop, children }: WhereCaptionsAreProps) {
  const place = onTop?.place.value;
  if (place?.name !== "on-top") return <>{children}</>;
  return (
    <>
      <Within body={place.window.document.body}>{children}</Within>
      <CaptionsAreOnTop close={() => onTop?.close()} />
    </>
  );
}

/** Draws what is in it in a document that is not this one. */
function Within({ body, children }: { readonly body: Element; readonly children: ComponentChildren }) {
  useLayoutEffect(() => render(<>{children}</>, body));
  useLayoutEffect(() => () => render(null, body), [body]);
  return null;
}

function CaptionsAreOnTop({ close }: Pick<OnTop, "close">) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <main class="elsewhere" aria-label={words.overlay.label}>
      <h1 class="visually-hidden">{words.overlay.label}</h1>
      <p class="notice">{words.captionWindow.isOnTop}</p>
      <button type="button" data-action="bring-back" ref={button} onClick={close}>
        {words.captionWindow.bringBack}
      </button>
    </main>
  );
}

/** Pressed while the captions are on top. */
export function OnTopButton({ onTop: { place, open, close, takeFocus } }: { readonly onTop: OnTop }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (takeFocus()) button.current?.focus();
  }, [takeFocus]);
  const isOnTop = place.value.name === "on-top";
  return (
    <button
      type="button"
      data-action="on-top"
      aria-pressed={isOnTop}
      aria-label={words.captionWindow.onTop}
      title={words.captionWindow.onTop}
      ref={button}
      onClick={() => {
        if (isOnTop) close();
        else void open();
      }}
    >
      <span class="on-top" aria-hidden="true" />
    </button>
  );
}

/** The browser's own settings, or an organisation's, may forbid such windows. */
export function OnTopRefusal({ onTop: { place, close } }: { readonly onTop: OnTop }) {
  if (place.value.name !== "refused") return null;
  return (
    <div class="on-top-refusal">
      <p class="notice" role="alert" data-notice="on-top-refused">
        {words.captionWindow.onTopRefused}
      </p>
      <button type="button" data-action="dismiss" onClick={close}>
        {words.dismiss}
      </button>
    </div>
  );
}
