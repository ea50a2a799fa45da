import { EarshotError } from "../../../protocol/errors.ts";
import type { EventData } from "../../../protocol/events.ts";
import { wordsIn } from "../../i18n/index.ts";
import type { OffscreenToBackground } from "../../shared/messages/to-background.ts";
import type { AudioStoring } from "../transcript/audio-storing.ts";
import type { SessionRecord } from "../transcript/database/transcript-schema.ts";
import { type CaptureReportNeeds, takeCaptureReport } from "./capture-reports.ts";
import type { DiagnosticsCollector } from "./diagnostics.ts";
import { Meeting, type MeetingNeeds } from "./meeting.ts";
import { microphoneOpening } from "./microphone-opening.ts";
import type { LeftSession, RememberedSession } from "./session-memory.ts";
import { endTryOut, NO_TAB, openTryOut, type TryOutNeeds } from "./try-out.ts";

interface MeetingsNeeds extends MeetingNeeds, TryOutNeeds, CaptureReportNeeds {
  readonly audioStoring: Pick<AudioStoring, "send" | "take" | "failed">;
  /** Resolves once the host works on no other session. */
  readonly makeRoom: () => Promise<void>;
  /** Sends the offscreen document again what was struck. */
  readonly resendStruck: (session: string) => Promise<void>;
}

/**
 * Begins meetings, one at a time, and takes up the one that a worker before this one left. What the offscreen document and the
 * host report of the meeting that runs goes through here.
 */
export class Meetings {
  readonly #needs: MeetingsNeeds;
  /** The one that was begun last in this worker; it may have ended. */
  #latest: Meeting | null = null;

  constructor(needs: MeetingsNeeds) {
    this.#needs = needs;
  }

  get running(): Meeting | null {
    return this.#latest?.isRunning === true ? this.#latest : null;
  }

  /** Of the meeting that runs, or that ran last. */
  get diagnostics(): DiagnosticsCollector | null {
    return this.#latest?.diagnostics ?? null;
  }

  /** Captures the tab the user invoked Earshot on. A refusal is shown, never thrown. */
  async start(tabId: number): Promise<void> {
    await (await this.begin(tabId))?.open();
  }

