import { describe, expect, it } from "vitest";
import { TRY_OUT_MS } from "../../../src/shared/session.ts";
import { SESSION } from "../session-samples.ts";
import { TestMeeting } from "./test-meeting.ts";

async function tryingOut(): Promise<TestMeeting> {
  const test = new TestMeeting();
  const begun = await test.meetings.begin(null);
  await begun?.open();
  return test;
}

describe("a try-out", () => {
  it("UI-7 captures the microphone alone, whatever the setting says, once nothing of it can be stored", async () => {
    const test = await tryingOut();

    expect(test.neverStored).toEqual([SESSION]);
    expect(test.sentToOffscreen().find(({ type }) => type === "start-capture")).toMatchObject({
      streamId: null,
      isMicrophoneWanted: true,
    });
    expect(test.hub.transcript).toMatchObject({ session: SESSION, segments: [] });
    expect(await test.database.listSessions()).toEqual([]);
  });

  it("UI-7 does not begin where that could not be written down", async () => {
    const test = new TestMeeting();
    test.refusesToNote = true;
    await (await test.meetings.begin(null))?.open();

    expect(test.sentToOffscreen().map(({ type }) => type)).not.toContain("start-capture");
    expect(test.statusStore.status.session.name).toBe("idle");
  });

  it("UI-7 is recording once the microphone's frames are on disk, and ends by itself", async () => {
    const test = await tryingOut();
    await test.sourceIs("mic", { name: "live", label: "" });
    test.hostSends("audio_ack", { session: SESSION, source: "mic", next_seq: 1, resend: false });
    expect(test.statusStore.status.session.name).toBe("recording");

    test.nowMs += TRY_OUT_MS - 1;
    await test.meetings.check();
    expect(test.statusStore.status.session.name).not.toBe("stopping");
    test.nowMs += 1;
    await test.meetings.check();
    expect(test.statusStore.status.session.name).toBe("stopping");
    expect(test.sentToOffscreen().map(({ type }) => type)).toContain("stop-capture");

    await test.offscreenSends({
      type: "capture-stopped",
      session: SESSION,
      next: { tab: 0, mic: 1 },
      gaps: [],
    });
    expect(test.onEnded).toHaveBeenCalledWith({ isFinishedLater: false, tryOut: SESSION });
  });

  it("UI-7 has its time from the first sample on", async () => {
    const test = await tryingOut();
    await test.offscreenSends({
      type: "capture-started",
      session: SESSION,
      startedAtMs: test.nowMs + 5000,
    });

    test.nowMs += TRY_OUT_MS;
    await test.meetings.check();
    expect(test.statusStore.status.session.name).not.toBe("stopping");
    test.nowMs += 5000;
    await test.meetings.check();
    expect(test.statusStore.status.session.name).toBe("stopping");
  });

  it("UI-7 a meeting that ends is none", async () => {
    const test = new TestMeeting();
    await test.record();
    await test.meetings.running?.stopping.request(null);
    await test.offscreenSends({
      type: "capture-stopped",
      session: SESSION,
      next: { tab: 1, mic: 1 },
      gaps: [],
    });

    expect(test.neverStored).toEqual([]);
    expect(test.onEnded).toHaveBeenCalledWith({ isFinishedLater: false, tryOut: null });
  });
});
