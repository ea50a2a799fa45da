import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { addressOf, replaceNetwork } from "./replica.ts";

const ECHO = join(import.meta.dirname, "../../programs/echo-sidecar.mjs");
const SILENCED = { name: "silenced", reasons: ["meeting_left"] };
let earshot: Earshot;
let meeting: Page;

beforeEach(async () => {
  earshot = await launchEarshot({ host: { sidecarCommand: [process.execPath, ECHO] } });
  meeting = await earshot.openPage("about:blank");
  await replaceNetwork(meeting);
});
afterEach(() => earshot.close());

const captured = async () => (await earshot.diagnostics()).capture.tab.captured;

/** Until its tab, and with it the microphone, is kept out of the recording, or is recorded. */
const untilTab = (what: string, isOut: boolean) =>
  earshot.view.until(what, HUNG_MS, () => {
    const tab = earshot.view.status?.sources.tab;
    return (isOut ? isDeepStrictEqual(tab, SILENCED) : tab?.name === "live") ? true : null;
  });

test("WHO-5 a tab that goes elsewhere is not recorded from then on; back it is, and away for good it stops", async () => {
  await meeting.goto(addressOf("meet", { people: "3" }));
  await earshot.startCaptions(meeting);
  await untilTab("a tab that is live", false);
  await eventually(async () => expect(await captured()).toBeGreaterThan(20));

  await meeting.evaluate(() => history.pushState(null, "", "/xyz-abcd-efg"));
  await untilTab("a tab that shows another call", true);
  await meeting.evaluate(() => history.pushState(null, "", "/abc-defg-hij"));
  await untilTab("a tab that shows the call again", false);
  const before = await captured();
  await eventually(async () => expect(await captured()).toBeGreaterThan(before + 20));

  await meeting.goto("https://elsewhere.example/");
  await untilTab("a tab that is at another site", true);
  await earshot.view.until("end of the meeting", HUNG_MS, () =>
    earshot.view.status?.session.name === "idle" ? true : null,
  );

  const gaps = (earshot.view.transcript?.gaps ?? []).filter(({ source }) => source === "tab");
  expect(gaps.map(({ reason }) => reason)).toContain("meeting_left");
  expect(earshot.view.transcript?.completeness).toBe("complete");
  const { capture, host } = await earshot.diagnostics();
  expect(host?.sources.tab.journalled).toBe(capture.tab.captured);
});
