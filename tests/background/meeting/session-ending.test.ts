import { expect, test, vi } from "vitest";
import { backoffMs, MAX_ATTEMPTS } from "../../../src/background/host/backoff.ts";
import { SESSION } from "../session-samples.ts";
import { ControllerDesk } from "./controller-desk.ts";

const NEXT = { tab: 40, mic: 40 };
const openMute = { source: "mic", start_sample: 16_000, end_sample: 64_000, reason: "muted" } as const;
const captureStopped = { type: "capture-stopped", session: SESSION, next: NEXT, gaps: [openMute] } as const;

/** A desk whose session is being stopped while its captions are 42 s behind. */
async function stoppingDesk({ stopAnswer = null }: { stopAnswer?: object | null } = {}) {
  const desk = new ControllerDesk();
  desk.answers["stop_session"] = stopAnswer;
  await desk.record();
  desk.hostSays("health", { model: null, lag_samples: { tab: 672_000, mic: 0 } });
  await desk.controller.ending.stop(null);
  return desk;
}

test("IPC-11 a stop hands the host the last counts and gaps, and the transcript is complete", async () => {
  const desk = await stoppingDesk({ stopAnswer: { session: SESSION, metrics: null } });
  expect(desk.told().at(-1)).toEqual({ type: "stop-capture", session: SESSION });

  await desk.offscreenSays(captureStopped);

  expect(desk.asked.at(-1)).toMatchObject({
    method: "stop_session",
    params: { session: SESSION, next: NEXT, gaps: [openMute] },
  });
  expect(desk.board.status.session).toEqual({ name: "idle", lastError: null });
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("complete");
  expect(desk.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: false });
});

test("IPC-11 a stop shows how much was still to be transcribed, for its progress", async () => {
  const desk = await stoppingDesk();
  expect(desk.board.status.lagAtStopMs).toBe(42_000);

  desk.hostSays("health", { model: null, lag_samples: { tab: 320_000, mic: 0 } });

  expect(desk.board.status).toMatchObject({ lagAtStopMs: 42_000, lagMs: { tab: 20_000 } });
});

test("IPC-11 who does not want to wait leaves the rest to the recovery, with every gap marked", async () => {
  const desk = await stoppingDesk();
  void desk.offscreenSays(captureStopped);

  await desk.controller.ending.finishNow();

  expect(desk.methods().slice(-2)).toEqual(["stop_session", "abandon_session"]);
  expect(desk.board.status.session).toEqual({ name: "idle", lastError: null });
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("open");
  expect((await desk.database.load(SESSION))?.gaps).toMatchObject([{ source: "mic", reason: "muted" }]);
  expect(desk.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: true });
});

test("IPC-11 who does not want to wait for a queue that nobody takes gives it up first", async () => {
  const desk = await stoppingDesk();
  desk.told();

  await desk.controller.ending.finishNow();
  expect(desk.told()).toEqual([]);
  desk.scheduled.at(-1)?.action();
  expect(desk.told()).toEqual([{ type: "give-up-queue", session: SESSION }]);
  expect(desk.board.status.session.name).toBe("stopping");
  const gap = { ...openMute, reason: "not_stored" } as const;
  await desk.offscreenSays({ ...captureStopped, gaps: [gap] });

  expect(desk.methods()).not.toContain("stop_session");
  expect(desk.methods().at(-1)).toBe("abandon_session");
  expect((await desk.database.load(SESSION))?.gaps).toMatchObject([{ reason: "not_stored" }]);
});

test("IPC-11 who does not want to wait loses nothing of what was still on its way to the disk", async () => {
  const desk = await stoppingDesk();

  await desk.controller.ending.finishNow();
  await desk.offscreenSays(captureStopped);
  desk.told();
  desk.scheduled.at(-1)?.action();

  expect(desk.told()).toEqual([]);
  expect(desk.board.status.session.name).toBe("idle");
});

