import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { samplesToMs } from "../../../protocol/audio.ts";
import type { Settings } from "../../../src/shared/settings.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { joinDemoMeeting } from "../../../tools/materials/demo-meeting.ts";
import { DEMO, DEMO_MODEL } from "../../../tools/runtime/paths.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { accessibleButtons, accessibleText, clickOverlayButton } from "../privacy/overlay-access.ts";

const withoutMicrophone = (stored: Settings): Settings => ({
  ...stored,
  hasConsented: true,
  isMicrophoneWanted: false,
  transcription: { ...stored.transcription, model: "demo", language: "en" },
});

describe("what people see", () => {
  let server: LocalServer;
  let earshot: Earshot;

  beforeEach(async () => {
    server = await serveFolder(DEMO);
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  const launch = async (options: LaunchOptions = {}): Promise<Page> => {
    earshot = await launchEarshot(options);
    return earshot.openPage(`${server.url}meeting.html`);
  };

  test("UI-7 nothing is captured before consent, which the first-run page or the popup asks for", async () => {
    const page = await launch({ settings: (stored) => stored });
    const popup = await earshot.clickToolbarButton(page);
    await popup.waitForSelector('[data-action="consent"]', { visible: true });
    expect(await popup.$('[data-action="start"]')).toBeNull();

    const welcome = await earshot.openPage(
      `chrome-extension://${earshot.extensionId}/src/welcome/index.html`,
    );
    await welcome.waitForSelector('[data-host="connected"]');
    const text = await welcome.$eval("main", (main) => main.textContent);
    await pressButton(welcome, "consent");
    await welcome.waitForSelector('main[data-consented="true"]');

    expect(text).toMatch(/this computer/i);
    await page.bringToFront();
    const reopened = await earshot.clickToolbarButton(page);
    await reopened.waitForSelector('[data-action="start"]', { visible: true });
  });

  test("UI-3 STT-5 a model that cannot be fetched is not chosen, and the popup says why", async () => {
    const page = await launch();
    const popup = await earshot.clickToolbarButton(page);
    await popup.waitForFunction(() =>
      document.querySelector('option[value="tiny"]')?.textContent.includes("to download"),
    );

    await popup.select('select[name="model"]', "tiny");
    await pressButton(popup, "confirm-download");
    await popup.waitForSelector('[data-model-row="tiny"] [data-error="model_download_failed"]', {
      visible: true,
    });

    expect(await popup.$eval('select[name="model"]', (field) => field.value)).toBe("demo");
    expect(await earshot.view.stored("settings")).toHaveProperty("transcription.model", "demo");
  });

  test("UI-3 a chosen model crosses every hop, and the popup says what runs instead and how to fetch it", async () => {
    const page = await launch();
    const popup = await earshot.clickToolbarButton(page);
    await popup.waitForSelector('select[name="model"]');

    await earshot.view.changeSettings((stored) => ({
      ...stored,
      transcription: { ...stored.transcription, model: "tiny" },
    }));
    const model = await earshot.view.until("the model that stands in", HUNG_MS, () => {
      const progress = earshot.view.status?.model;
      return progress?.requested === "tiny" && progress.state === "ready" ? progress : null;
    });

    expect(model.loaded).toMatchObject({
      model: "demo",
      is_demo: true,
      fallback_reason: "model_not_found",
    });
    const shown = await popup.waitForSelector('[data-model="substitute"]', { visible: true });
    expect(await shown?.evaluate((element) => element.textContent)).toMatch(/demo/i);
    await popup.waitForSelector('[data-action="download-chosen"]', { visible: true });
  });

  test("STT-1 the device is chosen in the popup, and the model is loaded again for it", async () => {
    const page = await launch();
    const popup = await earshot.clickToolbarButton(page);
    await earshot.modelReady("demo", HUNG_MS);
    await clickOn(popup, ".more-settings > summary");

    await popup.select('select[name="device"]', "cpu");
    await earshot.view.until("the model to load again", HUNG_MS, () =>
      earshot.view.status?.model?.state === "loading" ? true : null,
    );
    const model = await earshot.modelReady("demo", HUNG_MS);

    expect(model.loaded?.device).toBe("cpu");
    expect(await earshot.view.stored("settings")).toHaveProperty("transcription.device", "cpu");
  });

  test("UI-4 a transcript keeps the name of the model that made it when another one is loaded later", async () => {
    const page = await launch({
      settings: withoutMicrophone,
      host: { models: [{ name: "another", directory: DEMO_MODEL }] },
    });
    await earshot.startCaptions(page);
    await earshot.stopCaptions(page, HUNG_MS);

    await earshot.view.changeSettings((stored) => ({
      ...stored,
      transcription: { ...stored.transcription, model: "another" },
    }));
    const later = await earshot.modelReady("another", HUNG_MS);

    expect(later.loaded?.model).toBe("another");
    expect(earshot.view.transcript?.model).toBe("demo");
  });

  test("UI-3 level meters move while the meeting is captured, and the state is said in words", async () => {
    const page = await launch({ settings: withoutMicrophone });
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    const popup = await earshot.clickToolbarButton(page);

    await popup.waitForFunction(() => {
      const meter = document.querySelector('[role="meter"][data-source="tab"]');
      return Number(meter?.getAttribute("aria-valuenow") ?? 0) > 0;
    });

    // A busy machine may have stalled for a moment.
    await popup.waitForSelector('main[data-session="recording"]');
    expect(await popup.$eval("[data-state]", (words) => words.textContent)).toMatch(/recording/i);
  });

  test("UI-2 a renamed speaker has the new name in the panel and in the exports, during the meeting", async () => {
    const page = await launch({ settings: withoutMicrophone });
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    await earshot.waitForCaption(({ isFinal }) => isFinal, HUNG_MS);
    const panel = await earshot.sidePanel();

    await clickOn(panel, '[data-action="rename"]');
    const field = await panel.waitForSelector('input[name="speaker"]', { visible: true });
    await field?.evaluate((input) => input.select());
    await panel.keyboard.type("Alice and Bob");
    await panel.keyboard.press("Enter");
    await panel.waitForFunction(
      () => document.querySelector("[data-speaker]")?.textContent === "Alice and Bob",
    );

    const json: unknown = JSON.parse(readFileSync(await earshot.exportTranscript("json"), "utf8"));
    expect(json).toHaveProperty("segments[0].speaker", "Alice and Bob");
  });

  test("CAP-6 a pause from the popup is a gap in the panel and in the export, and captions go on after it", async () => {
    const page = await launch({ settings: withoutMicrophone });
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    await earshot.waitForCaption(({ isFinal }) => isFinal, HUNG_MS);
    const popup = await earshot.clickToolbarButton(page);
    const until = (name: string) =>
      earshot.view.until(name, HUNG_MS, () => (earshot.view.status?.session.name === name ? true : null));

    await pressButton(popup, "pause");
    await until("paused");
    await popup.waitForSelector('[data-silenced="paused"]', { visible: true });
    // The captions on the page are sent it by themselves.
    await eventually(async () =>
      expect(await accessibleText(page)).toContain("Paused. Nothing is recorded."),
    );
    const pausedAtMs = await popup.evaluate(() => performance.now());
    await popup.waitForFunction((since) => performance.now() - since > 2000, {}, pausedAtMs);
    await pressButton(popup, "continue");
    await until("recording");
    const gap = await earshot.view.until("the gap", HUNG_MS, () =>
      // A machine that is busy with other tests may have lost sound of its own.
      earshot.view.transcript?.gaps.find(({ reason }) => reason === "paused"),
    );
    await earshot.waitForCaption(({ startSample }) => startSample >= gap.endSample, HUNG_MS);
    const panel = await earshot.sidePanel();
    await panel.waitForSelector('[data-gap="paused"]', { visible: true });

    expect(gap.source).toBe("tab");
    expect(gap.endSample - gap.startSample).toBeGreaterThan(1.9 * 16_000);
    const json: unknown = JSON.parse(readFileSync(await earshot.exportTranscript("json"), "utf8"));
    const exported = { source: "tab", reason: "paused", startMs: samplesToMs(gap.startSample) };
    expect(json).toHaveProperty("gaps", expect.arrayContaining([expect.objectContaining(exported)]));
  });

  test("UI-2 a reader who scrolled back is not pulled down by new lines", async () => {
    const page = await launch({
      settings: withoutMicrophone,
      host: {
        sidecarCommand: [process.execPath, join(import.meta.dirname, "../../programs/talking-sidecar.mjs")],
      },
    });
    await earshot.startCaptions(page);
    const panel = await earshot.sidePanel();
    await panel.waitForFunction(() => document.querySelectorAll("[data-caption]").length > 60);

    await panel.evaluate(() => {
      const list = document.querySelector<HTMLElement>(".scroller");
      list?.scrollTo({ top: 0 });
    });
    await panel.waitForSelector('[data-action="jump"]', { visible: true });
    await panel.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('[data-action="jump"]')?.dataset["unseen"]) > 20,
    );

    expect(await panel.$eval(".scroller", (list) => list.scrollTop)).toBeLessThan(50);
    await clickOn(panel, '[data-action="jump"]');
    await panel.waitForFunction(() => {
      const list = document.querySelector(".scroller");
      return list !== null && list.scrollHeight - list.scrollTop - list.clientHeight < 50;
    });
  });

  test("UI-1 the overlay's text size is remembered for the site, and the overlay is back after a reload", async () => {
    const page = await launch({ settings: withoutMicrophone });
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    await earshot.waitForCaption(() => true, HUNG_MS);
    const stored = () => earshot.view.stored(`overlay-layout:${new URL(server.url).hostname}`);

    await clickOverlayButton(page, "Larger text");
    const remembered = await eventually(async () => {
      const layout = await stored();
      expect(layout).toBeDefined();
      return layout;
    });
    await page.reload();
    await eventually(async () => expect(await accessibleButtons(page)).toContain("Larger text"));

    expect(await stored()).toEqual(remembered);
    expect((await accessibleButtons(page)).filter((name) => name === "Larger text")).toHaveLength(1);
  });
});
