import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AudioSource, FRAME_BYTES } from "../../../protocol/audio.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import type { SilenceReason } from "../../../src/shared/status.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { addressOf, replaceNetwork } from "./replica.ts";

const ECHO = join(import.meta.dirname, "../../programs/echo-sidecar.mjs");

/** A real host; its sidecar says a line for every second of a source that it is given. */
describe("muted in the meeting", () => {
  let earshot: Earshot;
  let meeting: Page;
  let recordings: string;

  beforeEach(async () => {
    recordings = join(temporaryFolder(), "recordings");
    mkdirSync(recordings, { recursive: true });
    earshot = await launchEarshot({ host: { sidecarCommand: [process.execPath, ECHO, recordings] } });
    meeting = await earshot.openPage("about:blank");
    await replaceNetwork(meeting);
  });
  afterEach(() => earshot.close());

  const untilMicrophone = (what: string, state: "live" | readonly SilenceReason[]) =>
    earshot.view.until(what, HUNG_MS, () => {
      const mic = earshot.view.status?.sources.mic;
      const isSo =
        state === "live"
          ? mic?.name === "live"
          : isDeepStrictEqual(mic, { name: "silenced", reasons: state });
      return isSo ? true : null;
    });
  const captured = async (source: AudioSource) => (await earshot.diagnostics()).capture[source].captured;
  const untilCaptured = async (source: AudioSource, more: number) => {
    const before = await captured(source);
    await eventually(async () => expect(await captured(source)).toBeGreaterThanOrEqual(before + more));
  };
  const send = async (message: ViewCommand) => {
    const panel = await earshot.sidePanel();
    await panel.evaluate(
      (command) => {
        chrome.runtime.connect({ name: "view" }).postMessage(command);
      },
      { ...message, id: crypto.randomUUID() },
    );
  };
  /** The frames of the microphone that were journalled, and came to the sidecar from there. */
  const framesAtSidecar = () => {
    const file = join(recordings, "mic.pcm");
    return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / FRAME_BYTES;
  };
  const micGaps = () =>
    (earshot.view.transcript?.gaps ?? []).filter(
      // On a busy machine audio is lost, and a microphone opens late.
      ({ source, reason }) => source === "mic" && reason !== "overload" && reason !== "microphone_off",
    );
  const micLines = () =>
    (earshot.view.transcript?.segments ?? []).filter(({ source, isFinal }) => source === "mic" && isFinal);

  test("WHO-4 no frame of a microphone that is muted on the page reaches the host, and the gap says why", async () => {
    await meeting.goto(addressOf("meet", { muted: "true", people: "3" }));
    await earshot.startCaptions(meeting);
    await untilMicrophone("mute of the meeting", ["muted_in_meeting"]);
    // On a busy machine it opens late; the gap is called by what kept it out for longer.
    await untilCaptured("tab", (await captured("tab")) + 20);
    const before = await captured("mic");
    await untilCaptured("tab", 30);
    expect(await captured("mic")).toBe(before);

    await meeting.evaluate(() => globalThis.replica.mute(false));
    await untilMicrophone("a microphone that is live", "live");
    await untilCaptured("mic", 20);
    await eventually(() => expect(micLines().length).toBeGreaterThan(0));
    const said = micLines().length;
    await meeting.evaluate(() => globalThis.replica.mute(true));
    await untilMicrophone("mute of the meeting", ["muted_in_meeting"]);
    // Frames are counted now and then only; what was on its way when it was muted is over with the frame that was begun.
    await untilCaptured("tab", 20);
    const atMute = await captured("mic");
    await untilCaptured("tab", 30);
    expect(await captured("mic")).toBe(atMute);
    await meeting.evaluate(() => globalThis.replica.mute(false));
    await untilMicrophone("a microphone that is live", "live");
    await eventually(() => expect(micLines().length).toBeGreaterThan(said));
    await earshot.stopCaptions(meeting, HUNG_MS);

    const { capture, host } = await earshot.diagnostics();
    expect(host?.sources.mic.journalled).toBe(capture.mic.captured);
    expect(framesAtSidecar()).toBe(capture.mic.captured);
    const reasons = micGaps().map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(["muted_in_meeting"]));
    expect(reasons.length).toBeGreaterThanOrEqual(2);
    const exported = readFileSync(await earshot.exportTranscript("txt"), "utf8");
    expect(exported).toContain("you were muted in the meeting");
  });

  test("WHO-4 Earshot's own mute stays when the page unmutes, and the user is captioned against the page's word", async () => {
    await meeting.goto(addressOf("zoom", { framed: "", muted: "false" }));
    await earshot.startCaptions(meeting);
    await untilMicrophone("a microphone that is live", "live");
    await send({ type: "mute-microphone", session: earshot.view.running, isMuted: true });
    await untilMicrophone("mute of Earshot", ["muted"]);
    await meeting.evaluate(() => globalThis.replica.mute(true));
    await untilMicrophone("both mutes", ["muted", "muted_in_meeting"]);
    await meeting.evaluate(() => globalThis.replica.mute(false));
    await untilMicrophone("mute of Earshot", ["muted"]);
    await send({ type: "mute-microphone", session: earshot.view.running, isMuted: false });
    await untilMicrophone("a microphone that is live", "live");

    await meeting.evaluate(() => globalThis.replica.mute(true));
    await untilMicrophone("mute of the meeting", ["muted_in_meeting"]);
    const follow = (isMeetingMuteFollowed: boolean) =>
      earshot.view.changeSettings((stored) => ({ ...stored, isMeetingMuteFollowed }));
    await follow(false);
    await untilMicrophone("a microphone that is live", "live");
    await follow(true);
    await untilMicrophone("mute of the meeting", ["muted_in_meeting"]);
    const popup = await earshot.clickToolbarButton(meeting);
    await clickOn(popup, '[data-action="override-page-mute"]');

    expect(await untilMicrophone("a microphone that is live", "live")).toBe(true);
  });
});
