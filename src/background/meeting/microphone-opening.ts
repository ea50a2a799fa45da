import type { Settings } from "../../shared/settings.ts";
import type { HostState } from "../../shared/status.ts";

/**
 * How the microphone is opened (pure). As the device gives it, where the host cancels the echo: what the browser has processed is not
 * linear, and nothing can be cancelled behind it (ADR-048). While the host is not known the browser does it, and where the user wants that.
 */
export function microphoneOpening(
  { microphoneDeviceId, isEchoLeftToBrowser }: Pick<Settings, "microphoneDeviceId" | "isEchoLeftToBrowser">,
  host: HostState,
): { readonly microphoneDeviceId: string | null; readonly isMicrophoneProcessed: boolean } {
  const isCancelled = host.name === "connected" && host.cancelsEcho === true;
  return { microphoneDeviceId, isMicrophoneProcessed: isEchoLeftToBrowser || !isCancelled };
}
