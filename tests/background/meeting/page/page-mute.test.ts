import { describe, expect, test } from "vitest";
import {
  keepsMicrophoneOut,
  MEETING_MUTES,
  type MeetingMute,
  muteAfter,
  NOTHING_SEEN,
  OWN_MUTES,
  type PageReading,
  STAGES,
} from "../../../../src/shared/messages/meeting-page.ts";
import { SESSION } from "../../session-samples.ts";
import { TestMeeting } from "../test-meeting.ts";

const MUTED: PageReading = { ownMute: "muted", stage: "in_call", health: "working" };
const OPEN: PageReading = { ...MUTED, ownMute: "open" };
const of = (type: "silence" | "unsilence") =>
  ({ type, session: SESSION, source: "mic", reason: "muted_in_meeting" }) as const;

async function recorded(): Promise<TestMeeting> {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.sentToOffscreen();
  return meeting;
}
/** What is still to come of a page that nobody reads, the earliest first. */
const waits = (meeting: TestMeeting) => meeting.scheduled.filter(({ delayMs }) => delayMs === 3000);
function silenceOfPage(meeting: TestMeeting): void {
  for (const { action } of waits(meeting)) action();
}

describe("what holds after the page's word", () => {
  test.each<[MeetingMute, Partial<PageReading>, MeetingMute]>([
    ["open", { ownMute: "muted" }, "muted"],
    ["muted", { ownMute: "open" }, "open"],
    ["open", { ownMute: "open", stage: "lobby" }, "lobby"],
    ["open", { ownMute: "unknown", stage: "lobby" }, "lobby"],
    ["open", { ownMute: "muted", stage: "lobby" }, "muted"],
    ["muted", { ownMute: "open", stage: "lobby" }, "lobby"],
    ["muted", { ownMute: "unknown", stage: "lobby" }, "muted"],
    ["lobby", { ownMute: "unknown" }, "open"],
    ["lobby", { ownMute: "open" }, "open"],
    ["lobby", { ownMute: "muted" }, "muted"],
    ["lobby", { ownMute: "open", stage: "unknown" }, "open"],
    ["lobby", { ownMute: "open", stage: "left" }, "lobby"],
    ["open", { ownMute: "muted", stage: "left" }, "open"],
    ["muted", { ownMute: "open", stage: "left" }, "muted"],
    ["open", { ownMute: "muted", stage: "unknown" }, "muted"],
    ["overridden", { ownMute: "muted" }, "overridden"],
    ["overridden", { ownMute: "open" }, "open"],
    ["overridden", { ownMute: "open", stage: "lobby" }, "overridden"],
    ["overridden", { ownMute: "muted", stage: "left" }, "open"],
  ])("WHO-4 %s, and the page says %o: %s", (before, reading, after) => {
    expect(muteAfter(before, { ...MUTED, ...reading })).toBe(after);
  });

  test("WHO-4 what the page does not say changes nothing", () => {
    expect(MEETING_MUTES.map((before) => muteAfter(before, NOTHING_SEEN))).toEqual(MEETING_MUTES);
  });

  test("WHO-4 only a mute or a lobby that is seen mutes", () => {
    const muting = STAGES.flatMap((stage) =>
      OWN_MUTES.filter((ownMute) =>
        keepsMicrophoneOut(muteAfter("open", { ownMute, stage, health: "partial" })),
      ).map((ownMute) => `${stage} ${ownMute}`),
    );

    expect(muting).toEqual(["lobby muted", "lobby open", "lobby unknown", "in_call muted", "unknown muted"]);
  });
});

test("WHO-4 muted in the meeting silences the microphone, and the end of it ends that", async () => {
  const meeting = await recorded();
  expect(meeting.pagesRead).toEqual([7]);

  await meeting.running.page.read(MUTED);
  await meeting.running.page.read(MUTED);
  expect(meeting.sentToOffscreen()).toEqual([of("silence")]);
  await meeting.running.page.read(OPEN);

  expect(meeting.sentToOffscreen()).toEqual([of("unsilence")]);
});

test("WHO-4 the lobby silences the microphone until the call is seen, whether its mute is seen or not", async () => {
  const meeting = await recorded();
  await meeting.running.page.read({ ...OPEN, stage: "lobby" });
  await meeting.running.page.read(NOTHING_SEEN);
  expect(meeting.sentToOffscreen()).toEqual([of("silence")]);

  await meeting.running.page.read({ ...NOTHING_SEEN, stage: "in_call" });

  expect(meeting.sentToOffscreen()).toEqual([of("unsilence")]);
});

test("WHO-4 Earshot's own mute and the meeting's go by nothing of each other", async () => {
  const meeting = await recorded();
  await meeting.running.silencing.mute(true);
  await meeting.running.page.read(MUTED);
  meeting.sentToOffscreen();

  await meeting.running.page.read(OPEN);

  expect(meeting.sentToOffscreen()).toEqual([of("unsilence")]);
  expect(meeting.memory.current).toMatchObject({ isMuted: true, meetingMute: "open" });
});

test("WHO-4 a page that is blind leaves muted who was muted, says so, and is overridden until it shows the end of the mute", async () => {
  const meeting = await recorded();
  await meeting.running.page.read(MUTED);
  meeting.sentToOffscreen();

  await meeting.running.page.read(NOTHING_SEEN);
  expect(meeting.sentToOffscreen()).toEqual([]);
  expect(meeting.statusStore.status.pageHealth).toBe("blind");
  await meeting.running.page.override();
  await meeting.running.page.read(MUTED);
  expect(meeting.sentToOffscreen()).toEqual([of("unsilence")]);
  await meeting.running.page.read(OPEN);
  await meeting.running.page.read(MUTED);

  expect(meeting.sentToOffscreen()).toEqual([of("unsilence"), of("silence")]);
});

