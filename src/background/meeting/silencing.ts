import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import { keepsMicrophoneOut, type MeetingMute } from "../../shared/messages/meeting-page.ts";
import type { SilenceReason, SourceState } from "../../shared/status.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { StatusStore } from "../views/status-store.ts";
import { keepsBothOut } from "./page/leaving.ts";
import type { SessionMemory } from "./session-memory.ts";

interface SilencingNeeds {
  readonly statusStore: StatusStore;
  readonly memory: SessionMemory;
  readonly environment: Pick<CaptureEnvironment, "now" | "toOffscreen">;
}

/**
 * Keeps open sources of one meeting out of the recording: pause, mute here and in the meeting, a crashed tab. What the user wants is written down before
 * it is sent to the offscreen document and before a view shows it; the document keeps the reasons and marks the gaps.
 */
export class Silencing {
  readonly #session: string;
  readonly #needs: SilencingNeeds;
  #isTabCrashed = false;

  constructor(session: string, needs: SilencingNeeds) {
    this.#session = session;
    this.#needs = needs;
  }

  pause(): Promise<void> {
    return this.#setPaused(true);
  }

  continue(): Promise<void> {
    return this.#setPaused(false);
  }

  async mute(isMuted: boolean): Promise<void> {
    const { memory } = this.#needs;
    await memory.change({ isMuted });
    if (memory.current?.session === this.#session) this.#send("mic", "muted", isMuted);
  }

  /** Whether the meeting's own mute keeps the microphone out; Earshot's own goes by nothing of it. */
  async muteInMeeting(meetingMute: MeetingMute): Promise<void> {
    const { memory, statusStore } = this.#needs;
    await memory.change({ meetingMute });
    if (memory.current?.session !== this.#session) return;
    this.#send("mic", "muted_in_meeting", keepsMicrophoneOut(meetingMute));
    statusStore.update({ isMeetingMuteOverridden: meetingMute === "overridden" });
  }

  /** Nothing of another page than the call's is recorded, nor what the user says meanwhile. */
  leave(): void {
    const isOut = keepsBothOut(this.#needs.memory.current?.leaving ?? null);
    for (const source of AUDIO_SOURCES) this.#send(source, "meeting_left", isOut);
  }

  /** Sends the document (again) what the user requested: it may have missed it, or come to life only now. */
  sendAll(): void {
    const { current } = this.#needs.memory;
    if (current === null) return;
    this.#sendPaused(current.isPaused);
    this.leave();
    this.#send("mic", "muted", current.isMuted);
    this.#send("mic", "muted_in_meeting", keepsMicrophoneOut(current.meetingMute));
  }

  /** Whether the tab's process lives. A crashed page sounds like a quiet one: nothing else reports it. */
  tabIs({ isCrashed }: { readonly isCrashed: boolean }): void {
    const { statusStore } = this.#needs;
    const { session, problem } = statusStore.status;
    if (session.name === "idle" || session.name === "stopping" || isCrashed === this.#isTabCrashed) return;
    this.#isTabCrashed = isCrashed;
    this.#send("tab", "tab_crashed", isCrashed);
    if (isCrashed) {
      const error = new EarshotError("tab_crashed", "the tab has no process any more");
      statusStore.update({ problem: error.toReport(true) });
    } else if (problem?.code === "tab_crashed") statusStore.update({ problem: null });
  }

  /** Takes over from a worker before this one what only the document knows. */
  restore(sources: Readonly<Record<AudioSource, SourceState>>): void {
    const { tab } = sources;
    this.#isTabCrashed = tab.name === "silenced" && tab.reasons.includes("tab_crashed");
  }

  async #setPaused(isPaused: boolean): Promise<void> {
    const { statusStore, environment, memory } = this.#needs;
    const { current } = memory;
    if (current === null || current.stop !== null || current.isPaused === isPaused) return memory.stored;
    await memory.change({ isPaused, pausedAtMs: isPaused ? environment.now() : undefined });
    if (memory.current?.session !== this.#session) return;
    this.#sendPaused(isPaused);
    statusStore.advance({ type: isPaused ? "pause-requested" : "continue-requested" });
  }

  #sendPaused(isPaused: boolean): void {
    for (const source of AUDIO_SOURCES) this.#send(source, "paused", isPaused);
  }

  #send(source: AudioSource, reason: SilenceReason, isSilenced: boolean): void {
    const type = isSilenced ? "silence" : "unsilence";
    this.#needs.environment.toOffscreen({ type, session: this.#session, source, reason });
  }
}
