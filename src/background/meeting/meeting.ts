import type { NextFrames } from "../../../protocol/audio.ts";
import type { EarshotError } from "../../../protocol/errors.ts";
import type { ActiveSession } from "../../shared/session.ts";
import type { SampleRange } from "../../shared/struck-ranges.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { HostConnection } from "../host/host-connection.ts";
import type { HostReports } from "../host/host-reports.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { StatusStore } from "../views/status-store.ts";
import { AudioFlow } from "./audio-flow.ts";
import { DiagnosticsCollector } from "./diagnostics.ts";
import { HostSession } from "./host-session.ts";
import { MeetingTab } from "./meeting-tab.ts";
import { microphoneOpening } from "./microphone-opening.ts";
import { CallEnd } from "./page/call-end.ts";
import { PageMute } from "./page/page-mute.ts";
import { PagePeople } from "./page/page-people.ts";
import type { Ended, RememberedSession, SessionMemory } from "./session-memory.ts";
import { Silencing } from "./silencing.ts";
import { Stopping } from "./stopping.ts";

export interface MeetingNeeds {
  readonly statusStore: StatusStore;
  readonly hub: CaptionHub;
  readonly host: HostConnection;
  readonly reports: HostReports;
  readonly memory: SessionMemory;
  readonly environment: CaptureEnvironment;
  /** The host works on the session, and has struck these spans of it: what was struck meanwhile is sent there. */
  readonly onKnownAtHost: (session: string, struck: readonly SampleRange[]) => void;
  readonly onEnded: (how: Ended) => void;
}

const NAMES_NOTICE_MS = 30_000;

/** One meeting: what it has in the browser and at the host, each in a part of its own. How it ends is in `stopping.ts`. */
export class Meeting {
  readonly active: ActiveSession;
  readonly isTryOut: boolean;
  readonly diagnostics: DiagnosticsCollector;
  readonly flow: AudioFlow;
  readonly silencing: Silencing;
  readonly tab: MeetingTab;
  readonly page: PageMute;
  readonly people: PagePeople;
  readonly callEnd: CallEnd;
  readonly atHost: HostSession;
  readonly stopping: Stopping;
  readonly #needs: MeetingNeeds;
  /** The offscreen document captures it, or has been asked to. */
  #isCaptured: boolean;

  /** `left`: what a worker before this one wrote down; null when it begins now. */
  constructor(active: ActiveSession, left: RememberedSession | null, needs: MeetingNeeds) {
    const { statusStore, environment } = needs;
    this.active = active;
    this.isTryOut = active.tabId === null;
    this.#needs = needs;
    this.diagnostics = new DiagnosticsCollector(active.session, environment.now(), () => this.people.figures);
    this.flow = new AudioFlow(statusStore, environment.now, this.isTryOut ? "mic" : "tab");
    this.silencing = new Silencing(active.session, needs);
    this.atHost = new HostSession(active, left, {
      ...needs,
      onReady: (next, struck) => void this.#hostReady(next, struck),
      onFailed: (error) => void this.stopping.hostFailed(error.toReport(true)),
    });
    this.stopping = new Stopping(active, left, {
      ...needs,
      atHost: this.atHost,
      diagnostics: this.diagnostics,
    });
    this.tab = new MeetingTab(active, this.silencing, needs);
    this.page = new PageMute(active.tabId, this.silencing, needs);
    this.people = new PagePeople(active.session, {
      record: () => needs.hub.recordOf(active.session),
      toHost: (note) => needs.host.link?.notePage(note),
      now: environment.now,
      onBlind: () => this.#showNamesUnavailable(),
    });
    this.callEnd = new CallEnd(active.startedAtMs, {
      statusStore,
      remembered: () => (needs.memory.current?.session === active.session ? needs.memory.current : null),
      remember: (change) => needs.memory.change(change),
      silence: () => this.silencing.leave(),
      stop: () => this.#stopWithCall(),
      isStopWanted: () => environment.settings().isStoppedWithCall,
      now: environment.now,
    });
    statusStore.update({ isMeetingMuteOverridden: left?.meetingMute === "overridden", leaving: null });
    // The page's script looks for this worker; it may be gone as well.
    if (left !== null) this.page.gone();
    this.#isCaptured = left?.isCaptured === true;
  }

  /** False once everything it had is taken down. */
  get isRunning(): boolean {
    return !this.stopping.hasEnded;
  }

  /** Whether nothing has been captured yet, and is still to be. */
  get isStarting(): boolean {
    return !this.#isCaptured && !this.stopping.hasBegun;
  }

  /** The offscreen document captures it. */
  captureStarted(): void {
    this.#isCaptured = true;
  }

  /** Sends the document (again) what the user requested: it may have missed it, or come to life only now. */
  resendRequests(): void {
    this.silencing.sendAll();
    this.stopping.resend();
  }

  /** The user chose another microphone; a running capture takes it at once. */
  chooseMicrophone(deviceId: string | null): void {
    const { session } = this.active;
    this.#needs.environment.toOffscreen({ type: "choose-microphone", session, deviceId });
  }

  /** How the microphone is opened may have changed, by the settings or the host. */
  processMicrophone(): void {
    const { statusStore, environment } = this.#needs;
    const { isMicrophoneProcessed: isProcessed } = microphoneOpening(
      environment.settings(),
      statusStore.status.host,
    );
    environment.toOffscreen({ type: "process-microphone", session: this.active.session, isProcessed });
  }

  /** The host is gone: frames wait in the offscreen document until it is back. */
  hostLost(error: EarshotError): void {
    // The next host recognises the open utterances again, perhaps from another sample on: no half line may stay.
    this.#needs.hub.dropTentative();
    this.#needs.environment.toOffscreen({ type: "hold", session: this.active.session });
    this.atHost.lost(error);
  }

  /** As Stop does, and the views say why. */
  async #stopWithCall(): Promise<void> {
    const { memory, statusStore } = this.#needs;
    if (memory.current?.stop === null) {
      await memory.change({ wasStoppedWithCall: true });
      statusStore.update({ wasStoppedWithCall: true });
    }
    await this.stopping.request(null);
  }

  /** Once, and not for long: captions go on as before. */
  #showNamesUnavailable(): void {
    const { environment, statusStore } = this.#needs;
    statusStore.update({ areNamesUnavailable: true });
    environment.schedule(() => statusStore.update({ areNamesUnavailable: false }), NAMES_NOTICE_MS);
  }

  /** The host is there (again), with everything below `next`. */
  async #hostReady(next: NextFrames, struck: readonly SampleRange[]): Promise<void> {
    const { hub, environment, onKnownAtHost } = this.#needs;
    const { session } = this.active;
    void hub.keysAvailable(session);
    onKnownAtHost(session, struck);
    this.processMicrophone();
    environment.toOffscreen({ type: "welcome", session, next });
    this.people.hostReady();
    await this.stopping.hostReady(next);
  }
}
