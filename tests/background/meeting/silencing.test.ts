import { expect, test } from "vitest";
import { SESSION } from "../session-samples.ts";
import { TestMeeting } from "./test-meeting.ts";

const silenced = (...reasons: ("paused" | "muted" | "tab_crashed")[]) =>
  ({ name: "silenced", reasons }) as const;
const LIVE = { name: "live", label: "" } as const;

const OF_TAB = new Set(["start-capture", "mute-playback", "silence"]);

test("CAP-6 a pause keeps both sources out, and what was on its way does not end it", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  await meeting.running.silencing.pause();
  expect(meeting.sentToOffscreen()).toEqual(
    ["tab", "mic"].map((source) => ({ type: "silence", session: SESSION, source, reason: "paused" })),
  );
  await meeting.sourceIs("tab", silenced("paused"));
  await meeting.sourceIs("mic", silenced("paused"));
  meeting.stored(5);
  meeting.nowMs += 60_000;
  await meeting.meetings.check();

  expect(meeting.statusStore.status.session.name).toBe("paused");
});

test("CAP-6 after a pause it is recording again with the first new frames, not before", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  await meeting.running.silencing.pause();
  await meeting.sourceIs("tab", silenced("paused"));
  await meeting.sourceIs("mic", silenced("paused"));
  meeting.sentToOffscreen();

  await meeting.running.silencing.continue();
  expect(meeting.sentToOffscreen()).toMatchObject([
    { type: "unsilence", source: "tab", reason: "paused" },
    { type: "unsilence", source: "mic", reason: "paused" },
  ]);
  meeting.stored(6);
  expect(meeting.statusStore.status.session.name).toBe("starting");
  await meeting.sourceIs("tab", LIVE);
  await meeting.sourceIs("mic", LIVE);
  meeting.stored(7);

  expect(meeting.statusStore.status.session.name).toBe("recording");
});

test("CAP-6 a muted microphone is no stall", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  await meeting.running.silencing.mute(true);
  expect(meeting.sentToOffscreen()).toEqual([
    { type: "silence", session: SESSION, source: "mic", reason: "muted" },
  ]);
  await meeting.sourceIs("mic", silenced("muted"));
  meeting.nowMs += 2500;
  const frame = { session: SESSION, source: "tab", seq: 1, first_sample: 1600, pcm: "" } as const;
  await meeting.offscreenSends({
    type: "frame",
    request: { id: SESSION, type: "request", version: "1.0", method: "process_audio_stream", params: frame },
  });
  meeting.stored(2);
  meeting.nowMs += 2500;
  await meeting.meetings.check();

  expect(meeting.statusStore.status.session.name).toBe("recording");
  await meeting.running.silencing.mute(false);
  expect(meeting.sentToOffscreen().at(-1)).toEqual({
    type: "unsilence",
    session: SESSION,
    source: "mic",
    reason: "muted",
  });
});

test("CAP-6 another microphone is taken while the meeting runs", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  meeting.running.chooseMicrophone("headset");

  expect(meeting.sentToOffscreen()).toEqual([
    { type: "choose-microphone", session: SESSION, deviceId: "headset" },
  ]);
});

test("CAP-8 a restarted worker shows the pause from its first word and sends it to the document again", async () => {
  const meeting = new TestMeeting();
  await meeting.resume({ isPaused: true, isMuted: true });

  expect(meeting.statusStore.status.session.name).toBe("paused");
  expect(meeting.sentToOffscreen()).toMatchObject([
    { type: "silence", source: "tab", reason: "paused" },
    { type: "silence", source: "mic", reason: "paused" },
    { type: "unsilence", source: "tab", reason: "meeting_left" },
    { type: "unsilence", source: "mic", reason: "meeting_left" },
    { type: "silence", source: "mic", reason: "muted" },
    { type: "unsilence", source: "mic", reason: "muted_in_meeting" },
    { type: "choose-microphone", deviceId: null },
    { type: "process-microphone", isProcessed: true },
    { type: "welcome" },
  ]);
  const sources = { tab: silenced("paused"), mic: silenced("muted", "paused") };
  await meeting.offscreenSends({ type: "hello", session: SESSION, sources });
  expect(meeting.statusStore.status.sources).toEqual(sources);
});

test("CAP-8 a crashed page is shown, kept out of the recording, and taken in again when it is back", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();

  meeting.tab = { ...meeting.tab, isCrashed: true };
  await meeting.meetings.check();
  await meeting.meetings.check();
  expect(meeting.sentToOffscreen()).toEqual([
    { type: "silence", session: SESSION, source: "tab", reason: "tab_crashed" },
  ]);
  expect(meeting.statusStore.status.problem?.code).toBe("tab_crashed");

  meeting.tab = { ...meeting.tab, isCrashed: false };
  await meeting.meetings.check();
  expect(meeting.sentToOffscreen()).toEqual([
    { type: "unsilence", session: SESSION, source: "tab", reason: "tab_crashed" },
  ]);
  expect(meeting.statusStore.status.problem).toBeNull();
});

test("CAP-8 a page that came back while the worker was away is taken in again", async () => {
  const meeting = new TestMeeting();
  await meeting.resume();
  const sources = { tab: silenced("tab_crashed"), mic: { name: "off" } as const };
  await meeting.offscreenSends({ type: "hello", session: SESSION, sources });
  meeting.sentToOffscreen();

  await meeting.meetings.check();

  expect(meeting.sentToOffscreen()).toMatchObject([
    { type: "unsilence", source: "tab", reason: "tab_crashed" },
    // Whether the worker before this one has said so is not known here.
    { type: "mute-playback", isMuted: false },
  ]);
});

test("CAP-3 what is played of a tab follows the browser's mute of it, from the first moment on", async () => {
  const meeting = new TestMeeting();
  meeting.tab = { ...meeting.tab, isMuted: true };
  await meeting.record();
  const started = meeting.sentToOffscreen().map(({ type }) => type);
  expect(started.slice(0, 2)).toEqual(["start-capture", "mute-playback"]);

  meeting.tab = { ...meeting.tab, isMuted: false };
  await meeting.meetings.check();
  await meeting.meetings.check();
  expect(meeting.sentToOffscreen()).toEqual([{ type: "mute-playback", session: SESSION, isMuted: false }]);
});

test("CAP-3 what is seen of the tab while it is being opened is sent to the document once that captures", async () => {
  const meeting = new TestMeeting();
  meeting.tab = { ...meeting.tab, isMuted: true, isCrashed: true };
  const recording = meeting.record();
  for (let count = 0; count < 20; count++) await meeting.meetings.check();
  await recording;
  await meeting.meetings.check();

  const sent = meeting.sentToOffscreen().map(({ type }) => type);
  // The document drops what comes for a meeting that it does not capture.
  expect(sent.filter((type) => OF_TAB.has(type))).toEqual(["start-capture", "mute-playback", "silence"]);
});

test("CAP-3 the document gets the tab's mute by a worker that took the meeting over", async () => {
  const meeting = new TestMeeting();
  meeting.tab = { ...meeting.tab, isMuted: true };
  await meeting.resume();
  meeting.sentToOffscreen();

  await meeting.meetings.check();
  expect(meeting.sentToOffscreen()).toEqual([{ type: "mute-playback", session: SESSION, isMuted: true }]);
});
