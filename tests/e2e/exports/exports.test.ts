import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { words } from "../../../src/i18n/index.ts";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { toMarkdown } from "../../../src/shared/export/to-markdown.ts";
import { toText } from "../../../src/shared/export/to-text.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { read } from "../../shared/export/readers/read.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, openFedView, PICTURES } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { interrupted, running, settings } from "../views/view-samples.ts";

describe("exports from the side panel", () => {
  const downloads = join(temporaryFolder(), "downloads");
  let earshot: Earshot;
  let panel: Page;

  beforeAll(async () => {
    mkdirSync(downloads, { recursive: true });
    mkdirSync(PICTURES, { recursive: true });
    earshot = await launchEarshot({ isHostRegistered: false, downloads });
    const permission = { permission: { name: "clipboard-read" }, state: "granted" } as const;
    await earshot.browser.setPermission(`chrome-extension://${earshot.extensionId}`, permission);
  });
  afterEach(() => panel.close());
  afterAll(() => earshot.close());

  const open = async (language = "en", height = 720): Promise<void> => {
    panel = await openFedView(earshot, {
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
    });
  };
  const label = (text: string) =>
    panel.waitForFunction(
      (shown) => document.querySelector('[data-action="export"] [aria-live]')?.textContent === shown,
      { timeout: HUNG_MS },
      text,
    );
  /** Does `act`; resolves once the button says that something is copied, which it does for two seconds only. */
  const untilCopied = (act: () => Promise<void>) => Promise.all([label(words.panel.copied), act()]);
  const isFocused = (selector: string) =>
    panel.waitForFunction(
      (focused) => document.activeElement?.matches(focused) === true,
      { timeout: HUNG_MS },
      selector,
    );
  const copied = () => panel.evaluate(() => navigator.clipboard.readText());

  test("UI-4 UI-9 a Word document is made and saved by the browser, every turn in it", async () => {
    await open();
    const turns = exportTurns(exportLines(interrupted, "en"));

    const file = await downloadedBy(downloads, async () => {
      await pressButton(panel, "export");
      await clickOn(panel, '[data-format="docx"]');
    });

    expect(file).toMatch(/\.docx$/);
    const { rows } = read("read_docx.py", readFileSync(file)) as { readonly rows: readonly string[][] };
    expect(rows.slice(1).map((row) => row[2])).toEqual(
      turns.map((turn) =>
        turn.type === "gap" ? turn.gap.sentence : turn.segments.map(({ text }) => onOneLine(text)).join("\n"),
      ),
    );
    expect(await panel.$("[data-error]")).toBeNull();
  });

  test.each([
    ["txt", toText],
    ["md", toMarkdown],
  ] as const)("UI-4 what would be saved as %s is copied, and that is said", async (format, render) => {
    await open();
    await pressButton(panel, "export");
    await untilCopied(() => clickOn(panel, `[data-copy="${format}"]`));

    expect(await copied()).toBe(render(interrupted, "en"));
    await isFocused('[data-action="export"]');
    await label(words.panel.export);
  });

  test("UI-4 a formatted text is copied for programs that take one, a plain one beside it for those that do not", async () => {
    await open();
    await pressButton(panel, "export");
    await untilCopied(() => clickOn(panel, '[data-copy="html"]'));
    const html = await panel.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const page = new DOMParser().parseFromString(
        (await (await item?.getType("text/html"))?.text()) ?? "",
        "text/html",
      );
      return [...page.querySelectorAll("p:not(.gap)")].map(({ textContent }) => textContent);
    });

    const said = exportLines(interrupted, "en").flatMap((line) =>
      line.type === "segment" ? [onOneLine(line.segment.text)] : [],
    );
    expect(html.filter((text) => said.includes(text))).toEqual(said);
    expect(await copied()).toBe(toText(interrupted, "en"));
  });

  test("UI-4 a clipboard that refuses is said with the way out, and another try is one press", async () => {
    await open();
    await panel.evaluate(() => {
      const refuse = {
        configurable: true,
        value: () => Promise.reject(new DOMException("no", "NotAllowedError")),
      };
      Object.defineProperty(navigator.clipboard, "writeText", refuse);
    });
    // It stands there for two seconds only.
    await Promise.all([
      panel.waitForFunction(
        (text) => document.querySelector('[data-action="copy-all"]')?.textContent === text,
        { timeout: HUNG_MS },
        words.panel.notCopied,
      ),
      pressButton(panel, "copy-all"),
    ]);
    await pressButton(panel, "export");
    await clickOn(panel, '[data-copy="txt"]');
    await panel.waitForSelector('[data-error="copy_refused"]', { timeout: HUNG_MS });
    await panel.evaluate(() => Reflect.deleteProperty(navigator.clipboard, "writeText"));
    await clickOn(panel, '[data-action="export-again"]');
    await panel.waitForSelector("[data-error]", { hidden: true, timeout: HUNG_MS });

    await expect.poll(copied, { timeout: HUNG_MS }).toBe(toText(interrupted, "en"));
  });

  test("UI-4 UI-6 what goes in is chosen by keyboard and holds for what is copied then", async () => {
    await open();
    await panel.focus('[data-action="export"]');
    await panel.keyboard.press("Enter");
    await isFocused('[data-format="txt"]');
    await panel.keyboard.press("ArrowRight");
    await isFocused('[data-copy="txt"]');
    await panel.keyboard.press("End");
    await isFocused('[data-action="export-parts"]');
    await panel.keyboard.press("Enter");
    await panel.waitForSelector('[data-part="times"]');
    await panel.keyboard.press("ArrowDown");
    await isFocused('[data-part="times"]');
    await panel.keyboard.press("Space");
    const exportParts = { ...settings.exportParts, times: false };
    await feedView(panel, { type: "settings-changed", settings: { ...settings, exportParts } });
    await panel.waitForSelector('[data-part="times"][aria-checked="false"]', { timeout: HUNG_MS });
    await panel.keyboard.press("Home");
    await panel.keyboard.press("ArrowRight");
    await isFocused('[data-copy="txt"]');
    await untilCopied(() => panel.keyboard.press("Enter"));

    expect(await commandsOf(panel)).toEqual([
      { type: "change-settings", change: { exportParts: { times: false } } },
    ]);
    expect(await copied()).toBe(toText(interrupted, "en", exportParts));
    await isFocused('[data-action="export"]');
  });

  test.each([
    ["en", 720],
    ["ja", 720],
    ["de", 480],
    ["fr", 600],
  ] as const)(
    "UI-6 the menu of exports is whole in a narrow panel, in %s at %i pixels",
    async (language, height) => {
      await open(language, height);
      await pressButton(panel, "export");
      await clickOn(panel, '[data-action="export-parts"]');
      await panel.waitForSelector(".menu-note:not([hidden])");

      expect(await obstaclesOf(panel)).toMatchObject({ ...READABLE, language });
      const { top, bottom } = await panel.$eval(
        ".menu",
        (menu) => menu.getBoundingClientRect().toJSON() as DOMRect,
      );
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(height);
      await takePicture(panel, join(PICTURES, `panel-exports-${height}-${language}`), true);
      for (const scheme of ["light", "dark"] as const) {
        await panel.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        expect(await leastContrastOf(panel, ".menu")).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
});
