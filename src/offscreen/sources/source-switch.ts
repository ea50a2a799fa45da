import type { ErrorCode } from "../../../protocol/errors.ts";
import type { SilenceReason, SourceState } from "../../shared/status.ts";

/** An open stream's way into the recording. */
export interface SourceInput {
  readonly connect: () => void;
  readonly disconnect: () => void;
  /** Disconnected for good. */
  readonly close: () => void;
}

/**
 * Whether one source is recorded: a stream must be open and nothing may speak against it. Reasons for silence
 * outlive the stream, so that a microphone which comes back muted stays muted.
 */
export class SourceSwitch {
  readonly #onChanged: (state: SourceState) => void;
  #open: { readonly input: SourceInput; readonly label: string } | null = null;
  #closedState: SourceState = { name: "off" };
  #reasons: readonly SilenceReason[] = [];

  constructor(onChanged: (state: SourceState) => void) {
    this.#onChanged = onChanged;
  }

  get state(): SourceState {
    if (this.#open === null) return this.#closedState;
    if (this.#reasons.length > 0) return { name: "silenced", reasons: this.#reasons };
    return { name: "live", label: this.#open.label };
  }

  /** Records from `input` from now on, in place of the one before. */
  open(input: SourceInput, label: string): void {
    this.#open?.input.close();
    this.#open = { input, label };
    if (this.#reasons.length === 0) input.connect();
    this.#onChanged(this.state);
  }

  /** The stream is gone, or never came. */
  lose(reason: ErrorCode): void {
    this.#close({ name: "unavailable", reason });
  }

  /** The capture is over. */
  close(): void {
    this.#close({ name: "off" });
  }

  /** Returns whether this is news. */
  silence(reason: SilenceReason): boolean {
    if (this.#reasons.includes(reason)) return false;
    this.#reasons = [...this.#reasons, reason];
    this.#open?.input.disconnect();
    this.#onChanged(this.state);
    return true;
  }

  /** Takes one reason away; the last one taken away connects the stream again. Returns whether this is news. */
  unsilence(reason: SilenceReason): boolean {
    if (!this.#reasons.includes(reason)) return false;
    this.#reasons = this.#reasons.filter((other) => other !== reason);
    if (this.#reasons.length === 0) this.#open?.input.connect();
    this.#onChanged(this.state);
    return true;
  }

  #close(state: SourceState): void {
    this.#open?.input.close();
    this.#open = null;
    this.#closedState = state;
    this.#onChanged(state);
  }
}
