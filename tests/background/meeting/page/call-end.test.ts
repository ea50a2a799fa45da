import { beforeEach, expect, test, vi } from "vitest";
import { callOf, stateOf } from "../../../../src/background/browser/tab-capture.ts";
import { captionNotices, noticesOf } from "../../../../src/shared/notices/notices.ts";
import { SESSION } from "../../session-samples.ts";
import { CALL, TestMeeting } from "../test-meeting.ts";

const at = {
  session: SESSION,
  source: "tab",
  utterance: 1600,
  start_sample: 1600,
  end_sample: 3200,
} as const;
let meeting: TestMeeting;

/** A meeting that has run for a minute, whose page shows the call and in whose tab somebody has just spoken. */
beforeEach(async () => {
  meeting = new TestMeeting();
  await meeting.record();
  meeting.statusStore.update({ recogniser: { state: "running", error: null } });
  await after(60_000);
  meeting.running.callEnd.stageIs("in_call");
  speech(true);
  speech(false);
  meeting.sentToOffscreen();
});

function speech(begins: boolean, source: "tab" | "mic" = "tab"): void {
  if (begins) meeting.hostSends("speech_start", { ...at, source, revision: 0 });
  else meeting.hostSends("speech_end", { ...at, source, revision: 3 });
}

/** Second by second, with frames that arrive. */
async function after(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    meeting.nowMs += 1000;
    if (meeting.memory.current?.stop === null) {
      for (const source of ["tab", "mic"] as const) meeting.running.flow.captured(source);
      meeting.stored(meeting.nowMs / 100, false);
    }
    await meeting.meetings.check();
  }
}
const isStopping = () => meeting.statusStore.status.session.name === "stopping";
const silenced = (isSilenced: boolean) =>
  (["tab", "mic"] as const).map((source) => ({
    type: isSilenced ? "silence" : "unsilence",
    session: SESSION,
    source,
    reason: "meeting_left",
  }));
/** What was sent of it since the last call. */
const sentOfLeaving = () =>
  meeting.sentToOffscreen().filter((message) => "reason" in message && message.reason === "meeting_left");
const goTo = (call: string | null) => {
  meeting.tab = { ...meeting.tab, place: { call } };
};

test.each([
  ["https://meet.google.com/abc-defg-hij?authuser=0", CALL],
  ["https://meet.google.com/abc-defg-hij", CALL],
  ["https://meet.google.com/landing", null],
  ["https://meet.google.com.example/abc-defg-hij", null],
  ["http://meet.google.com/abc-defg-hij", null],
  ["https://app.zoom.us/wc/123456789/start", "zoom:123456789"],
  ["https://zoom.us/wc/join/12345678901?x", "zoom:12345678901"],
  ["https://app.zoom.us/wc/leave", null],
  ["https://example.com/wc/123456789", null],
])("WHO-5 %s shows the call %s", (address, call) => {
  expect(callOf(address)).toBe(call);
});

