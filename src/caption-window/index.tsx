import { render } from "preact";
import browser from "webextension-polyfill";
import { words } from "../i18n/index.ts";
import type { Settings } from "../shared/settings.ts";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { later } from "../ui/connection/later.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import { CaptionWindow } from "./CaptionWindow.tsx";
import { onTopOf } from "./OnTop.tsx";

/** A window that is dragged moves many times a second. */
const REMEMBER_AFTER_MS = 250;

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
document.title = words.overlay.label;
const store = connectView({ captions: true, levels: false, models: false });

function change(part: Partial<Settings["captionWindow"]>): void {
  store.send({ type: "change-settings", change: { captionWindow: part } });
}

const remember = later(REMEMBER_AFTER_MS, (bounds: Settings["captionWindow"]["bounds"]) =>
  change({ bounds }),
);
const ownWindow = await browser.windows.getCurrent();
chrome.windows.onBoundsChanged.addListener(({ id, state, left, top, width, height }) => {
  if (id !== ownWindow.id || state !== "normal") return;
  if (left === undefined || top === undefined || width === undefined || height === undefined) return;
  remember({ left, top, width, height });
});
render(
  <CaptionWindow
    store={store}
    change={change}
    keepOn={(session) => store.send({ type: "keep-on", session })}
    onTop={onTopOf(window)}
  />,
  document.body,
);
