import { expect, test } from "vitest";
import { backoffMs, MAX_ATTEMPTS } from "../../../src/shared/backoff.ts";
import { eventually } from "../../eventually.ts";
import { SESSION } from "../session-samples.ts";
import { TestMeeting } from "./test-meeting.ts";

const openMute = { source: "mic", start_sample: 16_000, end_sample: 64_000, reason: "muted" } as const;
const captureStopped = {
  type: "capture-stopped",
  session: SESSION,
  next: { tab: 40, mic: 40 },
  gaps: [openMute],
} as const;

test("CAP-8 a lost host is connected again after 100 ms, and the capture is held meanwhile", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  meeting.loseHost();
  expect(meeting.sentToOffscreen()).toEqual([{ type: "hold", session: SESSION }]);
  expect(meeting.scheduled.map(({ delayMs }) => delayMs)).toEqual([100]);
  meeting.scheduled[0]?.action();

  await eventually(() =>
    expect(meeting.sentToOffscreen()).toMatchObject([
      { type: "process-microphone" },
      { type: "welcome", next: { tab: 30 } },
    ]),
  );
});

test("CAP-8 SEC-7 a keychain that does not give the key at once ends no meeting", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  const { resume_session: resumed = null } = meeting.answers;
  meeting.answers["resume_session"] = null;
  meeting.loseHost();
  meeting.scheduled[0]?.action();
  await eventually(() => expect(meeting.methods().at(-1)).toBe("resume_session"));
  meeting.sentToOffscreen();

  meeting.hostSendsRaw({
    id: meeting.asked.at(-1)?.id,
    type: "error",
    version: "1.0",
    error: { code: "keychain_unavailable", message: "locked", recoverable: true },
  });
  await eventually(() => expect(meeting.scheduled).toHaveLength(2));
  meeting.answers["resume_session"] = resumed;
  meeting.scheduled[1]?.action();

  await eventually(() =>
    expect(meeting.sentToOffscreen()).toMatchObject([
      { type: "process-microphone" },
      { type: "welcome", next: { tab: 30 } },
    ]),
  );
  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("CAP-8 a host whose sidecar takes its time is connected all the same", async () => {
  const meeting = new TestMeeting();
  meeting.answers["update_settings"] = null;

  await meeting.record();

  expect(meeting.methods()).toEqual(["protocol_version_check", "update_settings", "start_session"]);
  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("IPC-9 a host that dies again and again without storing anything ends the session after ten attempts", async () => {
  const meeting = new TestMeeting();
  await meeting.record();

  for (let loss = 0; loss < MAX_ATTEMPTS; loss++) {
    meeting.sentToOffscreen();
    meeting.loseHost();
    meeting.scheduled.at(loss)?.action();
    await eventually(() =>
      expect(meeting.sentToOffscreen().some(({ type }) => type === "welcome")).toBe(true),
    );
  }
  meeting.loseHost();

  expect(meeting.scheduled.map(({ delayMs }) => delayMs)).toEqual(
    Array.from({ length: MAX_ATTEMPTS }, (_, attempt) => backoffMs(attempt)),
  );
  await meeting.offscreenSends(captureStopped);
  expect(meeting.statusStore.status.session).toMatchObject({
    name: "idle",
    lastError: { code: "host_exited" },
  });
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("open");
});

test("IPC-9 a host that stores frames between two deaths may die as often as it likes", async () => {
  const meeting = new TestMeeting();
  await meeting.record();

  for (let loss = 0; loss < 2 * MAX_ATTEMPTS; loss++) {
    meeting.sentToOffscreen();
    meeting.loseHost();
    meeting.scheduled.at(-1)?.action();
    await eventually(() =>
      expect(meeting.sentToOffscreen().some(({ type }) => type === "welcome")).toBe(true),
    );
    meeting.stored(30 + loss);
  }

  expect(new Set(meeting.scheduled.map(({ delayMs }) => delayMs))).toEqual(new Set([100]));
  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("IPC-7 what a lost host was about to say leaves no half line; the next one sends it again", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  const at = {
    session: SESSION,
    source: "tab",
    utterance: 16_000,
    start_sample: 16_000,
    end_sample: 32_000,
  } as const;
  meeting.hostSends("partial_text", { ...at, revision: 7, stable: "Good", tail: " mor", language: "en" });
  expect(meeting.hub.transcript?.segments).toHaveLength(1);

  meeting.loseHost();

  expect(meeting.hub.transcript?.segments).toEqual([]);
});

test("IPC-5 IPC-9 audio that a host lost for good never took is a gap, and the rest is finished later", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  meeting.loseHost("host_forbidden");
  await meeting.memory.stored;
  expect(meeting.sentToOffscreen().map(({ type }) => type)).toEqual([
    "hold",
    "stop-capture",
    "give-up-queue",
  ]);
  const gap = { ...openMute, source: "tab", reason: "not_stored" } as const;
  await meeting.offscreenSends({ ...captureStopped, gaps: [gap] });

  expect(meeting.statusStore.status.session).toMatchObject({
    name: "idle",
    lastError: { code: "host_forbidden" },
  });
  expect((await meeting.database.load(SESSION))?.gaps).toMatchObject([
    { source: "tab", reason: "not_stored" },
  ]);
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("open");
});