test("WHO-4 an override that comes again after the mute is over does not count for the next one", async () => {
  const meeting = await recorded();
  await meeting.running.page.read(MUTED);
  await meeting.running.page.override();
  await meeting.running.page.read(OPEN);
  await meeting.running.page.override();
  meeting.sentToOffscreen();

  await meeting.running.page.read(MUTED);

  expect(meeting.sentToOffscreen()).toEqual([of("silence")]);
});

test("WHO-4 a page that was left while the user was muted is called blind only when no other one comes", async () => {
  const meeting = await recorded();
  await meeting.running.page.read(MUTED);
  meeting.running.page.gone();
  meeting.running.page.loaded(8);
  meeting.running.page.loaded(7);
  expect(meeting.pagesRead).toEqual([7, 7]);
  expect(meeting.statusStore.status.pageHealth).toBeNull();
  await meeting.running.page.read(MUTED);
  silenceOfPage(meeting);
  expect(meeting.statusStore.status.pageHealth).toBe("working");

  meeting.running.page.gone();
  silenceOfPage(meeting);

  expect(meeting.statusStore.status.pageHealth).toBe("blind");
  expect(meeting.memory.current?.meetingMute).toBe("muted");
});

test("WHO-4 how well the page is seen stays known while its script lives, and each time that it goes counts anew", async () => {
  const meeting = await recorded();
  const { page } = meeting.running;
  await page.read(MUTED);
  page.loaded(7);
  expect(meeting.statusStore.status.pageHealth).toBe("working");

  page.gone();
  await page.read(MUTED);
  page.gone();
  waits(meeting)[0]?.action();
  expect(meeting.statusStore.status.pageHealth).toBeNull();
  waits(meeting)[1]?.action();

  expect(meeting.statusStore.status.pageHealth).toBe("blind");
});

test("WHO-4 CAP-8 a restarted worker knows the meeting's mute and sends it to the document again", async () => {
  const meeting = new TestMeeting();
  await meeting.resume({ meetingMute: "muted" });

  expect(meeting.sentToOffscreen()).toContainEqual(of("silence"));
});

test("WHO-4 CAP-8 a restarted worker has the page read again, or ends the mute that is followed no more", async () => {
  const followed = new TestMeeting();
  await followed.resume();
  expect(followed.pagesRead).toEqual([7]);

  const left = new TestMeeting();
  left.isMeetingMuteFollowed = false;
  await left.resume({ meetingMute: "muted" });

  expect(left.sentToOffscreen()).toContainEqual(of("unsilence"));
  expect(left.memory.current?.meetingMute).toBe("open");
});

test("WHO-4 a mute that is seen before the microphone is open is there when it opens", async () => {
  const meeting = new TestMeeting();
  const recording = meeting.record();
  await meeting.running.page.read(MUTED);
  await recording;

  const sent = meeting.sentToOffscreen();
  expect(sent.findLastIndex((message) => message.type === "silence")).toBeGreaterThan(
    sent.findIndex(({ type }) => type === "start-capture"),
  );
  expect(sent).not.toContainEqual(of("unsilence"));
});

test("WHO-4 the setting that is switched off ends the mute, what the page says of it is nothing until it is on again", async () => {
  const meeting = await recorded();
  await meeting.running.page.read(MUTED);
  meeting.isMeetingMuteFollowed = false;
  await meeting.running.page.follow(false);
  await meeting.running.page.read(MUTED);

  expect(meeting.sentToOffscreen()).toEqual([of("silence"), of("unsilence")]);
  meeting.isMeetingMuteFollowed = true;
  await meeting.running.page.follow(true);
  expect(meeting.sentToOffscreen()).toEqual([of("silence")]);
  // It is read all the while: for who is there.
  expect(meeting.pagesLeft).toBe(0);
});

test.each([
  [{ isMeetingMuteFollowed: false }, "the setting is off"],
  [{ isMicrophoneWanted: false }, "the meeting has no microphone"],
])("WHO-4 where %o the page's mute is not followed: %s", async (change, _why) => {
  const meeting = Object.assign(new TestMeeting(), change);
  await meeting.record();
  meeting.isMicrophoneWanted = true;
  meeting.sentToOffscreen();
  await meeting.running.page.read(MUTED);

  expect(meeting.sentToOffscreen()).toEqual([]);
  expect(meeting.statusStore.status.pageHealth).toBeNull();
});

test("WHO-1 the page of every meeting is read, and again when it was loaded again", async () => {
  const meeting = new TestMeeting();
  meeting.isMeetingMuteFollowed = false;
  await meeting.record();
  meeting.running.page.loaded(7);
  meeting.running.page.loaded(8);

  expect(meeting.pagesRead).toEqual([7, 7]);
});

test("WHO-4 that the user is captioned although muted is known until the page shows the end, also to the next worker", async () => {
  const meeting = await recorded();
  const isKnown = () => meeting.statusStore.status.isMeetingMuteOverridden;
  await meeting.running.page.read(MUTED);
  expect(isKnown()).toBe(false);
  await meeting.running.page.override();
  expect(isKnown()).toBe(true);
  await meeting.running.page.read(OPEN);
  expect(isKnown()).toBe(false);

  const next = new TestMeeting();
  await next.resume({ meetingMute: "overridden" });
  expect(next.statusStore.status.isMeetingMuteOverridden).toBe(true);
});

test("WHO-4 a page that is gone while the microphone is live is not called blind: it may be one without a mute", async () => {
  const meeting = await recorded();
  await meeting.running.page.read(OPEN);
  meeting.running.page.gone();
  silenceOfPage(meeting);

  expect(meeting.statusStore.status.pageHealth).toBeNull();
});
