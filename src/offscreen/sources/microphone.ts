import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";

/** The browser goes on refusing for a moment after it has said "granted" (measured: under 0.5 s). */
const GRANT_SETTLES = { attempts: 8, delayMs: 250 };

/**
 * Opens the microphone without a prompt: this document cannot show one, so permission must have been granted
 * on the first-run page. The browser cancels the echo of the loudspeakers.
 * @param deviceId null for the browser's default
 * @throws {EarshotError} `microphone_not_granted`, `microphone_denied` or `microphone_missing`
 */
export async function openMicrophone(deviceId: string | null, attempt = 0): Promise<MediaStream> {
  const device = deviceId === null ? {} : { deviceId: { exact: deviceId } };
  const audio = { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video: false });
  } catch (cause) {
    const permission = await microphonePermission();
    const isRefused = cause instanceof DOMException && cause.name === "NotAllowedError";
    if (isRefused && permission.state === "granted" && attempt < GRANT_SETTLES.attempts) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, GRANT_SETTLES.delayMs);
      });
      return openMicrophone(deviceId, attempt + 1);
    }
    const code = isRefused ? refusalCode(permission.state) : "microphone_missing";
    throw new EarshotError(code, "getUserMedia refused the microphone", { cause });
  }
}

/** Whether the browser lists this device now. Without permission it lists none. */
export async function isMicrophoneConnected(deviceId: string): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some((device) => device.kind === "audioinput" && device.deviceId === deviceId);
}

/** Calls `onGranted` whenever the user allows the microphone, on whichever page or dialog, until `signal` aborts. */
export async function watchMicrophoneGrant(onGranted: () => void, signal: AbortSignal): Promise<void> {
  const permission = await microphonePermission();
  const onChange = () => {
    if (permission.state === "granted") onGranted();
  };
  permission.addEventListener("change", onChange, { signal });
}

// "Permission dismissed" and "Permission denied" share an error name; the permission's state distinguishes them.
function refusalCode(state: PermissionState): ErrorCode {
  return state === "denied" ? "microphone_denied" : "microphone_not_granted";
}

function microphonePermission(): Promise<PermissionStatus> {
  return navigator.permissions.query({ name: "microphone" });
}
