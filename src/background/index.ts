import browser from "webextension-polyfill";
import type { Query } from "../shared/messages.ts";
import type { Diagnostics } from "../shared/status.ts";
import { loadActiveSession } from "./active-session-store.ts";
import { acceptPort } from "./connections.ts";
import { NO_DIAGNOSTICS } from "./diagnostics.ts";
import { WATCH_INTERVAL_MS } from "./frame-watch.ts";
import { drawOverlayAgain } from "./overlay-injection.ts";
import { assemble, type Parts } from "./parts.ts";
import { toggleCapture } from "./toggle-capture.ts";
import { TranscriptDatabase } from "./transcript-database.ts";
import { ignoreShown } from "./view-commands.ts";

// The worker may be woken by any of these events: every listener is registered before the first await.
const ready = open();

browser.runtime.onConnect.addListener((port) => acceptPort(port, ready));
browser.runtime.onMessage.addListener((message: unknown): Promise<Diagnostics> | undefined => {
  if ((message as Query).type !== "get-diagnostics") return undefined;
  return ready.then(({ controller }) => controller.diagnostics?.report() ?? NO_DIAGNOSTICS);
});
browser.commands.onCommand.addListener((command, tab) => {
  if (command === "toggle-capture") void ready.then((parts) => toggleCapture(parts, tab?.id));
});
browser.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === "complete") void ready.then((parts) => drawOverlayAgain(parts, tabId));
});
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void browser.tabs.create({ url: "src/welcome/index.html" });
});

async function open(): Promise<Parts> {
  const parts = assemble(await TranscriptDatabase.open());
  const { controller, host, hub, settings, broadcast } = parts;
  await settings.open((changed) => {
    broadcast.settingsChanged(changed);
    void host.pushSettings().catch(ignoreShown);
  });
  const active = await loadActiveSession();
  if (active === null) await hub.restore(null);
  else void controller.resume(active);
  setInterval(() => controller.checkFlow(), WATCH_INTERVAL_MS);
  return parts;
}
