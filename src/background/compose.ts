import { activeSession } from "../shared/session.ts";
import { setMark } from "./browser/browser-session-marks.ts";
import { captureEnvironment } from "./browser/capture-environment.ts";
import { OffscreenPort } from "./browser/offscreen-port.ts";
import { OverlayLayouts } from "./browser/overlay-layouts.ts";
import { OverlayPlace } from "./browser/overlay-place.ts";
import { PageScript } from "./browser/page-script.ts";
import { SettingsStore } from "./browser/settings-store.ts";
import { tabZoom } from "./browser/tab-capture.ts";
import { UpdateGate } from "./browser/update-gate.ts";
import { eventHandlers, handleEvent } from "./events.ts";
import { HostConnection, ignoreShown } from "./host/host-connection.ts";
import { HostReports } from "./host/host-reports.ts";
import { releaseIdleHost } from "./host/idle-host.ts";
import { Models } from "./host/models.ts";
import { connectNative, releaseOfExtension } from "./host/native-port.ts";
import { saveWantedModels } from "./host/wanted-models-store.ts";
import { saveActiveSession } from "./meeting/active-session-store.ts";
import { Meetings } from "./meeting/meetings.ts";
import { SessionMemory } from "./meeting/session-memory.ts";
import { InterruptedMeetings } from "./recovery/interrupted-meetings.ts";
import { SessionRecovery } from "./recovery/recovery.ts";
import { SessionRemoval } from "./recovery/removal.ts";
import { Retention } from "./recovery/retention.ts";
import { afterMeeting, onHostConnected } from "./recovery/schedule.ts";
import { AudioStoring } from "./transcript/audio-storing.ts";
import { CaptionHub } from "./transcript/caption-hub.ts";
import { TranscriptKeyStore } from "./transcript/database/transcript-key-store.ts";
import { Editing } from "./transcript/editing.ts";
import { EventLedger } from "./transcript/event-ledger.ts";
import { Importing } from "./transcript/import/importing.ts";
import { KeyRotation } from "./transcript/key-rotation.ts";
import { clearRememberedKeys, loadRememberedKeys, saveRememberedKeys } from "./transcript/remembered-keys.ts";
import { SearchIndexing } from "./transcript/search-indexing.ts";
import { Striking } from "./transcript/striking.ts";
import type { TranscriptStorage } from "./transcript/transcript-storage.ts";
import { unknownHead } from "./transcript/unknown-head.ts";
import { WordAlerts } from "./transcript/word-alerts.ts";
import { Broadcast } from "./views/broadcast.ts";
import { CaptionWindow } from "./views/caption-window.ts";
import { StatusStore } from "./views/status-store.ts";
import { ToolbarBadge } from "./views/toolbar-badge.ts";
import { ViewPorts } from "./views/view-ports.ts";
import { WordAlertDisplay } from "./views/word-alert-display.ts";

export type Parts = ReturnType<typeof assemble>;

