import { samplesToMs } from "../../protocol/audio.ts";
import type { AnyEvent, ErrorMessage } from "../../protocol/messages.ts";
import { Broadcast } from "./broadcast.ts";
import { CaptionHub } from "./caption-hub.ts";
import { HostConnection } from "./host-connection.ts";
import { connectNative } from "./native-port.ts";
import { OffscreenPort } from "./offscreen-port.ts";
import { SessionController } from "./session-controller.ts";
import { sessionEnvironment } from "./session-environment.ts";
import { SettingsStore } from "./settings-store.ts";
import { StatusBoard } from "./status-board.ts";
import { showBadge } from "./toolbar-badge.ts";
import type { TranscriptDatabase } from "./transcript-database.ts";
import { ViewPorts } from "./view-ports.ts";

export type Parts = ReturnType<typeof assemble>;

/** Builds the worker's parts and connects them; nothing runs yet. */
export function assemble(database: TranscriptDatabase) {
  const ports = new ViewPorts();
  const offscreen = new OffscreenPort(() => controller.captureGone());
  const settings = new SettingsStore();
  const board = new StatusBoard((status) => {
    broadcast.statusChanged(status);
    void showBadge(status.session);
  });
  const hub = new CaptionHub(database, {
    onChange: (session, change) => broadcast.captionChanged(session, change),
    onReplaced: (transcript) => broadcast.transcriptReplaced(transcript),
    onRenamed: (speakers) => broadcast.speakersChanged(speakers),
    onStray: () => countIgnored("a caption of an unknown session"),
  });
  const broadcast = new Broadcast(ports, {
    status: () => board.status,
    settings: () => settings.settings,
    transcript: () => hub.transcript,
  });
  const host = new HostConnection({
    connect: connectNative,
    onEvent: receive,
    onError: showProblem,
    onState: (state) => board.update({ host: state }),
    onLost: () => controller.hostLost(),
    onIgnored: countIgnored,
    settings: () => settings.settings.transcription,
    newId: () => crypto.randomUUID(),
  });
  const controller = new SessionController({
    board,
    hub,
    host,
    environment: sessionEnvironment({
      offscreen,
      closeOverlay: () => ports.toOverlays({ type: "overlay-close" }),
      settings: () => settings.settings,
    }),
  });

  function receive(event: AnyEvent): void {
    controller.fromHost(event);
    void hub.apply(event);
    switch (event.event) {
      case "model_progress":
        return board.update({ model: event.data });
      case "health": {
        const { tab, mic } = event.data.lag_samples;
        const lagMs = { tab: samplesToMs(tab), mic: samplesToMs(mic) };
        return board.update({ lagMs, model: event.data.model ?? board.status.model });
      }
      case "process_died": {
        const { message, recoverable } = event.data;
        return board.update({ problem: { code: "sidecar_died", message, recoverable } });
      }
      default:
        return;
    }
  }

  function showProblem({ code, message, recoverable }: ErrorMessage["error"]): void {
    board.update({ problem: { code, message, recoverable } });
  }

  function countIgnored(what: string): void {
    console.warn("Earshot ignored a message:", what);
    if (controller.diagnostics !== null) controller.diagnostics.ignoredMessages++;
  }

  return { board, broadcast, controller, host, hub, offscreen, ports, settings };
}
