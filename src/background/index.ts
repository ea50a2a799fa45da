import browser from "webextension-polyfill";
import { errorKind } from "../../protocol/errors.ts";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { drawOverlayAgain } from "./browser/overlay-injection.ts";
import { answerQuery } from "./commands/answer-query.ts";
import { acceptPort } from "./commands/connections.ts";
import { takeShortcut } from "./commands/take-pending.ts";
import type { Parts } from "./compose.ts";
import { MessageGate } from "./gate/message-gate.ts";
import { storageClosed } from "./gate/storage-access.ts";
import { WATCH_INTERVAL_MS } from "./meeting/frame-watch.ts";
import { openWorker } from "./open-worker.ts";
import { TranscriptDatabase } from "./transcript/database/transcript-database.ts";
import { deleteUnsealed, hasUnsealed, sealUnsealed, sweepAgain } from "./transcript/unsealed-transcripts.ts";
import { onNotificationPressed } from "./views/word-alert-display.ts";

reportUncaughtErrors(globalThis, console.warn);
// The worker may be woken by any of these events: every listener is registered before the first await.
const ready = open();
const ourselves = { id: browser.runtime.id, origin: location.origin };
const gate = new MessageGate(ourselves, (what) => void ready.then((parts) => parts.countIgnored(what)));

browser.runtime.onConnect.addListener((port) => acceptPort(port, gate, ready));
browser.runtime.onMessage.addListener((raw: unknown, sender: browser.Runtime.MessageSender) => {
  const query = gate.readQuery(raw, sender);
  return query === null ? undefined : answerQuery(query, ready);
});
browser.runtime.onUpdateAvailable.addListener(() => {
  void ready.then(({ updates }) => updates.available());
});
browser.commands.onCommand.addListener((command, tab) => {
  void takeShortcut(command, tab?.id, ready);
});
onNotificationPressed(() => void ready.then(({ wordAlertDisplay }) => wordAlertDisplay.showMeeting()));
// A view that was closed after its click has written down what was requested: `open` sees to it.
browser.storage.session.onChanged.addListener(() => void ready);
browser.tabs.onUpdated.addListener((tabId, { status, mutedInfo, url }) => {
  if (status === "complete")
    void ready.then((parts) => {
      void drawOverlayAgain(parts, tabId);
      parts.meetings.running?.page.loaded(tabId);
    });
  // At once: from here on the tab may show what is none of the meeting's.
  const isGoing = status === "loading" || url !== undefined;
  if (mutedInfo !== undefined || isGoing) void ready.then(({ meetings }) => meetings.check());
});
// Deletions and recoveries that the browser's end interrupted go on with its start: `open` sees to them.
browser.runtime.onStartup.addListener(() => void ready);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void browser.tabs.create({ url: "src/welcome/index.html" });
});

async function open(): Promise<Parts> {
  await storageClosed.catch((error: unknown) =>
    console.warn("Earshot cannot close its storage:", errorKind(error)),
  );
  const parts = await openWorker({
    openDatabase: (options) => new TranscriptDatabase(options),
    unsealed: { has: hasUnsealed, seal: sealUnsealed, sweep: sweepAgain, delete: deleteUnsealed },
  });
  setInterval(() => void parts.meetings.check(), WATCH_INTERVAL_MS);
  return parts;
}