test("WHO-5 a call that the page shows as left, and that is quiet, ends after 15 seconds as by Stop", async () => {
  meeting.running.callEnd.stageIs("left");
  await after(9000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  await after(2000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");
  expect(isStopping()).toBe(false);
  await after(15_000);

  expect(isStopping()).toBe(true);
  expect(meeting.memory.current?.stop).toEqual({ cause: null, waitsFor: "corrections" });
  expect(meeting.sentToOffscreen()).toContainEqual({ type: "stop-capture", session: SESSION });
});

test("WHO-5 CAP-8 that captions stopped with the call is known until the next start, also to a worker that follows", async () => {
  const { statusStore, remembered } = meeting;
  meeting.running.callEnd.stageIs("left");
  await after(10_000);
  expect(statusStore.status.wasStoppedWithCall).toBe(false);
  await after(20_000);
  expect(noticesOf(statusStore.status, "popup")).toContainEqual({ type: "stopped-with-call" });
  await meeting.running.stopping.end(null, { isComplete: true });
  expect(statusStore.status.session.name).toBe("idle");
  for (const notices of [noticesOf(statusStore.status, "panel"), captionNotices(statusStore.status)])
    expect(notices).toContainEqual({ type: "stopped-with-call" });

  const left = remembered.mock.lastCall?.[0] ?? { running: null, last: null };
  expect(left.last).toEqual({ session: SESSION, error: null, wasStoppedWithCall: true });
  meeting = new TestMeeting();
  await meeting.meetings.restore({ running: null, last: left.last });
  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(true);
  await meeting.meetings.begin(7, crypto.randomUUID());
  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(false);
});

test("WHO-5 who presses Stop within the countdown has stopped himself", async () => {
  meeting.running.callEnd.stageIs("left");
  await after(15_000);
  await meeting.running.stopping.request(null);
  await after(30_000);

  expect(meeting.statusStore.status.wasStoppedWithCall).toBe(false);
});

test("WHO-5 a page without a sign of the call, and quiet, ends it too; either alone ends nothing", async () => {
  meeting.running.callEnd.stageIs("unknown");
  await after(8000);
  speech(true);
  await after(60_000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  speech(false);
  await after(11_000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");

  meeting.running.callEnd.stageIs("in_call");
  await after(120_000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);
});

test("WHO-5 who speaks in the tab within the countdown ends it", async () => {
  meeting.running.callEnd.stageIs("left");
  await after(15_000);
  expect(meeting.statusStore.status.leaving?.why).toBe("left");
  speech(true);
  await after(60_000);

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);
});

test("WHO-5 who speaks himself is in the call, unless its page says that he has left", async () => {
  meeting.running.callEnd.stageIs("unknown");
  speech(true, "mic");
  await after(60_000);
  expect(meeting.statusStore.status.leaving).toBeNull();

  meeting.running.callEnd.stageIs("left");
  await after(2000);
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
  await after(60_000);

  expect(isStopping()).toBe(false);
});

test("WHO-5 a page that never showed the call ends nothing, and neither does a lobby", async () => {
  const blind = new TestMeeting();
  await blind.record();
  meeting = blind;
  meeting.statusStore.update({ recogniser: { state: "running", error: null } });
  for (const stage of ["unknown", "lobby", "left"] as const) {
    meeting.running.callEnd.stageIs(stage);
    await after(60_000);
  }

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);
});

test("WHO-5 who loads the page again and waits in the lobby has not left the call", async () => {
  meeting.running.callEnd.stageIs(null);
  await after(3000);
  meeting.running.callEnd.stageIs("lobby");
  await after(120_000);

  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);
});

test.each([
  ["another call", () => goTo("meet:xyz-abcd-efg")],
  ["another page of the site", () => goTo(null)],
  [
    "another site, of which the browser says nothing",
    () => {
      meeting.tab = { ...meeting.tab, place: null };
    },
  ],
])(
  "WHO-5 a tab that shows %s is not recorded from then on, and stops after 15 seconds",
  async (_what, go) => {
    go();
    await meeting.meetings.check();
    expect(sentOfLeaving()).toEqual(silenced(true));
    expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
    await after(14_000);
    expect(isStopping()).toBe(false);
    await after(1000);

    expect(isStopping()).toBe(true);
  },
);

test("WHO-5 a tab whose address stays hidden is back once our script is in the call's page again, and no other's", async () => {
  const hidden = { ...meeting.tab, place: null };
  meeting.tab = hidden;
  await after(3000);
  meeting.running.callEnd.scriptIsIn("meet:xyz-abcd-efg");
  await after(3000);
  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
  meeting.sentToOffscreen();

  meeting.running.callEnd.scriptIsIn(CALL);
  await after(60_000);
  expect(sentOfLeaving()).toEqual(silenced(false));
  expect(isStopping()).toBe(false);

  meeting.running.callEnd.scriptIsIn(null);
  await after(1000);
  expect(sentOfLeaving()).toEqual(silenced(true));
});

test("WHO-5 the browser's word of the address goes before that of the script", async () => {
  meeting.running.callEnd.scriptIsIn(CALL);
  goTo("meet:xyz-abcd-efg");
  await after(1000);

  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
});

test.each([
  [undefined, null],
  ["", null],
  ["about:blank", { call: null }],
  ["https://meet.google.com/abc-defg-hij", { call: CALL }],
])("WHO-5 of a tab whose address is %s the place is %j", (url, place) => {
  expect(stateOf({ url }).place).toEqual(place);
});

test("WHO-5 a transcript keeps its title while the tab shows another page, also where the user keeps on", async () => {
  const amendHead = vi.spyOn(meeting.hub, "amendHead");
  goTo(null);
  meeting.tab = { ...meeting.tab, title: "Recipes" };
  await after(1000);
  await meeting.running.callEnd.keepOn();
  await after(120_000);
  expect(amendHead).not.toHaveBeenCalled();

  goTo(CALL);
  meeting.tab = { ...meeting.tab, title: "Planning" };
  await after(120_000);
  expect(amendHead).toHaveBeenCalledWith(SESSION, { title: "Planning" });
});

test("WHO-5 a tab that comes back within the countdown is recorded again, and goes on", async () => {
  goTo("meet:xyz-abcd-efg");
  await after(5000);
  meeting.sentToOffscreen();
  goTo(CALL);
  await after(60_000);

  expect(sentOfLeaving()).toEqual(silenced(false));
  expect(isStopping()).toBe(false);
});

test("WHO-5 a page that goes elsewhere while it starts has 20 seconds more", async () => {
  meeting = new TestMeeting();
  await meeting.record();
  await after(1000);
  goTo(null);
  await after(30_000);
  expect(isStopping()).toBe(false);
  await after(5000);

  expect(isStopping()).toBe(true);
});

test("WHO-5 with the setting off a tab that is elsewhere is not recorded either, and nothing stops", async () => {
  meeting.isStoppedWithCall = false;
  goTo(null);
  await after(120_000);

  expect(sentOfLeaving()).toEqual(silenced(true));
  expect(meeting.statusStore.status.leaving).toStrictEqual({ why: "elsewhere", stopsAtMs: null });
  expect(isStopping()).toBe(false);
});

test("WHO-5 the setting holds within a countdown as well, and begins one where it is switched on", async () => {
  goTo(null);
  await after(5000);
  meeting.isStoppedWithCall = false;
  await after(60_000);
  expect(meeting.statusStore.status.leaving?.stopsAtMs).toBeNull();
  expect(isStopping()).toBe(false);

  meeting.isStoppedWithCall = true;
  await after(14_000);
  expect(isStopping()).toBe(false);
  await after(3000);
  expect(isStopping()).toBe(true);
});

test("WHO-5 who wants to go on goes on, wherever the tab is, until it has come back", async () => {
  goTo(null);
  await after(3000);
  meeting.sentToOffscreen();
  await meeting.running.callEnd.keepOn();
  await after(120_000);
  expect(sentOfLeaving()).toEqual(silenced(false));
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);

  goTo(CALL);
  await after(1000);
  goTo(null);
  await after(1000);
  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
});

