import { expect, test } from "vitest";
import { eventually } from "../../eventually.ts";
import { SESSION } from "../session-samples.ts";
import { TestMeeting } from "./test-meeting.ts";

const NEXT = { tab: 40, mic: 40 };
const openMute = { source: "mic", start_sample: 16_000, end_sample: 64_000, reason: "muted" } as const;
const captureStopped = { type: "capture-stopped", session: SESSION, next: NEXT, gaps: [openMute] } as const;

/** A meeting whose session is being stopped while its captions are 42 s behind. */
async function stoppingMeeting({ stopAnswer = null }: { stopAnswer?: object | null } = {}) {
  const meeting = new TestMeeting();
  meeting.answers["stop_session"] = stopAnswer;
  await meeting.record();
  meeting.hostSends("health", { model: null, lag_samples: { tab: 672_000, mic: 0 } });
  await meeting.running.stopping.request(null);
  return meeting;
}

test("IPC-11 a stop hands the host the last counts and gaps, and the transcript is complete", async () => {
  const meeting = await stoppingMeeting({ stopAnswer: { session: SESSION, metrics: null } });
  expect(meeting.sentToOffscreen().at(-1)).toEqual({ type: "stop-capture", session: SESSION });

  await meeting.offscreenSends(captureStopped);

  expect(meeting.asked.at(-1)).toMatchObject({
    method: "stop_session",
    params: { session: SESSION, next: NEXT, gaps: [openMute] },
  });
  expect(meeting.statusStore.status.session).toEqual({ name: "idle", lastError: null });
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("complete");
  expect(meeting.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: false, tryOut: null });
});

test("IPC-11 a stop shows how much was still to be transcribed, for its progress", async () => {
  const meeting = await stoppingMeeting();
  expect(meeting.statusStore.status.lagAtStopMs).toBe(42_000);

  meeting.hostSends("health", { model: null, lag_samples: { tab: 320_000, mic: 0 } });

  expect(meeting.statusStore.status).toMatchObject({ lagAtStopMs: 42_000, lagMs: { tab: 20_000 } });
});

test("IPC-11 who does not want to wait leaves the rest to the recovery, with every gap marked", async () => {
  const meeting = await stoppingMeeting();
  void meeting.offscreenSends(captureStopped);

  await meeting.running.stopping.finishNow();

  expect(meeting.methods().slice(-2)).toEqual(["stop_session", "abandon_session"]);
  expect(meeting.statusStore.status.session).toEqual({ name: "idle", lastError: null });
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("open");
  expect((await meeting.database.load(SESSION))?.gaps).toMatchObject([{ source: "mic", reason: "muted" }]);
  expect(meeting.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: true, tryOut: null });
});

test("IPC-11 who does not want to wait for a queue that is not taken drops it first", async () => {
  const meeting = await stoppingMeeting();
  meeting.sentToOffscreen();

  await meeting.running.stopping.finishNow();
  expect(meeting.sentToOffscreen()).toEqual([]);
  meeting.scheduled.at(-1)?.action();
  expect(meeting.sentToOffscreen()).toEqual([{ type: "give-up-queue", session: SESSION }]);
  expect(meeting.statusStore.status.session.name).toBe("stopping");
  const gap = { ...openMute, reason: "not_stored" } as const;
  await meeting.offscreenSends({ ...captureStopped, gaps: [gap] });

  expect(meeting.methods()).not.toContain("stop_session");
  expect(meeting.methods().at(-1)).toBe("abandon_session");
  expect((await meeting.database.load(SESSION))?.gaps).toMatchObject([{ reason: "not_stored" }]);
});

test("IPC-11 who does not want to wait loses nothing of what was still on its way to the disk", async () => {
  const meeting = await stoppingMeeting();

  await meeting.running.stopping.finishNow();
  await meeting.offscreenSends(captureStopped);
  meeting.sentToOffscreen();
  meeting.scheduled.at(-1)?.action();

  expect(meeting.sentToOffscreen()).toEqual([]);
  expect(meeting.statusStore.status.session.name).toBe("idle");
});

test("UI-5 a session that the host cannot finish stays open for the recovery", async () => {
  const meeting = await stoppingMeeting();
  const stopping = meeting.offscreenSends(captureStopped);
  const { id } = meeting.asked.at(-1) ?? {};

  meeting.hostSendsRaw({
    id,
    type: "error",
    version: "1.0",
    error: { code: "transcription_failed", message: "no", recoverable: true },
  });
  await stopping;

  expect(meeting.statusStore.status.session).toMatchObject({ lastError: { code: "transcription_failed" } });
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("open");
});

/** A meeting whose session has all its captions, while better words are still to come for two of three lines. */
async function improvingMeeting() {
  const meeting = await stoppingMeeting();
  void meeting.offscreenSends(captureStopped);
  const corrections = { done: 1, left: 2 };
  meeting.hostSends("health", { model: null, lag_samples: { tab: 0, mic: 0 }, corrections });
  return meeting;
}

test("IPC-11 who does not want to wait for better words has a complete transcript, and nothing is left to recover", async () => {
  const meeting = await improvingMeeting();
  expect(meeting.statusStore.status.corrections).toEqual({ done: 1, left: 2 });

  await meeting.running.stopping.finishNow();
  await meeting.running.stopping.finishNow();

  expect(meeting.asked.at(-1)).toMatchObject({
    method: "update_settings",
    params: { settings: { correction_model: null } },
  });
  const stop = meeting.asked.find(({ method }) => method === "stop_session");
  meeting.hostSendsRaw({
    id: stop?.id,
    type: "response",
    version: "1.0",
    result: { session: SESSION, metrics: null },
  });
  await eventually(() => expect(meeting.statusStore.status.session.name).toBe("idle"));
  expect(meeting.methods()).not.toContain("abandon_session");
  expect((await meeting.database.recordOf(SESSION))?.completeness).toBe("complete");
  expect(meeting.statusStore.status.corrections).toBeNull();
  expect(meeting.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: false, tryOut: null });
});

test("IPC-11 a stop that is not answered for long after that can still be left", async () => {
  const meeting = await improvingMeeting();
  await meeting.running.stopping.finishNow();
  meeting.scheduled.at(-1)?.action();
  meeting.hostSends("health", { model: null, lag_samples: { tab: 0, mic: 0 } });

  await meeting.running.stopping.finishNow();

  expect(meeting.methods().at(-1)).toBe("abandon_session");
  expect(meeting.statusStore.status.session.name).toBe("idle");
});

test("IPC-11 an end that is reported twice stops the session once", async () => {
  const meeting = await stoppingMeeting();

  void meeting.offscreenSends(captureStopped);
  void meeting.offscreenSends(captureStopped);

  expect(meeting.methods().filter((method) => method === "stop_session")).toHaveLength(1);
});

test("CAP-8 a worker restarted while stopping asks for the end again", async () => {
  const meeting = new TestMeeting();

  await meeting.resume({ stop: { cause: null, waitsFor: "corrections" } });

  expect(meeting.statusStore.status.session.name).toBe("stopping");
  expect(
    meeting
      .sentToOffscreen()
      .map(({ type }) => type)
      .slice(-4),
  ).toEqual(["stop-capture", "choose-microphone", "process-microphone", "welcome"]);
});

test("CAP-8 a stop is remembered for the worker that comes after", async () => {
  const meeting = await stoppingMeeting();

  const [left] = meeting.remembered.mock.lastCall ?? [];
  expect(left?.running).toMatchObject({
    session: SESSION,
    stop: { cause: null, waitsFor: "corrections" },
  });
});
