import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { settings } from "../views/view-samples.ts";
import { type MiniatureHub, startHub } from "./miniature-hub.ts";

const SIDECAR = join(import.meta.dirname, "../../programs/downloads/fetching-sidecar.mjs");

describe("a computer without a model", () => {
  let hub: MiniatureHub;
  let server: LocalServer;
  let folder: string;
  let earshot: Earshot;

  beforeAll(async () => {
    hub = await startHub();
    server = await serveFolder(DEMO);
    folder = temporaryFolder();
    hub.writeTable(join(folder, "models.json"));
    earshot = await launchEarshot({
      // As a fresh install leaves them, but for the microphone.
      settings: (stored) => ({ ...stored, isMicrophoneWanted: false }),
      host: {
        modelHub: hub.url,
        modelCache: join(folder, "cache"),
        modelArguments: [`--model-table=${join(folder, "models.json")}`],
      },
    });
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
    await hub.close();
  });

  test("SEC-1 STT-5 UI-7 no model is asked for before a click: not by install, first run, settings, a meeting; then its files", async () => {
    const welcome = await earshot.openPage(
      `chrome-extension://${earshot.extensionId}/src/welcome/index.html`,
    );
    await welcome.waitForSelector('[data-host="connected"]');
    const offer = await welcome.waitForSelector('[data-action="download-chosen"]', { visible: true });
    const label = await offer?.evaluate((button) => button.textContent);
    const instead = await earshot.modelReady("auto", HUNG_MS);
    await pressButton(welcome, "consent");
    await welcome.waitForSelector('main[data-consented="true"]');

    const page = await earshot.openPage(`${server.url}meeting.html`);
    await earshot.startCaptions(page);
    // A model that is not here, by another way than the list that asks: settings of another computer, say.
    await earshot.view.changeSettings((stored) => ({
      ...stored,
      transcription: { ...stored.transcription, model: "small", correction_model: "medium" },
    }));
    const small = await earshot.modelReady("small", HUNG_MS);
    await earshot.view.changeSettings((stored) => ({
      ...stored,
      transcription: { ...stored.transcription, model: "auto", correction_model: null },
    }));
    await earshot.modelReady("auto", HUNG_MS);
    await earshot.stopCaptions(page, HUNG_MS);
    const askedBefore = [...hub.requests];

    const popup = await earshot.clickToolbarButton(page);
    await pressButton(popup, "download-chosen");
    const model = await earshot.view.until("the downloaded model", HUNG_MS, () => {
      const progress = earshot.view.status?.model;
      return progress?.loaded?.model === "base" ? progress : null;
    });

    expect(label).toBe(`Download base (3\u00A0MB) from ${new URL(hub.url).host}`);
    expect([instead.loaded, small.loaded]).toEqual([
      expect.objectContaining({ model: "demo", is_demo: true, fallback_reason: "model_not_found" }),
      expect.objectContaining({ model: "demo", is_demo: true, fallback_reason: "model_not_found" }),
    ]);
    expect(askedBefore).toEqual([]);
    expect(model.loaded).toMatchObject({ model: "base", is_demo: false, fallback_reason: null });
    expect(hub.requests.every((path) => path.includes("Systran/faster-whisper-base"))).toBe(true);
    expect(hub.requests.filter((path) => path.includes("/resolve/"))).toHaveLength(5);
  });
});

describe("a download over every hop", () => {
  let server: LocalServer;
  let earshot: Earshot;

  beforeAll(async () => {
    server = await serveFolder(DEMO);
    const settled = { ...settings.transcription, model: "base" };
    const program = [process.execPath, SIDECAR, join(temporaryFolder(), "received")];
    earshot = await launchEarshot({
      settings: (stored) => ({ ...stored, hasConsented: true, transcription: settled }),
      host: { sidecarCommand: program, downloadCommand: program },
    });
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  test("STT-5 a download outlives the popup, goes on where it was stopped, and its model is used then", async () => {
    const page = await earshot.openPage(`${server.url}meeting.html`);
    const choose = async (): Promise<Page> => {
      const popup = await earshot.clickToolbarButton(page);
      await popup.waitForSelector('option[value="small"]:not(:empty)');
      await popup.waitForFunction(() =>
        document.querySelector('option[value="small"]')?.textContent.includes("to download"),
      );
      await popup.select('select[name="model"]', "small");
      await pressButton(popup, "confirm-download");
      return popup;
    };

    const popup = await choose();
    await popup.waitForSelector("[data-next-model] progress");
    await popup.close();
    await page.bringToFront();
    const reopened = await earshot.clickToolbarButton(page);
    await reopened.waitForSelector("[data-next-model] progress");
    const words = await reopened.$eval("[data-next-model]", (notice) => notice.textContent);
    await reopened.waitForSelector(".models[open]");
    await pressButton(reopened, "cancel-download");
    await reopened.waitForFunction(() => document.querySelector("[data-next-model]") === null);
    await choose();
    const models = await earshot.view.until("the downloaded model", HUNG_MS, () => {
      const care = earshot.view.status?.models;
      const isHere = care?.list?.models.some((entry) => entry.model === "small" && entry.is_installed);
      return isHere === true ? care : null;
    });

    expect(words).toMatch(/33 % · 162\sMB of 486\sMB/);
    expect(models).toMatchObject({ downloads: [], next: null });
    expect(await earshot.view.stored("settings")).toHaveProperty("transcription.model", "small");
  });
});
