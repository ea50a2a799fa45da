import { EarshotError, type ErrorCode } from "../../protocol/errors.ts";

/**
 * Opens the microphone without a prompt: this document cannot show one, so permission must have been granted
 * on the first-run page. The browser cancels the echo of the loudspeakers.
 * @param deviceId null for the browser's default
 * @throws {EarshotError} `microphone_not_granted`, `microphone_denied` or `microphone_missing`
 */
export async function openMicrophone(deviceId: string | null): Promise<MediaStream> {
  const device = deviceId === null ? {} : { deviceId: { exact: deviceId } };
  const audio = { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video: false });
  } catch (cause) {
    throw new EarshotError(await microphoneError(cause), "getUserMedia refused the microphone", { cause });
  }
}

/** Calls `onGranted` whenever the user allows the microphone, on whichever page or dialog, until `signal` aborts. */
export async function watchMicrophoneGrant(onGranted: () => void, signal: AbortSignal): Promise<void> {
  const permission = await navigator.permissions.query({ name: "microphone" });
  const onChange = () => {
    if (permission.state === "granted") onGranted();
  };
  permission.addEventListener("change", onChange, { signal });
}

async function microphoneError(cause: unknown): Promise<ErrorCode> {
  if (!(cause instanceof DOMException) || cause.name !== "NotAllowedError") return "microphone_missing";
  // "Permission dismissed" and "Permission denied" share a name; the permission's state tells them apart.
  const { state } = await navigator.permissions.query({ name: "microphone" });
  return state === "denied" ? "microphone_denied" : "microphone_not_granted";
}
