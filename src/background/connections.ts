import browser from "webextension-polyfill";
import {
  type OffscreenToBackground,
  type OverlayToBackground,
  PORT_NAMES,
  type ViewToBackground,
} from "../shared/messages.ts";
import { activeSession } from "../shared/session.ts";
import { releaseIdleHost } from "./idle-host.ts";
import type { Parts } from "./parts.ts";
import { portOrigin } from "./port-origin.ts";
import { ignoreShown, runViewCommand } from "./view-commands.ts";

type Port = browser.Runtime.Port;

/** A connected host without session or view is let go after this long. */
const IDLE_HOST_MS = 30_000;

/**
 * Takes in a port. Runs synchronously, so that no message is missed; handling waits for the parts, which
 * open their stores first when the worker has just been woken.
 */
export function acceptPort(port: Port, ready: Promise<Parts>): void {
  const origin = portOrigin(port.sender, browser.runtime.id, browser.runtime.getURL(""));
  if (origin.name === "page" && port.name === PORT_NAMES.offscreen) acceptOffscreen(port, ready);
  else if (origin.name === "page" && port.name === PORT_NAMES.view) acceptView(port, ready);
  else if (origin.name === "content-script" && port.name === PORT_NAMES.overlay) {
    acceptOverlay(port, origin.tabId, ready);
  } else port.disconnect();
}

function acceptOffscreen(port: Port, ready: Promise<Parts>): void {
  void ready.then(({ offscreen }) => offscreen.connected(port));
  port.onMessage.addListener((message) => {
    void ready.then((parts) => {
      const said = message as OffscreenToBackground;
      if (said.type === "hello") watchLevels(parts);
      if (said.type === "level") parts.ports.toViews({ ...said, type: "level-changed" });
      else void parts.controller.offscreen.take(said);
    });
  });
}

function acceptView(port: Port, ready: Promise<Parts>): void {
  port.onMessage.addListener((message) => {
    void ready.then((parts) => {
      const command = message as ViewToBackground;
      if (command.type !== "watch") return runViewCommand(command, parts);
      parts.ports.addView(port, command);
      port.postMessage(parts.broadcast.snapshot(command));
      watchLevels(parts);
      if (command.models) void parts.models.list();
      // An open view means captions are wanted soon: the host starts and the model warms up.
      return parts.host.ensure().then(ignoreShown, ignoreShown);
    });
  });
  port.onDisconnect.addListener(() => {
    void ready.then((parts) => {
      parts.ports.remove(port);
      watchLevels(parts);
      setTimeout(() => releaseIdleHost(parts), IDLE_HOST_MS);
    });
  });
}

function acceptOverlay(port: Port, tabId: number, ready: Promise<Parts>): void {
  port.onMessage.addListener((message) => {
    void ready.then(({ controller, hub }) => {
      const shown = message as OverlayToBackground;
      const segment = hub.find(shown.source, shown.utterance);
      if (segment === undefined || hub.transcript === null) return;
      controller.diagnostics?.latency.add(shown, segment, hub.transcript.startedAtMs);
    });
  });
  port.onDisconnect.addListener(() => void ready.then(({ ports }) => ports.remove(port)));
  void ready.then(({ board, broadcast, ports }) => {
    const snapshot = broadcast.overlaySnapshot();
    if (activeSession(board.status.session)?.tabId !== tabId || snapshot === null) {
      return port.postMessage({ type: "overlay-close" });
    }
    ports.addOverlay(port);
    return port.postMessage(snapshot);
  });
}

function watchLevels({ board, offscreen, ports }: Parts): void {
  if (board.status.session.name === "idle") return;
  offscreen.post({ type: "watch-levels", isWanted: ports.areLevelsWanted });
}