test("UI-5 a session that the host cannot finish stays open for the recovery", async () => {
  const desk = await stoppingDesk();
  const stopping = desk.offscreenSays(captureStopped);
  const { id } = desk.asked.at(-1) ?? {};

  desk.hostSaysRaw({
    id,
    type: "error",
    version: "1.0",
    error: { code: "transcription_failed", message: "no", recoverable: true },
  });
  await stopping;

  expect(desk.board.status.session).toMatchObject({ lastError: { code: "transcription_failed" } });
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("open");
});

/** A desk whose session has all its captions, while better words are still to come for two of three lines. */
async function improvingDesk() {
  const desk = await stoppingDesk();
  void desk.offscreenSays(captureStopped);
  const corrections = { done: 1, left: 2 };
  desk.hostSays("health", { model: null, lag_samples: { tab: 0, mic: 0 }, corrections });
  return desk;
}

test("IPC-11 who does not want to wait for better words has a complete transcript, and nothing is left to recover", async () => {
  const desk = await improvingDesk();
  expect(desk.board.status.corrections).toEqual({ done: 1, left: 2 });

  await desk.controller.ending.finishNow();
  await desk.controller.ending.finishNow();

  expect(desk.asked.at(-1)).toMatchObject({
    method: "update_settings",
    params: { settings: { correction_model: null } },
  });
  const stop = desk.asked.find(({ method }) => method === "stop_session");
  desk.hostSaysRaw({
    id: stop?.id,
    type: "response",
    version: "1.0",
    result: { session: SESSION, metrics: null },
  });
  await vi.waitFor(() => expect(desk.board.status.session.name).toBe("idle"));
  expect(desk.methods()).not.toContain("abandon_session");
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("complete");
  expect(desk.board.status.corrections).toBeNull();
  expect(desk.onEnded).toHaveBeenCalledExactlyOnceWith({ isFinishedLater: false });
});

test("IPC-11 a stop that is not answered for long after that can still be left", async () => {
  const desk = await improvingDesk();
  await desk.controller.ending.finishNow();
  desk.scheduled.at(-1)?.action();
  desk.hostSays("health", { model: null, lag_samples: { tab: 0, mic: 0 } });

  await desk.controller.ending.finishNow();

  expect(desk.methods().at(-1)).toBe("abandon_session");
  expect(desk.board.status.session.name).toBe("idle");
});

test("IPC-11 an end that is told twice stops the session once", async () => {
  const desk = await stoppingDesk();

  void desk.offscreenSays(captureStopped);
  void desk.offscreenSays(captureStopped);

  expect(desk.methods().filter((method) => method === "stop_session")).toHaveLength(1);
});

test("CAP-8 a worker restarted while stopping asks for the end again", async () => {
  const desk = new ControllerDesk();

  await desk.resume({ stop: { cause: null, waitsFor: "corrections" } });

  expect(desk.board.status.session.name).toBe("stopping");
  expect(
    desk
      .told()
      .map(({ type }) => type)
      .slice(-3),
  ).toEqual(["stop-capture", "choose-microphone", "welcome"]);
});

test("CAP-8 a stop is remembered for the worker that comes after", async () => {
  const desk = await stoppingDesk();

  const [left] = desk.remembered.mock.lastCall ?? [];
  expect(left?.running).toMatchObject({
    session: SESSION,
    stop: { cause: null, waitsFor: "corrections" },
  });
});

test("CAP-8 a lost host is connected again after 100 ms, and the capture is held meanwhile", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.told();

  desk.loseHost();
  expect(desk.told()).toEqual([{ type: "hold", session: SESSION }]);
  expect(desk.scheduled.map(({ delayMs }) => delayMs)).toEqual([100]);
  desk.scheduled[0]?.action();

  await vi.waitFor(() => expect(desk.told()).toMatchObject([{ type: "welcome", next: { tab: 30 } }]));
});

