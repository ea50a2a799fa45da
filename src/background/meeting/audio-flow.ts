import type { AudioSource } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { SourceState } from "../../shared/status.ts";
import type { StatusStore } from "../views/status-store.ts";
import { FrameWatch } from "./frame-watch.ts";

/** Keeps the state honest: "recording" is earned by frames that the host has written to their file, a stall has a cause (CAP-7). */
export class AudioFlow {
  readonly #statusStore: StatusStore;
  readonly #now: () => number;
  readonly #watch = new FrameWatch();
  /** Per source, how many frames the host has. */
  readonly #storedNext = new Map<AudioSource, number>();

  /** A meeting begins: audio of its tab is expected, or of what it has instead. */
  constructor(statusStore: StatusStore, now: () => number, first: AudioSource = "tab") {
    this.#statusStore = statusStore;
    this.#now = now;
    this.#watch.expect(first, now());
  }

  /** Only a live source is expected to deliver: a silenced or lost one says itself why it does not. */
  sourceIs(source: AudioSource, state: SourceState): void {
    this.#statusStore.setSource(source, state);
    if (state.name === "live") this.#watch.expect(source, this.#now());
    else this.#watch.forget(source);
  }

  captured(source: AudioSource): void {
    this.#watch.captured(source, this.#now());
  }

  /** The host has written every frame below `nextSeq` to its file. Repeated, it is a reminder and not a frame more: then false. */
  stored(source: AudioSource, nextSeq: number): boolean {
    if (nextSeq <= (this.#storedNext.get(source) ?? 0)) return false;
    this.#storedNext.set(source, nextSeq);
    this.#watch.stored(source, this.#now());
    if (this.#watch.isExpecting && this.#watch.verdict(this.#now()) === null) {
      this.#statusStore.advance({ type: "frames-stored" });
    }
    return true;
  }

  /** Called about once a second: is audio flowing? */
  check(): void {
    const { session, storage } = this.#statusStore.status;
    if (session.name === "idle" || session.name === "stopping" || session.name === "paused") return;
    const verdict = this.#watch.verdict(this.#now());
    const code = verdict === "frames_not_stored" ? (storage ?? verdict) : verdict;
    if (code === null || (session.name === "stalled" && session.cause.code === code)) return;
    const cause = new EarshotError(code, "no frames for 3 seconds").toReport(true);
    this.#statusStore.advance({ type: "frames-missing", cause });
  }
}
