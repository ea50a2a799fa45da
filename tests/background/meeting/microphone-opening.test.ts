import { expect, test } from "vitest";
import { microphoneOpening } from "../../../src/background/meeting/microphone-opening.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import type { HostState } from "../../../src/shared/status.ts";
import { SESSION } from "../session-samples.ts";
import { TestMeeting } from "./test-meeting.ts";

const OLDER: HostState = { name: "connected", version: "1.3", productVersion: "0.1.0" };
const CANCELLING: HostState = { ...OLDER, version: "1.4", cancelsEcho: true };

test.each([
  ["that cancels echo", CANCELLING, false, false],
  ["that cancels echo, and the user leaves it to the browser", CANCELLING, true, true],
  ["that is older", OLDER, false, true],
  ["that is not known yet", { name: "connecting" }, false, true],
] as const)("WHO-3 with a host %s", (_which, host, isEchoLeftToBrowser, isMicrophoneProcessed) => {
  expect(microphoneOpening({ ...DEFAULT_SETTINGS, isEchoLeftToBrowser }, host)).toEqual({
    microphoneDeviceId: null,
    isMicrophoneProcessed,
  });
});

test("WHO-3 a meeting begins with the browser's processing and goes on without it once the host cancels echo", async () => {
  const meeting = new TestMeeting();
  meeting.answers["protocol_version_check"] = { version: "1.4", echo_cancellation: true };

  await meeting.meetings.start(7);

  const sent = meeting.sentToOffscreen();
  expect(sent[0]).toMatchObject({ type: "start-capture", isMicrophoneProcessed: true });
  expect(sent).toContainEqual({ type: "process-microphone", session: SESSION, isProcessed: false });
});
