import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import type { MicrophoneState } from "../../../src/welcome/microphone-permission.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active, loaded, modelCareOf, modelOf } from "../../ui/status-samples.ts";
import type { Feed } from "../views/fed-view.ts";
import { idle, settings } from "../views/view-samples.ts";

export const ready: Status = {
  ...idle,
  keyStorage: "keychain",
  model: modelOf({ requested: "base", state: "ready", loaded }),
  models: modelCareOf(),
};
export const chosen = { ...settings, transcription: { ...settings.transcription, model: "base" } };
const failedBy = (code: ErrorCode, message = ""): Status["host"] => ({
  name: "failed",
  error: { code, message, recoverable: true },
});
export const failed = failedBy("host_not_installed");
const tried = { ...active, tabId: null };
export const said = transcriptOf(
  [
    finalSegment({ source: "mic", stable: "The tulips in front of my window are red and yellow." }),
    finalSegment({
      source: "mic",
      utterance: 64_000,
      revision: 2,
      stable: "A bus",
      tail: " is coming",
      isFinal: false,
    }),
  ],
  { session: active.session, startedAtMs: Date.now() },
);
export const during = (name: "recording" | "stopping"): Status => ({
  ...ready,
  session:
    name === "stopping" ? { name, cause: null, ...tried } : { name, ...tried, startedAtMs: Date.now() },
  sources: { tab: { name: "off" }, mic: { name: "live", label: "Built-in microphone" } },
});

/** A state of the first-run page. */
export interface Shown {
  readonly status: Status;
  readonly hasConsented: boolean;
  readonly steps: readonly string[];
  readonly transcript?: Transcript;
  /** What comes after it. */
  readonly later?: readonly Status[];
  readonly level?: number;
  /** What is true of the microphone: allowed and wanted unless said. */
  readonly microphone?: {
    readonly permission: PermissionState;
    readonly isThere: boolean;
    readonly isWanted: boolean;
    readonly state: MicrophoneState;
    /** What becomes of asking for it, which is done then: nothing yet, or the browser's error. */
    readonly answer?: "none" | "NotReadableError" | "NotAllowedError";
  };
  readonly computer?: Feed["computer"];
}

const WINDOWS = { os: "win", brand: "Microsoft Edge", isClone: false };
const EDGE = { os: "linux", brand: "Microsoft Edge", isClone: false };
const MAC = { os: "mac", brand: "Google Chrome", isClone: false };
const MAC_CLONE = { ...MAC, isClone: true };
const LINUX = { os: "linux", brand: "Chromium", isClone: false };
const CLONE = { os: "linux", brand: "Chromium", isClone: true };

/** A helper that does not do its work, once all has been agreed to. */
function helperState(host: Status["host"], computer: Feed["computer"], changes: Partial<Status> = {}): Shown {
  return {
    status: { ...ready, host, model: null, keyStorage: null, ...changes },
    hasConsented: true,
    steps: ["done", "now", "later"],
    ...(computer === undefined ? {} : { computer }),
  };
}

const UNASKED = { permission: "prompt", isThere: true, isWanted: true } as const;

export const STATES: Readonly<Record<string, Shown>> = {
  first: {
    status: { ...ready, host: failed, model: null, keyStorage: null },
    hasConsented: false,
    steps: ["now", "later", "later"],
  },
  helper: helperState(failed, LINUX),
  "helper-windows": helperState(failed, WINDOWS),
  "helper-mac": helperState(failed, MAC),
  "helper-mac-clone": helperState(failed, MAC_CLONE),
  "helper-clone": helperState(failed, CLONE),
  "helper-chromeos": helperState(failed, { ...MAC, os: "cros" }),
  "helper-disconnected": helperState({ name: "disconnected" }, LINUX),
  "helper-forbidden": helperState(failedBy("host_forbidden"), EDGE),
  "helper-blocked": helperState(failedBy("host_blocked"), EDGE),
  "helper-start-failed": helperState(failedBy("host_start_failed"), LINUX),
  "helper-exited": helperState(failedBy("host_exited"), MAC_CLONE),
  "helper-unreadable": helperState(failedBy("host_protocol_broken"), LINUX),
  "helper-misconfigured": helperState(failedBy("host_misconfigured"), MAC_CLONE),
  "helper-incompatible": helperState(
    failedBy("incompatible_protocol_version", "Extension 1.1, host 2.0"),
    EDGE,
  ),
  "helper-incompatible-clone": helperState(
    failedBy("incompatible_protocol_version", "Extension 1.1, host 2.0"),
    CLONE,
  ),
  "recognition-missing": helperState(ready.host, LINUX, {
    recogniser: { state: "failed", error: "sidecar_start_failed" },
  }),
  ready: { status: ready, hasConsented: true, steps: ["done", "done", "done"] },
  "microphone-unknown": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "now"],
    microphone: { permission: "prompt", isThere: true, isWanted: true, state: "unknown" },
  },
  "microphone-denied": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "done"],
    microphone: { permission: "denied", isThere: true, isWanted: true, state: "denied" },
  },
  "microphone-missing": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "done"],
    microphone: { permission: "prompt", isThere: false, isWanted: true, state: "missing" },
  },
  "microphone-asking": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "now"],
    microphone: { ...UNASKED, state: "asking", answer: "none" },
  },
  "microphone-busy": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "now"],
    microphone: { ...UNASKED, state: "busy", answer: "NotReadableError" },
  },
  "microphone-dismissed": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "now"],
    microphone: { ...UNASKED, state: "dismissed", answer: "NotAllowedError" },
  },
  "microphone-skipped": {
    status: ready,
    hasConsented: true,
    steps: ["done", "done", "done"],
    microphone: { permission: "prompt", isThere: true, isWanted: false, state: "unknown" },
  },
  "try-out": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    transcript: said,
    level: 0.2,
  },
  "try-out-worked": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    transcript: said,
    later: [during("stopping"), ready],
  },
  "try-out-silent": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    later: [during("stopping"), ready],
  },
  "try-out-wordless": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    level: 0.2,
    later: [during("stopping"), ready],
  },
};
