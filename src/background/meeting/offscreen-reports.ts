import { EarshotError } from "../../../protocol/errors.ts";
import type { OffscreenToBackground } from "../../shared/messages.ts";
import { activeSession } from "../../shared/session.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { HostConnection } from "../host/host-connection.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { StatusBoard } from "../views/status-board.ts";
import type { DiagnosticsCollector } from "./diagnostics.ts";
import type { FlowMonitor } from "./flow-monitor.ts";
import type { SessionEnding } from "./session-ending.ts";
import type { Silencing } from "./silencing.ts";

interface Listeners {
  readonly board: StatusBoard;
  readonly hub: CaptionHub;
  readonly host: HostConnection;
  readonly flow: FlowMonitor;
  readonly silencing: Silencing;
  readonly ending: SessionEnding;
  readonly toOffscreen: CaptureEnvironment["toOffscreen"];
  readonly diagnostics: () => DiagnosticsCollector | null;
}

type Message<Type extends string> = Extract<OffscreenToBackground, { type: Type }>;

/** Hands what the offscreen document says to those whom it concerns: its frames to the host, its end to the ending. */
export class OffscreenReports {
  readonly #listeners: Listeners;

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  /** Everything the offscreen document says. */
  take(message: OffscreenToBackground): Promise<void> | void {
    const { board, host, flow } = this.#listeners;
    switch (message.type) {
      case "frame":
        flow.captured(message.request.params.source);
        return host.link?.sendFrame(message.request);
      case "source-changed":
        return flow.sourceIs(message.source, message.state);
      case "counters":
        return this.#count(message);
      case "level":
        return;
      default: {
        const running = activeSession(board.status.session)?.session;
        return message.session === running ? this.#ofSession(message) : this.#ofStray(message.session);
      }
    }
  }

  #ofSession(message: Message<`capture-${string}` | "hello">): Promise<void> {
    const { hub, ending } = this.#listeners;
    switch (message.type) {
      case "capture-started":
        return hub.amend(message.session, { startedAtMs: message.startedAtMs });
      case "capture-failed":
        return ending.end(message.error, { isComplete: false });
      case "capture-ended":
        return ending.stop(message.error);
      case "capture-stopped":
        return ending.captureStopped(message.next, message.gaps);
      case "hello":
        return this.#greeted(message);
      default:
        return message satisfies never;
    }
  }

  /** Nobody is to be captured without a session that says so. */
  #ofStray(session: string | null): void {
    if (session !== null) this.#listeners.toOffscreen({ type: "abandon-capture", session });
  }

  #count({ capture, unrendered }: Message<"counters">): void {
    const { board, diagnostics } = this.#listeners;
    if (diagnostics()?.captured(capture, unrendered) !== true) return;
    const error = new EarshotError("audio_lost", `${unrendered.toldLostMs} ms of sound were never rendered`);
    board.update({ problem: error.toReport(true) });
  }

  /** A new offscreen document, or a document greeting a new worker. */
  async #greeted({ sources }: Message<"hello">): Promise<void> {
    const { flow, silencing, ending } = this.#listeners;
    flow.sourceIs("tab", sources.tab);
    flow.sourceIs("mic", sources.mic);
    silencing.restore(sources);
    if (sources.tab.name !== "unavailable") return;
    await ending.stop(new EarshotError(sources.tab.reason, "the tab ended meanwhile").toReport(false));
  }
}
