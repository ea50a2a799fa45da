import { expect, test } from "vitest";
import { SESSION } from "../session-samples.ts";
import { ControllerDesk } from "./controller-desk.ts";

const silenced = (...reasons: ("paused" | "muted" | "tab_crashed")[]) =>
  ({ name: "silenced", reasons }) as const;
const LIVE = { name: "live", label: "" } as const;

test("CAP-6 a pause keeps both sources out, and what was on its way does not end it", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.told();

  await desk.controller.silencing.pause();
  expect(desk.told()).toEqual(
    ["tab", "mic"].map((source) => ({ type: "silence", session: SESSION, source, reason: "paused" })),
  );
  await desk.sourceIs("tab", silenced("paused"));
  await desk.sourceIs("mic", silenced("paused"));
  desk.stored(5);
  desk.nowMs += 60_000;
  await desk.controller.check();

  expect(desk.board.status.session.name).toBe("paused");
});

test("CAP-6 after a pause it is recording again with the first new frames, not before", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  await desk.controller.silencing.pause();
  await desk.sourceIs("tab", silenced("paused"));
  await desk.sourceIs("mic", silenced("paused"));
  desk.told();

  await desk.controller.silencing.continue();
  expect(desk.told()).toMatchObject([
    { type: "unsilence", source: "tab", reason: "paused" },
    { type: "unsilence", source: "mic", reason: "paused" },
  ]);
  desk.stored(6);
  expect(desk.board.status.session.name).toBe("starting");
  await desk.sourceIs("tab", LIVE);
  await desk.sourceIs("mic", LIVE);
  desk.stored(7);

  expect(desk.board.status.session.name).toBe("recording");
});

test("CAP-6 a muted microphone is no stall", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.told();

  await desk.controller.silencing.mute(true);
  expect(desk.told()).toEqual([{ type: "silence", session: SESSION, source: "mic", reason: "muted" }]);
  await desk.sourceIs("mic", silenced("muted"));
  desk.nowMs += 2500;
  const frame = { session: SESSION, source: "tab", seq: 1, first_sample: 1600, pcm: "" } as const;
  await desk.offscreenSays({
    type: "frame",
    request: { id: SESSION, type: "request", version: "1.0", method: "process_audio_stream", params: frame },
  });
  desk.stored(2);
  desk.nowMs += 2500;
  await desk.controller.check();

  expect(desk.board.status.session.name).toBe("recording");
  await desk.controller.silencing.mute(false);
  expect(desk.told().at(-1)).toEqual({ type: "unsilence", session: SESSION, source: "mic", reason: "muted" });
});

test("CAP-6 another microphone is taken while the meeting runs", async () => {
  const desk = new ControllerDesk();
  desk.controller.chooseMicrophone("before any meeting");
  await desk.record();
  desk.told();

  desk.controller.chooseMicrophone("headset");

  expect(desk.told()).toEqual([{ type: "choose-microphone", session: SESSION, deviceId: "headset" }]);
});

test("CAP-8 a restarted worker shows the pause from its first word and tells the document again", async () => {
  const desk = new ControllerDesk();
  await desk.resume({ isPaused: true, isMuted: true });

  expect(desk.board.status.session.name).toBe("paused");
  expect(desk.told()).toMatchObject([
    { type: "silence", source: "tab", reason: "paused" },
    { type: "silence", source: "mic", reason: "paused" },
    { type: "silence", source: "mic", reason: "muted" },
    { type: "choose-microphone", deviceId: null },
    { type: "welcome" },
  ]);
  const sources = { tab: silenced("paused"), mic: silenced("muted", "paused") };
  await desk.offscreenSays({ type: "hello", session: SESSION, sources });
  expect(desk.board.status.sources).toEqual(sources);
});

test("CAP-8 a crashed page is told, kept out of the recording, and taken in again when it is back", async () => {
  const desk = new ControllerDesk();
  await desk.record();
  desk.told();

  desk.isTabCrashed = true;
  await desk.controller.check();
  await desk.controller.check();
  expect(desk.told()).toEqual([{ type: "silence", session: SESSION, source: "tab", reason: "tab_crashed" }]);
  expect(desk.board.status.problem?.code).toBe("tab_crashed");

  desk.isTabCrashed = false;
  await desk.controller.check();
  expect(desk.told()).toEqual([
    { type: "unsilence", session: SESSION, source: "tab", reason: "tab_crashed" },
  ]);
  expect(desk.board.status.problem).toBeNull();
});

test("CAP-8 a page that came back while the worker was away is taken in again", async () => {
  const desk = new ControllerDesk();
  await desk.resume();
  const sources = { tab: silenced("tab_crashed"), mic: { name: "off" } as const };
  await desk.offscreenSays({ type: "hello", session: SESSION, sources });
  desk.told();

  await desk.controller.check();

  expect(desk.told()).toMatchObject([{ type: "unsilence", source: "tab", reason: "tab_crashed" }]);
});
