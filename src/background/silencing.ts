import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { BackgroundToOffscreen } from "../shared/messages.ts";
import { activeSession } from "../shared/session.ts";
import type { SilenceReason, SourceState } from "../shared/status.ts";
import type { StatusBoard } from "./status-board.ts";

/**
 * Keeps open sources out of the recording: pause, mute, a crashed tab. The offscreen document, which outlives this
 * worker, is the one that remembers the reasons and marks the gaps.
 */
export class Silencing {
  readonly #board: StatusBoard;
  readonly #toOffscreen: (message: BackgroundToOffscreen) => void;
  #isTabCrashed = false;

  constructor(board: StatusBoard, toOffscreen: (message: BackgroundToOffscreen) => void) {
    this.#board = board;
    this.#toOffscreen = toOffscreen;
  }

  /** A session begins with nothing silenced. */
  begin(): void {
    this.#isTabCrashed = false;
  }

  pause(): void {
    const before = this.#board.status.session;
    this.#board.advance({ type: "pause-requested" });
    const now = this.#board.status.session;
    if (before.name === "paused" || now.name !== "paused") return;
    for (const source of AUDIO_SOURCES) this.#post("silence", source, "paused");
  }

  continue(): void {
    if (this.#board.status.session.name !== "paused") return;
    this.#board.advance({ type: "continue-requested" });
    for (const source of AUDIO_SOURCES) this.#post("unsilence", source, "paused");
  }

  mute(isMuted: boolean): void {
    this.#post(isMuted ? "silence" : "unsilence", "mic", "muted");
  }

  /** What the tab's process does. A crashed page sounds like a quiet one: nothing else tells. */
  tabIs({ isCrashed }: { readonly isCrashed: boolean }): void {
    const { session, problem } = this.#board.status;
    if (session.name === "idle" || session.name === "stopping" || isCrashed === this.#isTabCrashed) return;
    this.#isTabCrashed = isCrashed;
    this.#post(isCrashed ? "silence" : "unsilence", "tab", "tab_crashed");
    if (isCrashed) {
      const error = new EarshotError("tab_crashed", "the tab has no process any more");
      this.#board.update({ problem: error.toReport(true) });
    } else if (problem?.code === "tab_crashed") this.#board.update({ problem: null });
  }

  /** Takes over from a worker before this one what the document remembers. */
  restore(sources: Readonly<Record<AudioSource, SourceState>>): void {
    const reasons = Object.values(sources).flatMap((state) =>
      state.name === "silenced" ? state.reasons : [],
    );
    this.#isTabCrashed = reasons.includes("tab_crashed");
    if (reasons.includes("paused")) this.#board.advance({ type: "pause-requested" });
  }

  #post(type: "silence" | "unsilence", source: AudioSource, reason: SilenceReason): void {
    const active = activeSession(this.#board.status.session);
    if (active !== null) this.#toOffscreen({ type, session: active.session, source, reason });
  }
}
