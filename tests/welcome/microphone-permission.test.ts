import { expect, test, vi } from "vitest";
import {
  isMicrophoneSettled,
  type MicrophoneState,
  refusal,
  watchMicrophone,
} from "../../src/welcome/microphone-permission.ts";

test.each([
  ["NotAllowedError", "prompt", "dismissed"],
  ["NotAllowedError", "denied", "denied"],
  ["NotFoundError", "prompt", "missing"],
  ["NotReadableError", "granted", "busy"],
] as const)(
  "CAP-5 the browser's %s with the permission at %s is reported as %s",
  (name, permission, state) => {
    expect(refusal(Object.assign(new Error("refused"), { name }), permission)).toBe(state);
  },
);

test("UI-7 nothing is left to do where the microphone may be used, cannot be, or is not wanted", () => {
  const states: readonly MicrophoneState[] = [
    "unknown",
    "asking",
    "granted",
    "denied",
    "dismissed",
    "missing",
    "busy",
  ];

  expect(states.filter((state) => isMicrophoneSettled(state, true))).toEqual([
    "granted",
    "denied",
    "missing",
  ]);
  expect(states.filter((state) => isMicrophoneSettled(state, false))).toEqual(states);
});

test("UI-7 a computer without a microphone says so unasked, and asks once one is connected", async () => {
  const devices: MediaDeviceInfo[] = [];
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve(devices) });
  const permissions = { query: () => Promise.resolve(Object.assign(new EventTarget(), { state: "prompt" })) };
  const { state } = watchMicrophone({ mediaDevices, permissions } as unknown as Navigator);
  await vi.waitFor(() => expect(state.value).toBe("missing"));

  devices.push({ kind: "audioinput" } as MediaDeviceInfo);
  mediaDevices.dispatchEvent(new Event("devicechange"));
  await vi.waitFor(() => expect(state.value).toBe("unknown"));
});
