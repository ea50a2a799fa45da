import type browser from "webextension-polyfill";
import { EarshotError } from "../../../protocol/errors.ts";
import type { ViewCommand } from "../../shared/messages/to-background.ts";
import type { BackgroundToPage } from "../../shared/messages/to-page.ts";
import type { BackgroundToView } from "../../shared/messages/to-views.ts";
import { activeSession } from "../../shared/session.ts";
import type { Parts } from "../compose.ts";
import type { MessageGate } from "../gate/message-gate.ts";
import type { Sender } from "../gate/sender.ts";
import { ignoreShown } from "../host/host-connection.ts";
import { releaseIdleHost } from "../host/idle-host.ts";
import { markMoment } from "./mark-moment.ts";
import { showLatest } from "./show-latest.ts";
import { forgetPending } from "./take-pending.ts";
import { runViewCommand } from "./view-commands.ts";

type Port = browser.Runtime.Port;

/**
 * A connected host without session or view is let go after this long, and an update of the extension taken. Not at once: the page that
 * a popup opens, or that is loaded again, comes a moment after the last view went.
 */
const BETWEEN_VIEWS_MS = 30_000;

/**
 * Takes in a port. Runs synchronously, so that no message is missed; handling waits for the parts, which
 * open their stores first when the worker has just been woken.
 */
export function acceptPort(port: Port, gate: MessageGate, ready: Promise<Parts>): void {
  const admitted = gate.admit(port);
  if (admitted === null) return;
  const { name, sender } = admitted;
  switch (name) {
    case "offscreen":
      return acceptOffscreen(port, sender, gate, ready);
    case "view":
      return acceptView(port, sender, gate, ready);
    case "overlay":
      return acceptOverlay(port, sender, gate, ready);
    case "placement":
      return acceptPlacement(port, sender, gate, ready);
    case "page":
      return acceptMeetingPage(port, sender, gate, ready);
    default:
      return name satisfies never;
  }
}

function acceptOffscreen(port: Port, sender: Sender, gate: MessageGate, ready: Promise<Parts>): void {
  void ready.then(({ offscreen }) => offscreen.connected(port));
  gate.listen(port, sender, "offscreen", {
    onMessage(message) {
      void ready.then((parts) => {
        if (message.type === "hello") {
          parts.offscreen.helloReceived(message.session);
          watchLevels(parts);
        }
        if (message.type === "level") parts.ports.toViews({ ...message, type: "level-changed" });
        else void parts.meetings.fromOffscreen(message);
      });
    },
    // `OffscreenPort` follows the port's end itself.
    onClosed() {},
  });
}

function acceptView(port: Port, sender: Sender, gate: MessageGate, ready: Promise<Parts>): void {
  let isClosed = false;
  const answer = (message: CommandAnswer) => {
    if (!isClosed) port.postMessage(message);
  };
  gate.listen(port, sender, "view", {
    onMessage(message) {
      void ready.then((parts) => {
        if (message.type !== "watch") return takeCommand(message, parts, answer);
        parts.ports.addView(port, message);
        port.postMessage(parts.broadcast.snapshot(message));
        watchLevels(parts);
        if (message.models) void parts.models.list();
        // An open view means captions are wanted soon: the host starts and the model warms up.
        return message.captions ? showLatest(parts) : parts.host.ensure().then(ignoreShown, ignoreShown);
      });
    },
    onClosed() {
      isClosed = true;
      void ready.then((parts) => {
        parts.ports.remove(port);
        watchLevels(parts);
        setTimeout(() => {
          releaseIdleHost(parts);
          parts.updates.check();
        }, BETWEEN_VIEWS_MS);
      });
    },
  });
}

type CommandAnswer = Extract<BackgroundToView, { readonly id: string }>;

/** `answer` says that the view need not ask again: it is done, or the next worker does it (ADR-022), or it is refused. */
async function takeCommand(
  { id, ...command }: ViewCommand & { readonly id: string },
  parts: Parts,
  answer: (message: CommandAnswer) => void,
): Promise<void> {
  try {
    await runViewCommand(command, parts, id);
  } catch (cause) {
    const error = EarshotError.from(cause);
    // The view shows it where it was asked for: that it came too late, or that what was written is not stored.
    if (error.code === "session_unknown" || command.type === "edit-lines") {
      answer({ type: "command-refused", id, code: error.code });
      return forgetPending(id);
    }
    // Requested again, it would fail again: it is shown instead.
    parts.statusStore.update({ problem: error.toReport(true) });
  }
  answer({ type: "command-taken", id });
  void forgetPending(id);
}

function acceptOverlay(port: Port, sender: Sender, gate: MessageGate, ready: Promise<Parts>): void {
  if (!("tabId" in sender)) return;
  const { tabId, pageUrl } = sender;
  gate.listen(port, sender, "overlay", {
    onMessage(message) {
      void ready.then((parts) => {
        const { meetings, hub, layouts, overlay } = parts;
        if (message.type === "overlay-ready") return overlay.frameReady(port, tabId, pageUrl, message.token);
        // Another copy of our page, put up by the meeting page, is ignored.
        if (!overlay.isJoined(port)) return;
        if (message.type === "change-layout") return layouts.remember(pageUrl, message.layout);
        if (message.type === "mark-moment")
          return markMoment(parts, message, { session: message.session, tabId });
        if (message.type !== "caption-shown") return overlay.fromFrame(message);
        const segment = hub.find(message.source, message.utterance);
        if (segment === undefined || hub.transcript === null) return;
        return meetings.diagnostics?.latency.add(message, segment, hub.transcript.startedAtMs);
      });
    },
    onClosed() {
      void ready.then(({ overlay, ports }) => {
        ports.remove(port);
        overlay.remove(port);
      });
    },
  });
}

function acceptPlacement(port: Port, sender: Sender, gate: MessageGate, ready: Promise<Parts>): void {
  if (!("tabId" in sender)) return;
  const { tabId } = sender;
  gate.listen(port, sender, "placement", {
    onMessage(message) {
      void ready.then(({ statusStore, overlay }) => {
        if (activeSession(statusStore.status.session)?.tabId !== tabId) {
          port.postMessage({ type: "overlay-close" });
          return;
        }
        overlay.fromPlacement(port, tabId, message);
      });
    },
    onClosed() {
      void ready.then(({ overlay }) => overlay.remove(port));
    },
  });
}

/** Only the page of the tab that is captured counts. */
function acceptMeetingPage(port: Port, sender: Sender, gate: MessageGate, ready: Promise<Parts>): void {
  if (!("tabId" in sender)) return;
  const { tabId, pageUrl } = sender;
  gate.listen(port, sender, "page", {
    onMessage(message) {
      void ready.then(({ statusStore, pageScript }) => {
        if (activeSession(statusStore.status.session)?.tabId === tabId)
          pageScript.received(port, pageUrl, message);
        else port.postMessage({ type: "leave-page" } satisfies BackgroundToPage);
      });
    },
    onClosed() {
      void ready.then(({ pageScript }) => pageScript.closed(port));
    },
  });
}

function watchLevels({ statusStore, offscreen, ports }: Parts): void {
  if (statusStore.status.session.name === "idle") return;
  offscreen.post({ type: "watch-levels", isWanted: ports.areLevelsWanted });
}