  /**
   * Writes down and shows that captions of this tab are wanted; `open` then goes all the way to the host. Null when they
   * are not to be had, or when `session` was begun before: one start may come twice. Without a tab it is a try-out.
   */
  async begin(
    tabId: number | null,
    session = this.#needs.environment.newId(),
  ): Promise<{ readonly open: () => Promise<void> } | null> {
    const { statusStore, memory, environment } = this.#needs;
    if (memory.lastSession === session) {
      await memory.stored;
      return null;
    }
    if (memory.current !== null) {
      const error = new EarshotError("session_already_running", "one meeting at a time");
      statusStore.update({ problem: error.toReport(true) });
      return null;
    }
    const active = { session, tabId, startedAtMs: environment.now() };
    const meeting = new Meeting(active, null, this.#needs);
    this.#latest = meeting;
    statusStore.update({ wasStoppedWithCall: false });
    await memory.begin(active, environment.settings().isMicrophoneWanted);
    this.#show(meeting);
    return { open: () => this.#open(meeting) };
  }

  /**
   * Shows what a worker before this one left as it stood, with its transcript.
   * `carryOn` then picks the session up.
   */
  async restore(left: LeftSession): Promise<void> {
    const { statusStore, hub, host, memory } = this.#needs;
    const { running, last } = left;
    memory.takeOver(left);
    const wasStoppedWithCall = (running ?? last)?.wasStoppedWithCall === true;
    statusStore.update({ session: { name: "idle", lastError: last?.error ?? null }, wasStoppedWithCall });
    if (running === null) return;
    const { session, tabId, startedAtMs, isPaused, stop, end } = running;
    this.#latest = new Meeting({ session, tabId, startedAtMs }, running, this.#needs);
    this.#show(this.#latest);
    if (isPaused) statusStore.advance({ type: "pause-requested" });
    if (stop !== null || end !== null)
      statusStore.advance({ type: "stop-requested", cause: end?.error ?? stop?.cause ?? null });
    // The host starts while the transcript is read; its events must find the transcript there. Why it does not start
    // is reported where the meeting opens its session in `carryOn`.
    void host.ensure().catch(() => null);
    if (this.#latest.isTryOut) return hub.openTryOut(this.#recordOf(this.#latest, NO_TAB));
    await hub.show(session);
  }

  /** Goes on with what was restored, from whatever step it had come to. */
  async carryOn(): Promise<void> {
    const { memory, environment, resendStruck } = this.#needs;
    const meeting = this.running;
    if (memory.current === null || meeting === null) return;
    if (memory.current.end !== null) return meeting.stopping.close(memory.current.end);
    const captured = await environment.capturedSession();
    const { current } = memory;
    const { session } = meeting.active;
    if (current?.session !== session) return;
    if (captured !== session) return this.#withoutCapture(meeting, current);
    if (!current.isCaptured) void memory.change({ isCaptured: true });
    meeting.captureStarted();
    meeting.resendRequests();
    void meeting.page.follow(environment.settings().isMeetingMuteFollowed);
    void resendStruck(session);
    this.#needs.audioStoring.send();
    meeting.chooseMicrophone(environment.settings().microphoneDeviceId);
    await meeting.atHost.open();
  }

  /** Called about once a second, and when the tab changes: is audio flowing (CAP-7), what is the tab's page doing? */
  async check(): Promise<void> {
    const meeting = this.running;
    if (meeting === null) return;
    meeting.flow.check();
    // A tab that is being closed has nothing more to report.
    if (this.#needs.statusStore.status.session.name === "stopping") return;
    const { tabId } = meeting.active;
    if (tabId === null) return endTryOut(meeting, this.#needs);
    const tab = await this.#needs.environment.tabState(tabId);
    // A document that does not capture yet drops what it is sent of a meeting; from its start on it gets all that there is.
    if (tab === null || !meeting.isRunning || meeting.isStarting) return;
    // Another page's title is none of the meeting's. What the page calls the meeting goes before its own title.
    const title = meeting.callEnd.isElsewhere(tab) ? null : (meeting.people.title ?? tab.title);
    meeting.tab.observe({ ...tab, title });
    await meeting.callEnd.check(tab);
  }

  /** Everything the offscreen document sends but its levels. */
  fromOffscreen(message: OffscreenToBackground): Promise<void> | void {
    return takeCaptureReport(message, this, this.#needs);
  }

  /** The host has written frames to their file (`native-host/pumps/audio-intake.ts`), or wants some again. */
  framesStored({ session, source, next_seq, resend = false }: EventData<"audio_ack">): void {
    const meeting = this.running;
    if (meeting?.active.session !== session) return;
    const { toOffscreen, now } = this.#needs.environment;
    toOffscreen({ type: "acknowledged", session, source, nextSeq: next_seq, isResendWanted: resend });
    if (!meeting.flow.stored(source, next_seq)) return;
    meeting.diagnostics.frameStored(now());
    meeting.atHost.progressed();
  }

  /** The host delivered something to store: losses that follow are counted from none. */
  eventCame(session: string): void {
    if (session === this.running?.active.session) this.running.atHost.progressed();
  }

  /** A span of a session was struck, as its record says. */
  struck(session: string): void {
    if (session === this.running?.active.session) this.running.people.struck();
  }

  /** The transcript names the model that works on it; one that is loaded between meetings works on none. */
  modelIs(model: string | null): void {
    const { hub } = this.#needs;
    const { running } = this;
    if (model === null || running === null || running.isTryOut || hub.transcript?.model === model) return;
    void hub.amendHead(running.active.session, { model });
  }

  #show({ active }: Meeting): void {
    const { statusStore } = this.#needs;
    statusStore.update({ problem: null, lagMs: { tab: 0, mic: 0 }, lagAtStopMs: null });
    statusStore.advance({ type: "start-requested", active });
  }

  /** Opens the tab and goes all the way to the host; done again after a worker that did not get through. */
  async #open(meeting: Meeting): Promise<void> {
    const { memory, environment, makeRoom } = this.#needs;
    const hasRoom = makeRoom();
    meeting.page.begin();
    try {
      const isOpen = await this.#openCapture(meeting);
      if (!isOpen) return await meeting.stopping.end(null, { isComplete: false });
    } catch (error) {
      return meeting.stopping.end(EarshotError.from(error).toReport(true), { isComplete: false });
    }
    meeting.resendRequests();
    await memory.change({ isCaptured: true });
    const { tabId } = meeting.active;
    if (tabId !== null && environment.settings().isOverlayWanted && meeting.isRunning)
      void environment.showOverlay(tabId);
    await hasRoom;
    await meeting.atHost.open();
  }

  /**
   * Opens the tab for capture and begins its transcript.
   * @returns false when it was stopped while the browser was still opening the tab: nothing has been captured
   * @throws {EarshotError} why the browser refuses the tab
   */
  async #openCapture(meeting: Meeting): Promise<boolean> {
    const { hub, environment, memory, statusStore } = this.#needs;
    const { session, tabId } = meeting.active;
    if (tabId === null) return openTryOut(meeting, this.#recordOf(meeting, NO_TAB), this.#needs);
    const { streamId, title, isMuted, site, call } = await environment.openTab(tabId);
    if (!meeting.isStarting) return false;
    void memory.change({ call });
    // Before any audio: a caption of a session that has no record would count as one of a session that was deleted.
    await hub.open(this.#recordOf(meeting, { title, site }));
    environment.toOffscreen({
      type: "start-capture",
      session,
      streamId,
      isMicrophoneWanted: memory.current?.isMicrophoneWanted === true,
      ...microphoneOpening(environment.settings(), statusStore.status.host),
    });
    this.#needs.audioStoring.send();
    // Before the document has opened the streams: not even its first moment is heard.
    meeting.tab.mutePlayback(isMuted);
    meeting.captureStarted();
    return true;
  }

  #recordOf(
    { active: { session, startedAtMs } }: Meeting,
    tab: Pick<SessionRecord, "title" | "site">,
  ): SessionRecord {
    const { statusStore, environment } = this.#needs;
    const { transcription } = environment.settings();
    return {
      ...tab,
      session,
      startedAtMs,
      language: transcription.language,
      model: statusStore.status.model?.loaded?.model ?? transcription.model,
      speakers: wordsIn(environment.uiLanguage()).speakers,
      completeness: "open",
    };
  }

  /** The document does not capture what was restored: it had not come to that, or is gone. */
  async #withoutCapture(meeting: Meeting, { isCaptured, stop }: RememberedSession): Promise<void> {
    if (isCaptured) return meeting.stopping.captureGone();
    if (stop !== null) return meeting.stopping.end(stop.cause, { isComplete: false });
    await this.#open(meeting);
  }
}
