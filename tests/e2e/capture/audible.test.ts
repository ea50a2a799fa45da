import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { type Loudspeaker, listenToLoudspeaker } from "./loudspeaker.ts";

/** A tone of half scale; whatever is muted plays 0. */
const AUDIBLE_PEAK = 10_000;
/** Tenths of a second: several times what may still be on its way to the sound card. */
const AUDIBLE_TENTHS = 30;

// Linux alone lets a test stand in for the sound card.
describe.runIf(process.platform === "linux")("what is played to the user of a meeting's tab", () => {
  let loudspeaker: Loudspeaker;
  let server: LocalServer;
  let earshot: Earshot;

  beforeEach(async () => {
    loudspeaker = listenToLoudspeaker();
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    // Without microphone: the browser's test microphone shares a thread with the listening device.
    earshot = await launchEarshot({
      settings: (stored) => ({ ...stored, hasConsented: true, isMicrophoneWanted: false }),
      browserArguments: loudspeaker.browserArguments,
    });
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  /** Resolves once a loud sound has been played for longer than what may still have been on its way. */
  const isHeardAgain = () => {
    const sinceMs = Date.now();
    return eventually(() => {
      const loud = loudspeaker.loudSince(sinceMs, AUDIBLE_PEAK);
      expect(loud).toBeGreaterThan(AUDIBLE_TENTHS);
      return true;
    });
  };

  /** Resolves once the meeting's frames reach the disk while the sound card is given nothing but silence. */
  const isCapturedUnheard = () =>
    eventually(async () => {
      const sinceMs = Date.now();
      const before = await storedFrames(earshot);
      await eventually(async () =>
        expect(await storedFrames(earshot)).toBeGreaterThan(before + AUDIBLE_TENTHS),
      );
      expect(loudspeaker.playedSince(sinceMs)).toBeGreaterThan(0);
      expect(loudspeaker.loudSince(sinceMs, 0)).toBe(0);
      return true;
    });

  /** As "Mute site" does; by the popup, for whom the page is the active tab. */
  const muteTab = async (page: Page, isMuted: boolean) => {
    const popup = await earshot.clickToolbarButton(page);
    const url = await popup.evaluate(async (muted) => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      return tab?.id === undefined ? null : (await chrome.tabs.update(tab.id, { muted }))?.url;
    }, isMuted);
    expect(url).toBe(page.url());
    await popup.close();
  };

  test("CAP-3 it is played before, while and after it is captured", async () => {
    const page = await earshot.openPage(`${server.url}tone.html`);
    expect(await isHeardAgain()).toBe(true);

    await earshot.startCaptions(page);
    expect(await isHeardAgain()).toBe(true);

    await earshot.stopCaptions(page, HUNG_MS);
    expect(await isHeardAgain()).toBe(true);
  });

  test("CAP-3 a tab that the browser mutes is captured and not played, and played again once it is not", async () => {
    const page = await earshot.openPage(`${server.url}tone.html`);
    await muteTab(page, true);
    await earshot.startCaptions(page);
    expect(await isCapturedUnheard()).toBe(true);

    await muteTab(page, false);
    expect(await isHeardAgain()).toBe(true);

    await muteTab(page, true);
    expect(await isCapturedUnheard()).toBe(true);
  });
});

async function storedFrames(earshot: Earshot): Promise<number> {
  const { capture } = await earshot.diagnostics();
  return capture.tab.acknowledged;
}
