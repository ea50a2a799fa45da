import { vi } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { EventData, EventName } from "../../../protocol/events.ts";
import type { CaptureEnvironment } from "../../../src/background/browser/capture-environment.ts";
import type { TabState } from "../../../src/background/browser/tab-capture.ts";
import { eventHandlers, handleEvent } from "../../../src/background/events.ts";
import { HostConnection } from "../../../src/background/host/host-connection.ts";
import { HostReports } from "../../../src/background/host/host-reports.ts";
import type { ConnectNative } from "../../../src/background/host/native-link.ts";
import type { Meeting } from "../../../src/background/meeting/meeting.ts";
import { Meetings } from "../../../src/background/meeting/meetings.ts";
import {
  type Ended,
  type LeftSession,
  type RememberedSession,
  SessionMemory,
} from "../../../src/background/meeting/session-memory.ts";
import { CaptionHub } from "../../../src/background/transcript/caption-hub.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import type { OffscreenToBackground } from "../../../src/shared/messages/to-background.ts";
import type { BackgroundToOffscreen } from "../../../src/shared/messages/to-offscreen.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import type { SourceState } from "../../../src/shared/status.ts";
import { SESSION } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

interface Asked {
  readonly id: string;
  readonly method: string;
  readonly params: Record<string, unknown>;
}
type Listeners = Parameters<ConnectNative>[0];

export const CALL = "meet:abc-defg-hij";
const LIVE: SourceState = { name: "live", label: "" };
/** What the host answers; `null` leaves a request unanswered. */
const ANSWERS: Readonly<Record<string, object | null>> = {
  protocol_version_check: { version: "1.0" },
  update_settings: {},
  start_session: { session: SESSION, next: { tab: 0, mic: 0 }, free_bytes: 50_000_000_000 },
  resume_session: { session: SESSION, next: { tab: 30, mic: 30 } },
  abandon_session: { session: SESSION },
  stop_session: { session: SESSION, metrics: null },
};

/** A meeting with everything around it but a browser: a host of a few lines, a clock that is set by hand. */
export class TestMeeting {
  readonly toOffscreen: BackgroundToOffscreen[] = [];
  readonly asked: Asked[] = [];
  readonly database = new TestDatabase();
  readonly answers: Record<string, object | null> = { ...ANSWERS };
  readonly remembered = vi.fn<(left: LeftSession) => Promise<void>>(() => Promise.resolve());
  readonly onEnded = vi.fn<(how: Ended) => void>();
  /** Sessions that were written down as never to be stored. */
  readonly neverStored: string[] = [];
  /** Tabs whose page was to be read, and how often it was to be left. */
  readonly pagesRead: number[] = [];
  pagesLeft = 0;
  refusesToNote = false;
  isMeetingMuteFollowed = true;
  isMicrophoneWanted = true;
  isStoppedWithCall = true;
  /** What the tab shows when it is opened. */
  call: string | null = CALL;
  readonly scheduled: { readonly action: () => void; readonly delayMs: number }[] = [];
  readonly statusStore = new StatusStore(() => {});
  readonly hub: CaptionHub;
  readonly meetings: Meetings;
  readonly memory: SessionMemory;
  nowMs = 1_000_000;
  tab: TabState = { isCrashed: false, isMuted: false, title: "Weekly", place: { call: CALL } };
  readonly #reports = new HostReports(this.statusStore);
  #listeners: Listeners | null = null;

  constructor() {
    this.hub = new CaptionHub(this.database, {
      onChange: () => {},
      onReplaced: () => {},
      onBookmarked: () => {},
      onRenamed: () => {},
      onAmended: () => {},
      onUnreadable: () => {},
      onRefused: (error) => this.#reports.transcriptRefused(error),
    });
    const host = new HostConnection({
      connect: (listeners) => this.#connect(listeners),
      onEvent: (event) => handleEvent(handlers, event),
      onError: (error) => this.#reports.error(error),
      onState: (state) => this.statusStore.update({ host: state }),
      onLost: (error) => this.meetings.running?.hostLost(error),
      onIgnored: () => {},
      onSettingsRefused: () => {},
      settings: () => DEFAULT_SETTINGS.transcription,
      newId: () => crypto.randomUUID(),
      productVersion: "0.1.0",
    });
    const environment = this.#environment();
    this.memory = new SessionMemory(this.remembered);
    this.meetings = new Meetings({
      audioStoring: { send() {}, take: () => Promise.resolve(), failed() {} },
      statusStore: this.statusStore,
      hub: this.hub,
      host,
      reports: this.#reports,
      memory: this.memory,
      environment,
      makeRoom: () => Promise.resolve(),
      neverStore: (session) => {
        if (this.refusesToNote) return Promise.reject(new Error("the disk is full"));
        this.neverStored.push(session);
        return Promise.resolve();
      },
      resendStruck: () => Promise.resolve(),
      onKnownAtHost: () => {},
      onEnded: this.onEnded,
    });
    const handlers = eventHandlers({
      statusStore: this.statusStore,
      hub: this.hub,
      ledger: { take() {} },
      meetings: this.meetings,
      models: { modelIs() {}, downloadIs: () => Promise.resolve(), sidecarIs() {} },
      recovery: { progress() {} },
      reports: this.#reports,
    });
  }

