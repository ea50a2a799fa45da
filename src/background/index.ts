import browser from "webextension-polyfill";
import type { Query } from "../shared/messages.ts";
import { loadActiveSession } from "./active-session-store.ts";
import { answerQuery } from "./answer-query.ts";
import { acceptPort } from "./connections.ts";
import { WATCH_INTERVAL_MS } from "./frame-watch.ts";
import { lookBack } from "./look-back.ts";
import { drawOverlayAgain } from "./overlay-injection.ts";
import { assemble, type Parts } from "./parts.ts";
import { toggleCapture } from "./toggle-capture.ts";
import { TranscriptDatabase } from "./transcript-database.ts";
import { ignoreShown } from "./view-commands.ts";

// The worker may be woken by any of these events: every listener is registered before the first await.
const ready = open();

browser.runtime.onConnect.addListener((port) => acceptPort(port, ready));
browser.runtime.onMessage.addListener((message: unknown) => answerQuery(message as Query, ready));
browser.runtime.onUpdateAvailable.addListener(() => {
  void ready.then(({ updates }) => updates.available());
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
  const parts = assemble(new TranscriptDatabase());
  const { controller, host, hub, settings, broadcast, models, removal } = parts;
  const settingsOpen = settings.open((changed, before) => {
    broadcast.settingsChanged(changed);
    void host.pushSettings().catch(ignoreShown);
    const { microphoneDeviceId, retentionDays, transcription } = changed;
    if (transcription.model !== before.transcription.model) models.chosen();
    if (microphoneDeviceId !== before.microphoneDeviceId) controller.chooseMicrophone(microphoneDeviceId);
    if (retentionDays !== before.retentionDays) void removal.removeExpired();
  });
  const [active] = await Promise.all([loadActiveSession(), settingsOpen]);
  if (active === null) await hub.restore(null);
  else void controller.resume(active);
  void lookBack(parts, active?.session ?? null);
  setInterval(() => void controller.check(), WATCH_INTERVAL_MS);
  return parts;
}
