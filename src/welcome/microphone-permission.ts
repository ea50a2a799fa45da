import { type ReadonlySignal, signal } from "@preact/signals";
import type { Words } from "../i18n/en.ts";

/** What the browser, or the user in front of it, answers about the microphone. */
export type MicrophoneState = keyof Words["welcome"]["microphoneStates"];

export interface Microphone {
  readonly state: ReadonlySignal<MicrophoneState>;
  /** Asks the user; must be called inside a click. */
  readonly ask: () => Promise<void>;
}

/**
 * Whether nothing about the microphone is left to do (pure): it may be used, or cannot be, or the user does without it, and only the
 * others are captioned.
 */
export function isMicrophoneSettled(state: MicrophoneState, isWanted: boolean): boolean {
  return !isWanted || state === "granted" || state === "denied" || state === "missing";
}

/** Follows the permission and asks for it here, in a visible page, as the offscreen document cannot (CAP-5). */
export function watchMicrophone({
  mediaDevices,
  permissions,
}: Pick<Navigator, "mediaDevices" | "permissions">): Microphone {
  const state = signal<MicrophoneState>("unknown");

  async function follow(): Promise<void> {
    const permission = await permissions.query({ name: "microphone" });
    const update = () => {
      if (permission.state === "granted") state.value = "granted";
      else if (permission.state === "denied") state.value = "denied";
      // Asking again is possible: an answer that is shown (dismissed, missing) stays.
      else if (state.value === "granted" || state.value === "denied") state.value = "unknown";
    };
    permission.addEventListener("change", update);
    update();
    mediaDevices.addEventListener("devicechange", () => void look());
    await look();
  }

  /** A computer without a microphone says so unasked. Before it is allowed, one that is there has no name, but is listed. */
  async function look(): Promise<void> {
    const devices = await mediaDevices.enumerateDevices();
    const isThere = devices.some(({ kind }) => kind === "audioinput");
    if (isThere && state.value === "missing") state.value = "unknown";
    else if (!isThere && state.value === "unknown") state.value = "missing";
  }

  async function ask(): Promise<void> {
    state.value = "asking";
    try {
      const stream = await mediaDevices.getUserMedia({ audio: true });
      for (const track of stream.getTracks()) track.stop();
      state.value = "granted";
    } catch (error) {
      const permission = await permissions.query({ name: "microphone" });
      state.value = refusal(error, permission.state);
    }
  }

  void follow();
  return { state, ask };
}

/** What a rejected getUserMedia means, given the permission after it. A closed question leaves it at `prompt`. */
export function refusal(error: unknown, permission: PermissionState): MicrophoneState {
  if (!(error instanceof Error)) return "busy";
  if (error.name === "NotAllowedError") return permission === "denied" ? "denied" : "dismissed";
  return error.name === "NotFoundError" ? "missing" : "busy";
}