test("WHO-5 who wants to go on in a call that was left is asked again only once the call was seen again", async () => {
  meeting.running.callEnd.stageIs("left");
  await after(12_000);
  await meeting.running.callEnd.keepOn();
  await after(120_000);
  expect(isStopping()).toBe(false);
  meeting.running.callEnd.stageIs("in_call");
  await after(1000);
  meeting.running.callEnd.stageIs("left");
  await after(26_000);

  expect(isStopping()).toBe(true);
});

test("WHO-5 who wants to go on in a call that was left goes on when the tab then goes elsewhere", async () => {
  meeting.running.callEnd.stageIs("left");
  await after(12_000);
  await meeting.running.callEnd.keepOn();
  meeting.sentToOffscreen();
  goTo(null);
  await after(120_000);

  expect(sentOfLeaving()).toEqual([]);
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(isStopping()).toBe(false);
});

test("WHO-5 CAP-8 a worker that follows knows that the tab is elsewhere, and ends the countdown", async () => {
  const next = new TestMeeting();
  next.tab = { ...next.tab, place: null };
  await next.resume({ leaving: { why: "elsewhere", stopsAtMs: next.nowMs + 5000, isKeptOn: false } });
  meeting = next;
  expect(sentOfLeaving()).toEqual(expect.arrayContaining(silenced(true)));
  await after(5000);

  expect(isStopping()).toBe(true);
});

test("WHO-5 a meeting that began in front of its call takes the first one that it sees for its own", async () => {
  const early = new TestMeeting();
  early.call = null;
  early.tab = { ...early.tab, place: { call: null } };
  await early.record();
  meeting = early;
  await after(30_000);
  goTo(CALL);
  await after(2000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  goTo("meet:xyz-abcd-efg");
  await after(1000);

  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
});
