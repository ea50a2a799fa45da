import { beforeEach, expect, test, vi } from "vitest";
import { callOf, stateOf } from "../../../../src/background/browser/tab-capture.ts";
import { SESSION } from "../../session-samples.ts";
import { CALL } from "../test-meeting.ts";
import { silenced, TestCall } from "./test-call.ts";

let meeting: TestCall;

beforeEach(async () => {
  meeting = await TestCall.running();
});

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

test.each([
  ["another call", () => meeting.goTo("meet:xyz-abcd-efg")],
  ["another page of the site", () => meeting.goTo(null)],
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
    expect(meeting.sentOfLeaving()).toEqual(silenced(true));
    expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
    await meeting.after(14_000);
    expect(meeting.isStopping).toBe(false);
    await meeting.after(1000);

    expect(meeting.isStopping).toBe(true);
  },
);

test("WHO-5 a tab whose address stays hidden is back once our script is in the call's page again, and no other's", async () => {
  const hidden = { ...meeting.tab, place: null };
  meeting.tab = hidden;
  await meeting.after(3000);
  meeting.running.callEnd.scriptIsIn("meet:xyz-abcd-efg");
  await meeting.after(3000);
  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
  meeting.sentToOffscreen();

  meeting.running.callEnd.scriptIsIn(CALL);
  await meeting.after(60_000);
  expect(meeting.sentOfLeaving()).toEqual(silenced(false));
  expect(meeting.isStopping).toBe(false);

  meeting.running.callEnd.scriptIsIn(null);
  await meeting.after(1000);
  expect(meeting.sentOfLeaving()).toEqual(silenced(true));
});

test("WHO-5 a page is read again once the browser shows its address again, for the user's press on Earshot's button", async () => {
  meeting.tab = { ...meeting.tab, place: null };
  await meeting.after(3000);
  const before = meeting.pagesRead.length;
  meeting.goTo(CALL);
  await meeting.after(5000);

  expect(meeting.pagesRead.slice(before)).toEqual([7]);
  expect(meeting.statusStore.status.leaving).toBeNull();
});

test("WHO-5 the browser's word of the address goes before that of the script", async () => {
  meeting.running.callEnd.scriptIsIn(CALL);
  meeting.goTo("meet:xyz-abcd-efg");
  await meeting.after(1000);

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
  meeting.goTo(null);
  meeting.tab = { ...meeting.tab, title: "Recipes" };
  await meeting.after(1000);
  await meeting.running.callEnd.keepOn();
  await meeting.after(120_000);
  expect(amendHead).not.toHaveBeenCalled();

  meeting.goTo(CALL);
  meeting.tab = { ...meeting.tab, title: "Planning" };
  await meeting.after(120_000);
  expect(amendHead).toHaveBeenCalledWith(SESSION, { title: "Planning" });
});

test("WHO-5 a tab that comes back within the countdown is recorded again, and goes on", async () => {
  meeting.goTo("meet:xyz-abcd-efg");
  await meeting.after(5000);
  meeting.sentToOffscreen();
  meeting.goTo(CALL);
  await meeting.after(60_000);

  expect(meeting.sentOfLeaving()).toEqual(silenced(false));
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 a page that goes elsewhere while it starts has 20 seconds more", async () => {
  meeting = new TestCall();
  await meeting.record();
  await meeting.after(1000);
  meeting.goTo(null);
  await meeting.after(30_000);
  expect(meeting.isStopping).toBe(false);
  await meeting.after(5000);

  expect(meeting.isStopping).toBe(true);
});

test("WHO-5 with the setting off a tab that is elsewhere is not recorded either, and nothing stops", async () => {
  meeting.isStoppedWithCall = false;
  meeting.goTo(null);
  await meeting.after(120_000);

  expect(meeting.sentOfLeaving()).toEqual(silenced(true));
  expect(meeting.statusStore.status.leaving).toStrictEqual({ why: "elsewhere", stopsAtMs: null });
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 the setting holds within a countdown as well, and begins one where it is switched on", async () => {
  meeting.goTo(null);
  await meeting.after(5000);
  meeting.isStoppedWithCall = false;
  await meeting.after(60_000);
  expect(meeting.statusStore.status.leaving?.stopsAtMs).toBeNull();
  expect(meeting.isStopping).toBe(false);

  meeting.isStoppedWithCall = true;
  await meeting.after(14_000);
  expect(meeting.isStopping).toBe(false);
  await meeting.after(3000);
  expect(meeting.isStopping).toBe(true);
});

test("WHO-5 who wants to go on goes on, wherever the tab is, until it has come back", async () => {
  meeting.goTo(null);
  await meeting.after(3000);
  meeting.sentToOffscreen();
  await meeting.running.callEnd.keepOn();
  await meeting.after(120_000);
  expect(meeting.sentOfLeaving()).toEqual(silenced(false));
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);

  meeting.goTo(CALL);
  await meeting.after(1000);
  meeting.goTo(null);
  await meeting.after(1000);
  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
});

test("WHO-5 who wants to go on in a call that was left goes on when the tab then goes elsewhere", async () => {
  meeting.running.callEnd.stageIs("left");
  await meeting.after(12_000);
  await meeting.running.callEnd.keepOn();
  meeting.sentToOffscreen();
  meeting.goTo(null);
  await meeting.after(120_000);

  expect(meeting.sentOfLeaving()).toEqual([]);
  expect(meeting.statusStore.status.leaving).toBeNull();
  expect(meeting.isStopping).toBe(false);
});

test("WHO-5 CAP-8 a worker that follows knows that the tab is elsewhere, and ends the countdown", async () => {
  const next = new TestCall();
  next.tab = { ...next.tab, place: null };
  await next.resume({ leaving: { why: "elsewhere", stopsAtMs: next.nowMs + 5000, isKeptOn: false } });
  meeting = next;
  expect(meeting.sentOfLeaving()).toEqual(expect.arrayContaining(silenced(true)));
  await meeting.after(5000);

  expect(meeting.isStopping).toBe(true);
});

test("WHO-5 a meeting that began in front of its call takes the first one that it sees for its own", async () => {
  const early = new TestCall();
  early.call = null;
  early.tab = { ...early.tab, place: { call: null } };
  await early.record();
  meeting = early;
  await meeting.after(30_000);
  meeting.goTo(CALL);
  await meeting.after(2000);
  expect(meeting.statusStore.status.leaving).toBeNull();
  meeting.goTo("meet:xyz-abcd-efg");
  await meeting.after(1000);

  expect(meeting.statusStore.status.leaving?.why).toBe("elsewhere");
});
