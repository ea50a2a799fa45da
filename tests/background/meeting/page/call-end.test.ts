import { beforeEach, expect, test } from "vitest";
import { captionNotices, noticesOf } from "../../../../src/shared/notices/notices.ts";
import { SESSION } from "../../session-samples.ts";
import { TestCall } from "./test-call.ts";

let meeting: TestCall;

beforeEach(async () => {
  meeting = await TestCall.running();
});

test("WHO-5 a call that the page shows as left, and that is quiet, ends after 15 seconds as by Stop", async () => {
  meeting.running.callEnd.stageIs("left");
  await meeting.after(9000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  await meeting.after(2000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");
  expect(meeting.isStopping).toBe(false);
  await meeting.after(15_000);

  expect(meeting.isStopping).toBe(true);
  expect(meeting.memory.current?.stop).toEqual({ cause: null, waitsFor: "corrections" });
  expect(meeting.sentToOffscreen()).toContainEqual({ type: "stop-capture", session: SESSION });
});

test("WHO-5 CAP-8 that captions stopped with the call is known until the next start, also to a worker that follows", async () => {
  const { statusStore, remembered } = meeting;
  meeting.running.callEnd.stageIs("left");
  await meeting.after(10_000);
  expect(statusStore.status.wasStoppedWithCall).toBe(false);
  await meeting.after(20_000);
  expect(noticesOf(statusStore.status, "popup")).toContainEqual({ type: "stopped-with-call" });
  await meeting.running.stopping.end(null, { isComplete: true });
  expect(statusStore.status.session.name).toBe("idle");
  for (const notices of [noticesOf(statusStore.status, "panel"), captionNotices(statusStore.status)])
    expect(notices).toContainEqual({ type: "stopped-with-call" });

  const left = remembered.mock.lastCall?.[0] ?? { running: null, last: null };
  expect(left.last).toEqual({ session: SESSION, error: null, wasStoppedWithCall: true });
  meeting = new TestCall();
  await meeting.meetings.restore({ running: null, last: left.last });
  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(true);
  await meeting.meetings.begin(7, crypto.randomUUID());
  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(false);
});

test("WHO-5 who presses Stop within the countdown has stopped himself", async () => {
  meeting.running.callEnd.stageIs("left");
  await meeting.after(15_000);
  await meeting.running.stopping.request(null);
  await meeting.after(30_000);

  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(false);
});

test("WHO-5 a page without a sign of the call, and quiet, ends it too; either alone ends nothing", async () => {
  meeting.running.callEnd.stageIs("unknown");
  await meeting.after(8000);
  meeting.speech(true);
  await meeting.after(60_000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  meeting.speech(false);
  await meeting.after(11_000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");

  meeting.running.callEnd.stageIs("in_call");
  await meeting.after(120_000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 who speaks in the tab within the countdown ends it", async () => {
  meeting.running.callEnd.stageIs("left");
  await meeting.after(15_000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");
  meeting.speech(true);
  await meeting.after(60_000);

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 who speaks himself is in the call, unless its page says that he has left", async () => {
  meeting.running.callEnd.stageIs("unknown");
  meeting.speech(true, "mic");
  await meeting.after(60_000);
  expect(meeting.statusStore.status.leaving).toBeNull();

  meeting.running.callEnd.stageIs("left");
  await meeting.after(2000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");
});

test.each([
  ["speech is not recognised yet", () => meeting.statusStore.update({ lagMs: { tab: 6000, mic: 0 } })],
  [
    "nothing recognises at present",
    () => meeting.statusStore.update({ recogniser: { state: "restarting", error: "sidecar_died" } }),
  ],
  ["the setting is off", () => void (meeting.isStoppedWithCall = false)],
  ["nobody reads the page", () => meeting.running.callEnd.stageIs(null)],
])("WHO-5 a call that was left does not end where %s", async (_why, make) => {
  meeting.running.callEnd.stageIs("left");
  make();
  await meeting.after(60_000);

  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 a page that never showed the call ends nothing, and neither does a lobby", async () => {
  const blind = new TestCall();
  await blind.record();
  meeting = blind;
  meeting.statusStore.update({ recogniser: { state: "running", error: null } });
  for (const stage of ["unknown", "lobby", "left"] as const) {
    meeting.running.callEnd.stageIs(stage);
    await meeting.after(60_000);
  }

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 who loads the page again and waits in the lobby has not left the call", async () => {
  meeting.running.callEnd.stageIs(null);
  await meeting.after(3000);
  meeting.running.callEnd.stageIs("lobby");
  await meeting.after(120_000);

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 who wants to go on in a call that was left is asked again only once the call was seen again", async () => {
  meeting.running.callEnd.stageIs("left");
  await meeting.after(12_000);
  await meeting.running.callEnd.keepOn();
  await meeting.after(120_000);
  expect(meeting.isStopping).toBe(false);
  meeting.running.callEnd.stageIs("in_call");
  await meeting.after(1000);
  meeting.running.callEnd.stageIs("left");
  await meeting.after(26_000);

  expect(meeting.isStopping).toBe(true);
});
