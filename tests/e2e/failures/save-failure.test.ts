import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "puppeteer";
import { afterEach, describe, expect, test } from "vitest";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { HUNG_MS } from "../../eventually.ts";
import { CAN_MOUNT, TinyDisk } from "../../native-host/disk/tiny-disk.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { takePicture } from "../pictures.ts";
import { type Feed, openFedView, PICTURES } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";

describe("an export that the browser cannot write", () => {
  let earshot: Earshot;

  afterEach(() => earshot.close());

  const openPanel = async (downloads?: string, language: Feed["language"] = "en"): Promise<Page> => {
    earshot = await launchEarshot({
      isHostRegistered: false,
      ...(downloads === undefined ? {} : { downloads }),
    });
    return openFedView(earshot, {
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height: 720 },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: meeting() },
    });
  };

  test.skipIf(!CAN_MOUNT)(
    "UI-4 a full disk is reported, and the same is saved once there is room",
    async () => {
      const disk = new TinyDisk(1_000_000);
      const panel = await openPanel(disk.folder);
      disk.fill();

      await save(panel);
      await reported(panel, "export_disk_full");
      disk.free();
      const saved = await downloadedBy(disk.folder, () => pressAgain(panel));
      await panel.waitForSelector("[data-error]", { hidden: true });

      expect(readdirSync(disk.folder).filter((name) => name.endsWith(".json"))).toEqual([basename(saved)]);
      expect(statSync(saved).size).toBeGreaterThan(1000);
    },
  );

  test("UI-4 a downloads folder that cannot be written is reported", async () => {
    const downloads = join(temporaryFolder(), "downloads");
    const panel = await openPanel(downloads);
    rmSync(downloads, { recursive: true });
    writeFileSync(downloads, "a file where the folder was");

    await save(panel);
    await reported(panel, "export_failed");
    rmSync(downloads);
    mkdirSync(downloads);
    const saved = await downloadedBy(downloads, () => pressAgain(panel));
    await panel.waitForSelector("[data-error]", { hidden: true });

    expect(readdirSync(downloads).filter((name) => name.endsWith(".json"))).toEqual([basename(saved)]);
  });

  test.each([
    ["en", "FILE_NO_SPACE", "export_disk_full"],
    ["ja", "FILE_NO_SPACE", "export_disk_full"],
    ["en", "FILE_VIRUS_INFECTED", "export_blocked"],
    ["ja", "FILE_VIRUS_INFECTED", "export_blocked"],
    ["en", "FILE_ACCESS_DENIED", "export_failed"],
    ["ja", "FILE_ACCESS_DENIED", "export_failed"],
  ] as const)("UI-4 UI-6 in %s, %s is shown so that it can be read", async (language, reason, code) => {
    const panel = await openPanel(undefined, language);
    await panel.evaluate((error) => {
      Object.assign(chrome.downloads, {
        download: () => Promise.resolve(1),
        search: () => Promise.resolve([{ state: "interrupted", error }]),
      });
    }, reason);

    await save(panel);
    await reported(panel, code);

    expect(await obstaclesOf(panel)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
    mkdirSync(PICTURES, { recursive: true });
    await takePicture(panel, join(PICTURES, `panel-notice-${code}-${language}`), true);
    expect(await leastContrastOf(panel, ".error")).toBeGreaterThanOrEqual(4.5);
  });

  test("UI-4 whoever cancels the browser's own question is shown nothing", async () => {
    const panel = await openPanel();
    const asked = await panel.evaluate(() => {
      const searches: number[] = [];
      Object.assign(globalThis, { searches });
      Object.assign(chrome.downloads, {
        download: () => Promise.resolve(7),
        search: ({ id }: { id: number }) => {
          searches.push(id);
          return Promise.resolve([{ state: "interrupted", error: "USER_CANCELED" }]);
        },
      });
      return searches.length;
    });

    await save(panel);
    await panel.waitForFunction(() => (Reflect.get(globalThis, "searches") as number[]).length > 0);

    expect(asked).toBe(0);
    expect(await panel.$("[data-error]")).toBeNull();
  });
});

async function save(panel: Page): Promise<void> {
  await pressButton(panel, "export");
  await clickOn(panel, '[data-format="json"]');
}

function reported(panel: Page, code: string): Promise<unknown> {
  return panel.waitForSelector(`[data-error="${code}"]`, { timeout: HUNG_MS });
}

/** Not `pressButton`, to which an error on the page is a failure. */
async function pressAgain(panel: Page): Promise<void> {
  await clickOn(panel, '[data-action="export-again"]');
}