  get running(): Meeting {
    const { running } = this.meetings;
    if (running === null) throw new Error("no meeting runs");
    return running;
  }

  /** A session whose sources both deliver and whose first frames are on disk. */
  async record(): Promise<void> {
    await this.meetings.start(7);
    await this.sourceIs("tab", LIVE);
    await this.sourceIs("mic", LIVE);
    this.stored(1);
  }

  /** A new worker takes up the session that the one before wrote down. */
  async resume(change: Partial<RememberedSession> = {}): Promise<void> {
    const requested = { isCaptured: true, isKnownToHost: true, isPaused: false, isMuted: false } as const;
    const { isMicrophoneWanted } = this;
    const active = { session: SESSION, tabId: 7, startedAtMs: 1 };
    const running: RememberedSession = {
      ...active,
      ...requested,
      isMicrophoneWanted,
      meetingMute: "open",
      call: CALL,
      leaving: null,
      wasStoppedWithCall: false,
      stop: null,
      end: null,
      ...change,
    };
    await this.meetings.restore({ running, last: null });
    await this.meetings.carryOn();
  }

  /** The host has every frame below `next_seq` of both sources. */
  stored(next_seq: number, resend = false): void {
    for (const source of ["tab", "mic"] as const)
      this.hostSends("audio_ack", { session: SESSION, source, next_seq, resend });
  }

  async sourceIs(source: "tab" | "mic", state: SourceState): Promise<void> {
    await this.offscreenSends({ type: "source-changed", source, state });
  }

  async offscreenSends(message: OffscreenToBackground): Promise<void> {
    await this.meetings.fromOffscreen(message);
  }

  hostSends<E extends EventName>(event: E, data: EventData<E>): void {
    this.#listeners?.onMessage(buildEvent(event, data));
  }

  hostSendsRaw(message: object): void {
    this.#listeners?.onMessage(message);
  }

  loseHost(code: ErrorCode = "host_exited"): void {
    this.#listeners?.onDisconnect(code, "gone");
  }

  /** What was sent to the offscreen document since the last call. */
  sentToOffscreen(): BackgroundToOffscreen[] {
    return this.toOffscreen.splice(0);
  }

  methods(): string[] {
    return this.asked.map(({ method }) => method);
  }

  #connect(listeners: Listeners) {
    this.#listeners = listeners;
    return {
      post: (message: object) => {
        const asked = message as Asked;
        this.asked.push(asked);
        const result = this.answers[asked.method];
        if (result !== undefined && result !== null)
          listeners.onMessage({ id: asked.id, type: "response", version: "1.0", result });
      },
      close: () => {},
    };
  }

  #environment(): CaptureEnvironment {
    return {
      openDocument: () => Promise.resolve(),
      freeBytes: () => Promise.resolve(Number.POSITIVE_INFINITY),
      openTab: () =>
        Promise.resolve({
          streamId: "stream",
          title: "Weekly",
          isMuted: this.tab.isMuted,
          site: "meet",
          call: this.call,
        }),
      toOffscreen: (message) => {
        this.toOffscreen.push(message);
      },
      capturedSession: () => Promise.resolve(SESSION),
      closeOffscreen: () => Promise.resolve(),
      tabState: () => Promise.resolve(this.tab),
      showOverlay: () => Promise.resolve(),
      leaveTab: () => {},
      readPage: (tabId) => {
        this.pagesRead.push(tabId);
        return Promise.resolve();
      },
      leavePage: () => {
        this.pagesLeft += 1;
      },
      settings: () => {
        const { isMeetingMuteFollowed, isMicrophoneWanted, isStoppedWithCall } = this;
        return { ...DEFAULT_SETTINGS, isMeetingMuteFollowed, isMicrophoneWanted, isStoppedWithCall };
      },
      uiLanguage: () => "en",
      now: () => this.nowMs,
      newId: () => SESSION,
      schedule: (action, delayMs) => {
        this.scheduled.push({ action, delayMs });
      },
    };
  }
}
