import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { beforeAll, describe, expect, test } from "vitest";
import type { Settings } from "../../../src/shared/settings.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "./fed-view.ts";
import { copiedBy, obstaclesOf, pressByKeyboard, READABLE } from "./view-checks.ts";
import {
  cutOff,
  diagnostics,
  interrupted,
  meeting,
  microphones,
  recoveredMeeting,
  running,
  STATES,
  settings,
} from "./view-samples.ts";

/** As narrow as the browser lets the panel become. */
const NARROW_PANEL = { width: 320, height: 720 };
const POPUP = { width: 340, height: 600 };

describe("states that people rarely meet", () => {
  const views = useFedViews();
  beforeAll(async () => {
    const { browser, extensionId } = views.earshot;
    const permission = { permission: { name: "clipboard-read" }, state: "granted" } as const;
    await browser.setPermission(`chrome-extension://${extensionId}`, permission);
  });

  const openPanel = async (
    status: Status,
    transcript: Transcript | null = interrupted,
    language: Feed["language"] = "en",
  ): Promise<Page> => {
    const page = await views.open({
      page: "src/sidepanel/index.html",
      viewport: NARROW_PANEL,
      language,
      snapshot: { type: "snapshot", status, settings, transcript },
      stored: { [cutOff.session]: { name: "read", transcript: recoveredMeeting } },
      diagnostics,
    });
    return page;
  };
  const openPopup = async (
    status: Status,
    changes: Partial<Settings> = {},
    language: Feed["language"] = "en",
  ): Promise<Page> => {
    const page = await views.open({
      page: "src/popup/index.html",
      viewport: POPUP,
      language,
      snapshot: { type: "snapshot", status, settings: { ...settings, ...changes }, transcript: null },
      microphones,
    });
    return page;
  };

  test.each(Object.entries(STATES))(
    "UI-6 CAP-6 the narrow panel and the popup show %s whole, in both languages",
    async (name, status) => {
      for (const language of ["en", "ja"] as const) {
        const panel = await openPanel(status, interrupted, language);
        expect(await obstaclesOf(panel)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
        await takePicture(panel, join(PICTURES, `panel-${name}-${language}`), language === "en");
        await panel.close();
        const popup = await openPopup(status, {}, language);
        expect(await obstaclesOf(popup)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
        await takePicture(popup, join(PICTURES, `popup-${name}-${language}`), language === "en", true);
        await popup.close();
      }
    },
  );

  test("SEC-5 the popup says where the system does not keep the sidecar from the network, and only there", async () => {
    const exposed = await openPopup({ ...running(), networkSandbox: "audit-hook" });
    const reported = await exposed.$$("[data-network-sandbox]");
    await exposed.close();
    const shielded = await openPopup({ ...running(), networkSandbox: "seccomp" });

    expect(reported).toHaveLength(1);
    expect(await shielded.$$("[data-network-sandbox]")).toHaveLength(0);
  });

  test("CAP-6 UI-6 pause, mute and the microphone are worked from the keyboard alone", async () => {
    const popup = await openPopup(running());

    await pressByKeyboard(popup, "pause");
    await pressByKeyboard(popup, "mute");
    await popup.select('select[name="microphone-device"]', "built-in");

    expect(await commandsOf(popup)).toEqual([
      { type: "pause-session", session: active.session },
      { type: "mute-microphone", session: active.session, isMuted: true },
      { type: "change-settings", change: { microphoneDeviceId: "built-in" } },
    ]);
  });

  test("WHO-3 the echo is left to the browser by a switch, which says why it is off", async () => {
    const popup = await openPopup(running());
    await clickOn(popup, ".more-settings > summary");

    await clickOn(popup, 'input[name="browser-echo"]');
    const why = await popup.$eval(
      '[aria-describedby="browser-echo-hint"] #browser-echo-hint',
      (hint) => hint.textContent,
    );

    expect(why).toMatch(/keeps what you say while others talk/);
    expect(await commandsOf(popup)).toEqual([
      { type: "change-settings", change: { isEchoLeftToBrowser: true } },
    ]);
  });

  test("CAP-6 a pause is ended, and the microphone unmuted, in popup and panel", async () => {
    const status = STATES["paused"] ?? running();
    const popup = await openPopup(status);
    await pressButton(popup, "continue");
    await pressButton(popup, "unmute");
    const fromPopup = await commandsOf(popup);
    await popup.close();
    const panel = await openPanel(status);
    await pressButton(panel, "continue");
    await pressButton(panel, "unmute");

    expect(fromPopup).toEqual([
      { type: "continue-session", session: active.session },
      { type: "mute-microphone", session: active.session, isMuted: false },
    ]);
    expect(await commandsOf(panel)).toEqual(fromPopup);
  });

  test("CAP-6 a chosen microphone that is unplugged is named as such", async () => {
    const popup = await openPopup(running(), { microphoneDeviceId: "yeti" });

    const chosen = await popup.$eval(
      'select[name="microphone-device"]',
      (field) => field.selectedOptions[0]?.textContent,
    );

    expect(chosen).toContain("not connected");
  });

  test("UI-5 a shorter retention deletes nothing before it is confirmed", async () => {
    const popup = await openPopup(running());
    await clickOn(popup, ".more-settings > summary");
    await popup.select('select[name="retention"]', "30");
    await popup.waitForSelector('[data-action="confirm-retention"]', { visible: true });
    await takePicture(popup, join(PICTURES, "popup-retention-en"), true, true);

    await pressButton(popup, "cancel-retention");
    const afterCancel = await commandsOf(popup);
    const shown = await popup.$eval('select[name="retention"]', (field) => field.value);
    await popup.select('select[name="retention"]', "90");
    await pressButton(popup, "confirm-retention");

    expect(afterCancel).toEqual([]);
    expect(shown).toBe("");
    expect(await commandsOf(popup)).toEqual([{ type: "change-settings", change: { retentionDays: 90 } }]);
  });

  test("IPC-10 a failed sidecar is tried again by a button, and a long end is cut short by one", async () => {
    const panel = await openPanel(STATES["failed"] ?? running());
    expect(await panel.$eval('[data-sidecar="failed"]', (notice) => notice.textContent)).toMatch(
      /5 min of sound waits/,
    );
    await pressByKeyboard(panel, "retry-transcription");
    await feedView(panel, { type: "status-changed", status: STATES["stopping"] ?? running() });
    await panel.waitForSelector("[data-stopping] progress");
    const value = await panel.$eval("[data-stopping] progress", (progress) => progress.value);
    await pressButton(panel, "finish-now");

    expect(value).toBeCloseTo(0.65);
    expect(await commandsOf(panel)).toEqual([
      { type: "retry-transcription" },
      { type: "finish-now", session: active.session },
    ]);
  });

  test("CAP-6 UI-2 gaps stand between the lines, are no search results, and come with a copy of everything", async () => {
    const panel = await openPanel(running());
    const gaps = await panel.$$eval("[data-gap]", (rows) => rows.map(({ textContent }) => textContent));
    const copied = await copiedBy(panel, () => pressButton(panel, "copy-all"));
    await panel.type('input[name="search"]', "recorded");
    await panel.waitForSelector("[data-empty]");
    const whileSearching = await panel.$$("[data-gap]");

    expect(gaps).toEqual([
      "00:28–01:30 · Both sides: not recorded – you paused the captions",
      "01:50–02:32 · Others: not recorded – the sound could not be stored",
      "02:55–1:06:40 · You: not recorded – your microphone was not available",
    ]);
    expect(copied).toContain("[00:00:28 – 00:01:30] (Both sides: not recorded – you paused the captions)");
    expect(whileSearching).toEqual([]);
  });

  test.each(["en", "ja"] as const)(
    "UI-5 UI-2 while captions run, meetings that were cut off take one line, and the captions have the room, in %s",
    async (language) => {
      const recovered = [cutOff, { ...cutOff, session: crypto.randomUUID() }];
      const panel = await openPanel(running({ recovered }), meeting(), language);
      await panel.waitForSelector("[data-caption]");
      const lines = await panel.$eval('[data-folded="recovered"]', (fold) => ({
        foldHeight: fold.getBoundingClientRect().height,
        shareOfLines: (document.querySelector(".scroller")?.clientHeight ?? 0) / innerHeight,
      }));
      await takePicture(panel, join(PICTURES, `panel-recovered-folded-${language}`), true);

      expect(lines.foldHeight).toBeLessThan(40);
      expect(lines.shareOfLines).toBeGreaterThan(0.4);
    },
  );

  test("UI-5 a recovered meeting is opened, searched and exported while captions of the running one go on", async () => {
    const panel = await openPanel(running({ recovered: [cutOff] }), meeting());
    await clickOn(panel, '[data-folded="recovered"] summary');
    await pressButton(panel, "open-recovered");
    await panel.waitForSelector(`main[data-opened="${cutOff.session}"] [data-caption]`);
    await takePicture(panel, join(PICTURES, "panel-recovered-open-en"), true);
    const segment = finalSegment({
      stable: "A new line.",
      utterance: 9e6,
      startSample: 9e6,
      endSample: 9.1e6,
    });
    const change = { type: "put", segment } as const;
    await feedView(panel, { type: "caption-changed", session: active.session, change });

    await panel.type('input[name="search"]', "lighthouse");
    await panel.waitForSelector("mark");
    const file = await downloadedBy(views.earshot.downloads, async () => {
      await pressButton(panel, "export");
      await clickOn(panel, '[data-format="json"]');
    });
    await pressButton(panel, "back");
    await panel.waitForFunction(() => document.body.textContent.includes("A new line."));

    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      session: cutOff.session,
      segments: [{ text: "The lighthouse is painted in spring." }],
      gaps: [{ source: "tab", reason: "asleep" }],
    });
    expect(await panel.$("main[data-opened]")).toBeNull();
  });

  test("UI-5 a recovered meeting is dismissed at once and deleted only after a question", async () => {
    const panel = await openPanel(running({ recovered: [cutOff] }));
    await clickOn(panel, '[data-folded="recovered"] summary');
    await pressButton(panel, "delete-recovered");
    await panel.waitForSelector('[data-action="cancel-delete"]:focus');
    await takePicture(panel, join(PICTURES, "panel-recovered-delete-en"), true);
    await panel.keyboard.press("Enter");
    await pressButton(panel, "delete-recovered");
    await pressButton(panel, "confirm-delete");
    await feedView(panel, { type: "status-changed", status: running({ recovered: [cutOff] }) });
    await pressButton(panel, "cancel-delete");
    await pressButton(panel, "dismiss-recovered");

    expect(await commandsOf(panel)).toEqual([
      { type: "delete-session", session: cutOff.session },
      { type: "dismiss-recovered", session: cutOff.session },
    ]);
  });

  test("IPC-12 the report is copied from the diagnostics and names no title and no device", async () => {
    const panel = await openPanel({ ...running(), networkSandbox: "seccomp", echo: { delay_ms: 84 } });
    await clickOn(panel, ".diagnostics summary");
    await panel.waitForSelector("[data-diagnostics]");
    const network = await panel.$eval("[data-network-sandbox]", (sentence) => sentence.textContent);
    const echo = await panel.$eval("[data-echo=cancelling]", (sentence) => sentence.textContent);
    await takePicture(panel, join(PICTURES, "panel-diagnostics-en"), true);
    await panel.$eval(".diagnostics", (figures) => figures.scrollTo({ top: figures.scrollHeight }));
    await takePicture(panel, join(PICTURES, "panel-diagnostics-engine-en"), true);
    const copied = await copiedBy(panel, () => pressButton(panel, "copy-report"));

    expect(network).toMatch(/seccomp/);
    expect(echo).toMatch(/84 ms/);
    expect(JSON.parse(copied)).toMatchObject({
      echo: { delayMs: 84 },
      session: { state: "recording" },
      networkSandbox: "seccomp",
      figures: { capture: { tab: { captured: 7540, queued: 2 } } },
      engine: { step: "full", calibration: { reason: "smaller_partials" } },
      coverageSeconds: { tab: { received: 753.8, uncovered: 0 } },
    });
    expect(copied).not.toMatch(/Jabra|Weekly|plan for this week/);
  });
});
