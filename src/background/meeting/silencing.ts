import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import { activeSession } from "../../shared/session.ts";
import type { SilenceReason, SourceState } from "../../shared/status.ts";
import type { SessionNeeds } from "./session-needs.ts";

/**
 * Keeps open sources out of the recording: pause, mute, a crashed tab. What the user wants is written down before the
 * offscreen document is told and before a view shows it; the document keeps the reasons and marks the gaps.
 */
export class Silencing {
  readonly #needs: Pick<SessionNeeds, "board" | "memory" | "environment">;
  #isTabCrashed = false;

  constructor(needs: Pick<SessionNeeds, "board" | "memory" | "environment">) {
    this.#needs = needs;
  }

  /** A session begins with nothing silenced. */
  begin(): void {
    this.#isTabCrashed = false;
  }

  pause(): Promise<void> {
    return this.#setPaused(true);
  }

  continue(): Promise<void> {
    return this.#setPaused(false);
  }

  async mute(isMuted: boolean): Promise<void> {
    const { memory } = this.#needs;
    const session = memory.current?.session;
    await memory.change({ isMuted });
    if (memory.current?.session === session) this.#tell("mic", "muted", isMuted);
  }

  /** Tells the document (again) what the user wants: it may have missed it, or come to life only now. */
  tellAll(): void {
    const { current } = this.#needs.memory;
    if (current === null) return;
    this.#tellPaused(current.isPaused);
    this.#tell("mic", "muted", current.isMuted);
  }

  /** What the tab's process does. A crashed page sounds like a quiet one: nothing else tells. */
  tabIs({ isCrashed }: { readonly isCrashed: boolean }): void {
    const { board } = this.#needs;
    const { session, problem } = board.status;
    if (session.name === "idle" || session.name === "stopping" || isCrashed === this.#isTabCrashed) return;
    this.#isTabCrashed = isCrashed;
    this.#tell("tab", "tab_crashed", isCrashed);
    if (isCrashed) {
      const error = new EarshotError("tab_crashed", "the tab has no process any more");
      board.update({ problem: error.toReport(true) });
    } else if (problem?.code === "tab_crashed") board.update({ problem: null });
  }

  /** Takes over from a worker before this one what only the document knows. */
  restore(sources: Readonly<Record<AudioSource, SourceState>>): void {
    const { tab } = sources;
    this.#isTabCrashed = tab.name === "silenced" && tab.reasons.includes("tab_crashed");
  }

  async #setPaused(isPaused: boolean): Promise<void> {
    const { board, environment, memory } = this.#needs;
    const { current } = memory;
    if (current === null || current.stop !== null || current.isPaused === isPaused) return memory.stored;
    await memory.change({ isPaused, pausedAtMs: isPaused ? environment.now() : undefined });
    if (memory.current?.session !== current.session) return;
    this.#tellPaused(isPaused);
    board.advance({ type: isPaused ? "pause-requested" : "continue-requested" });
  }

  #tellPaused(isPaused: boolean): void {
    for (const source of AUDIO_SOURCES) this.#tell(source, "paused", isPaused);
  }

  #tell(source: AudioSource, reason: SilenceReason, isSilenced: boolean): void {
    const { board, environment } = this.#needs;
    const active = activeSession(board.status.session);
    if (active === null) return;
    const type = isSilenced ? "silence" : "unsilence";
    environment.toOffscreen({ type, session: active.session, source, reason });
  }
}