/** Builds the worker's parts and connects them; nothing runs yet. */
export function assemble({ openDatabase, unsealed }: TranscriptStorage) {
  const ports = new ViewPorts();
  const offscreen = new OffscreenPort(() => void meetings.running?.stopping.captureGone());
  const settings = new SettingsStore();
  const badge = new ToolbarBadge();
  const statusStore = new StatusStore((status) => {
    broadcast.statusChanged(status);
    badge.statusChanged(status);
    wordAlertDisplay.statusChanged(status);
  });
  const isIdle = () => statusStore.status.session.name === "idle";
  const reports = new HostReports(statusStore);
  const keys = new TranscriptKeyStore({
    ask: async (session, isNew) => (await host.ensure()).request("session_key", { session, create: isNew }),
    isRunning: (session) => activeSession(statusStore.status.session)?.session === session,
    remembered: { load: loadRememberedKeys, save: saveRememberedKeys, clear: clearRememberedKeys },
  });
  const database = openDatabase({
    keys,
    unknownHead: () => unknownHead(settings.settings, environment.uiLanguage()),
    onDamaged: (_session, count) => reports.transcriptDamaged(count),
  });
  const hub = new CaptionHub(database, {
    onChange(session, change) {
      broadcast.captionChanged(session, change);
      // What is recovered between meetings was said long ago.
      if (activeSession(statusStore.status.session)?.session === session)
        wordAlerts.take(change, settings.settings.alertWords);
    },
    onReplaced: (transcript) => broadcast.transcriptReplaced(transcript),
    onBookmarked: (session, bookmarks) => ports.toViews({ type: "bookmarks-changed", session, bookmarks }),
    onRenamed: (speakers) => broadcast.speakersChanged(speakers),
    onAmended: (session) => broadcast.meetingChanged(session),
    onUnreadable: (unreadable) => statusStore.update({ unreadable }),
    onRefused: (error) => reports.transcriptRefused(error),
  });
  const wordAlertDisplay = new WordAlertDisplay(statusStore, (...timer) => environment.schedule(...timer));
  const wordAlerts = new WordAlerts({
    now: () => environment.now(),
    onAlert: (alert) => wordAlertDisplay.show(alert),
  });
  const ledger = new EventLedger({
    database,
    recordOf: (session) => hub.recordOf(session),
    acknowledge: (session, next_number) => host.link?.notify("acknowledge_events", { session, next_number }),
    onStored() {
      // There is room again: for what was named and marked meanwhile, too.
      void hub.storeHeads().then((areStored) => areStored && reports.transcriptStored());
    },
    onRefused: (error) => reports.transcriptRefused(error),
    onUnknown: () => countIgnored("a caption of an unknown session"),
  });
  const editing = new Editing({
    hub,
    database,
    ledger,
    onEdited: (session, segment) => broadcast.storedLineChanged(session, segment),
  });
  const broadcast = new Broadcast(ports, {
    status: () => statusStore.status,
    settings: () => settings.settings,
    transcript: () => hub.transcript,
  });
  const retention = new Retention({
    statusStore,
    database,
    settings: () => settings.settings,
    now: () => environment.now(),
    remove: (session) => removal.remove(session),
    removeAudio: (session) => removal.removeAudio(session),
  });
  const layouts = new OverlayLayouts();
  const overlay = new OverlayPlace({
    onJoined(frame, pageUrl) {
      void layouts.of(pageUrl).then((layout) => {
        // The frame may be gone, or another one in its place, by now.
        if (overlay.isJoined(frame)) broadcast.addOverlay(frame, layout);
      });
    },
    onLeft: (frame) => ports.remove(frame),
    onSight: (sight) => statusStore.update({ overlay: sight }),
    onClickThrough: (isOverlayClickThrough) => statusStore.update({ isOverlayClickThrough }),
    zoomOf: tabZoom,
    now: () => Date.now(),
    schedule: (action, delayMs) => void setTimeout(action, delayMs),
  });
  const host = new HostConnection({
    connect: connectNative,
    onEvent: (event) => handleEvent(handlers, event),
    onError: (error) => reports.error(error),
    onState(state) {
      const wasConnected = statusStore.status.host.name === "connected";
      statusStore.update({ host: state });
      if (state.name !== "connected") reports.lost();
      else if (wasConnected) meetings.running?.processMicrophone();
      else void onHostConnected(parts);
      // What was asked for while the host is being started is on its way to it.
      if (state.name === "failed" || state.name === "disconnected") models.lost();
    },
    onLost: (error) => meetings.running?.hostLost(error),
    onIgnored: countIgnored,
    onSettingsRefused: ignoreShown,
    settings: () => settings.settings.transcription,
    newId: () => crypto.randomUUID(),
    productVersion: releaseOfExtension(),
  });
  const pageScript = new PageScript(() => meetings.running);
  const environment = captureEnvironment({
    offscreen,
    overlay,
    pageScript,
    settings: () => settings.settings,
  });
  const memory = new SessionMemory(saveActiveSession);
  const interrupted = new InterruptedMeetings({
    database,
    amend: (session, change) => hub.amend(session, change),
    onChanged: (recovered) => statusStore.update({ recovered }),
  });
  const recovery = new SessionRecovery({
    interrupted,
    host,
    strike: (session, struck, link) => striking.resumed(session, struck, link),
    database,
    isIdle,
    retention,
    sealUnsealed: () => unsealed.seal(database),
    onSealed() {
      statusStore.update({ unreadable: null });
      // A view that opened meanwhile was shown the latest of those that were sealed by then.
      void hub.showLatest(true);
    },
    onDeletionsChanged: () => removal.countPending(),
    onIdle() {
      void setMark("recovery-rested");
      releaseIdleHost(parts);
    },
    onFailed: (error) => console.warn("Earshot could not recover a meeting:", error.code),
    schedule: environment.schedule,
  });
  const models = new Models({
    statusStore,
    host,
    settings,
    remember: saveWantedModels,
    onIdle: () => releaseIdleHost(parts),
  });
  const rotation = new KeyRotation({
    database,
    keys,
    onRefused: () => setMark("key-rotation-refused"),
    onIdle: () => releaseIdleHost(parts),
  });
  const striking = new Striking({
    statusStore,
    hub,
    memory,
    database,
    rotation,
    connect: () => host.ensure(),
    link: () => host.link,
    forgetSpeaking: (session) => meetings.struck(session),
    ledger,
    toOffscreen: environment.toOffscreen,
    now: environment.now,
  });
  const audioStoring = new AudioStoring({
    statusStore,
    database,
    settings: environment.settings,
    toOffscreen: environment.toOffscreen,
    freeBytes: environment.freeBytes,
    onStoredLate: (session) => broadcast.meetingChanged(session),
  });
  const meetings = new Meetings({
    audioStoring,
    statusStore,
    hub,
    host,
    reports,
    memory,
    environment,
    makeRoom: () => recovery.giveWay(),
    neverStore: (session) => database.deleteSession(session),
    resendStruck: (session) => striking.sendToOffscreen(session),
    onKnownAtHost: (session, struck) => void striking.resumed(session, struck),
    onEnded: (how) => void afterMeeting(parts, how),
  });
  const removal = new SessionRemoval({
    statusStore,
    database,
    hub,
    host,
    keys,
    deleteUnsealed: unsealed.delete,
    replaceKeys: (running) => striking.finishOld(running),
    onAmended: (session) => broadcast.meetingChanged(session),
    onIdle: () => releaseIdleHost(parts),
    recovery,
  });
  const isAnyViewOpen = () => ports.isAnyViewOpen;
  const handlers = eventHandlers({ statusStore, hub, ledger, meetings, models, recovery, reports });

  function countIgnored(what: string): void {
    console.warn("Earshot ignored a message:", what);
    if (meetings.diagnostics !== null) meetings.diagnostics.ignoredMessages++;
  }

  const parts = {
    audioStoring,
    statusStore,
    broadcast,
    captionWindow: new CaptionWindow(),
    countIgnored,
    database,
    editing,
    host,
    hub,
    importing: new Importing({
      database,
      isExpired: (startedAtMs) => retention.isExpired(startedAtMs),
      onImported: (session) => broadcast.meetingChanged(session),
    }),
    interrupted,
    keys,
    layouts,
    meetings,
    memory,
    models,
    offscreen,
    overlay,
    pageScript,
    ports,
    recovery,
    removal,
    retention,
    rotation,
    schedule: environment.schedule,
    searchIndexing: new SearchIndexing({
      searchTexts: database.searchTexts,
      isAllowed: () => isIdle() && host.link !== null,
      environment,
      onIdle: () => releaseIdleHost(parts),
    }),
    settings,
    striking,
    unsealed,
    updates: new UpdateGate({ isIdle, isAnyViewOpen, reload: () => chrome.runtime.reload() }),
    wordAlertDisplay,
  };
  return parts;
}