test("CAP-8 SEC-7 a keychain that does not give the key at once ends no meeting", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  const { resume_session: resumed = null } = desk.answers;
  desk.answers["resume_session"] = null;
  desk.loseHost();
  desk.scheduled[0]?.action();
  await vi.waitFor(() => expect(desk.methods().at(-1)).toBe("resume_session"));
  desk.told();

  desk.hostSaysRaw({
    id: desk.asked.at(-1)?.id,
    type: "error",
    version: "1.0",
    error: { code: "keychain_unavailable", message: "locked", recoverable: true },
  });
  await vi.waitFor(() => expect(desk.scheduled).toHaveLength(2));
  desk.answers["resume_session"] = resumed;
  desk.scheduled[1]?.action();

  await vi.waitFor(() => expect(desk.told()).toMatchObject([{ type: "welcome", next: { tab: 30 } }]));
  expect(desk.board.status.session.name).toBe("recording");
});

test("CAP-8 a host whose sidecar takes its time is connected all the same", async () => {
  const desk = new ControllerDesk();
  desk.answers["update_settings"] = null;

  await desk.record();

  expect(desk.methods()).toEqual(["protocol_version_check", "update_settings", "start_session"]);
  expect(desk.board.status.session.name).toBe("recording");
});

test("IPC-9 a host that dies again and again without storing anything ends the session after ten attempts", async () => {
  const desk = new ControllerDesk();
  await desk.record();

  for (let loss = 0; loss < MAX_ATTEMPTS; loss++) {
    desk.told();
    desk.loseHost();
    desk.scheduled.at(loss)?.action();
    await vi.waitFor(() => expect(desk.told().some(({ type }) => type === "welcome")).toBe(true));
  }
  desk.loseHost();

  expect(desk.scheduled.map(({ delayMs }) => delayMs)).toEqual(
    Array.from({ length: MAX_ATTEMPTS }, (_, attempt) => backoffMs(attempt)),
  );
  await desk.offscreenSays(captureStopped);
  expect(desk.board.status.session).toMatchObject({ name: "idle", lastError: { code: "host_exited" } });
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("open");
});

test("IPC-9 a host that stores frames between two deaths may die as often as it likes", async () => {
  const desk = new ControllerDesk();
  await desk.record();

  for (let loss = 0; loss < 2 * MAX_ATTEMPTS; loss++) {
    desk.told();
    desk.loseHost();
    desk.scheduled.at(-1)?.action();
    await vi.waitFor(() => expect(desk.told().some(({ type }) => type === "welcome")).toBe(true));
    desk.stored(30 + loss);
  }

  expect(new Set(desk.scheduled.map(({ delayMs }) => delayMs))).toEqual(new Set([100]));
  expect(desk.board.status.session.name).toBe("recording");
});

test("IPC-7 what a lost host was about to say leaves no half line; the next one says it anew", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  const at = {
    session: SESSION,
    source: "tab",
    utterance: 16_000,
    start_sample: 16_000,
    end_sample: 32_000,
  } as const;
  desk.hostSays("partial_text", { ...at, revision: 7, stable: "Good", tail: " mor", language: "en" });
  expect(desk.hub.transcript?.segments).toHaveLength(1);

  desk.loseHost();

  expect(desk.hub.transcript?.segments).toEqual([]);
});

test("IPC-5 IPC-9 sound that a host given up for good never took is a gap, and the rest is finished later", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.told();

  desk.loseHost("host_forbidden");
  await desk.memory.stored;
  expect(desk.told().map(({ type }) => type)).toEqual(["hold", "stop-capture", "give-up-queue"]);
  const gap = { ...openMute, source: "tab", reason: "not_stored" } as const;
  await desk.offscreenSays({ ...captureStopped, gaps: [gap] });

  expect(desk.board.status.session).toMatchObject({ name: "idle", lastError: { code: "host_forbidden" } });
  expect((await desk.database.load(SESSION))?.gaps).toMatchObject([{ source: "tab", reason: "not_stored" }]);
  expect((await desk.database.recordOf(SESSION))?.completeness).toBe("open");
});
