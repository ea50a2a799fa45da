import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { chatNotice } from "../../../src/shared/consent.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { statusOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, READABLE } from "./view-checks.ts";
import { interrupted, running, settings } from "./view-samples.ts";

const POPUP = { width: 340, height: 600 };
const NARROW_PANEL = { width: 320, height: 720 };

describe("consent", () => {
  const views = useFedViews();
  beforeAll(async () => {
    const { browser, extensionId } = views.earshot;
    const permission = { permission: { name: "clipboard-read" }, state: "granted" } as const;
    await browser.setPermission(`chrome-extension://${extensionId}`, permission);
  });

  test.each(["en", "ja"] as const)(
    "UI-7 SEC-7 before the first time the popup says in one screen what is captured and where it goes (%s)",
    async (language) => {
      const page = await views.open({
        page: "src/popup/index.html",
        viewport: POPUP,
        language,
        snapshot: {
          type: "snapshot",
          status: statusOf({ name: "idle", lastError: null }),
          settings: { ...settings, hasConsented: false },
          transcript: null,
        },
      });

      await takePicture(page, join(PICTURES, `consent-step-${language}`), true);
      const bottom = await page.$eval(
        '[data-action="consent"]',
        (button) => button.getBoundingClientRect().bottom,
      );
      expect(bottom).toBeLessThan(POPUP.height);
      expect(await page.$$eval(".consent dd", (places) => places.length)).toBe(3);
      expect(await obstaclesOf(page)).toMatchObject(READABLE);
      await pressButton(page, "consent");
      expect(await commandsOf(page)).toMatchObject([
        { type: "change-settings", change: { hasConsented: true } },
      ]);
    },
  );

  test.each(["en", "ja"] as const)(
    "SEC-7 the panel copies a notice in the meeting's language and notes what the others agreed to (%s)",
    async (language) => {
      const page = await views.open({
        page: "src/sidepanel/index.html",
        viewport: NARROW_PANEL,
        language,
        snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
      });

      const copied = language === "ja" ? "コピーしました" : "Copied";
      await Promise.all([
        page.waitForFunction((word) => document.body.textContent.includes(word), {}, copied),
        pressButton(page, "copy-notice"),
      ]);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        chatNotice(interrupted.language, interrupted.segments, language, false),
      );
      await page.select('select[name="consent"]', "notice_in_chat");
      await takePicture(page, join(PICTURES, `consent-note-${language}`), true);
      const { session } = interrupted;
      const consent = { basis: "notice_in_chat" };
      expect(await commandsOf(page)).toMatchObject([{ type: "record-consent", session, consent }]);
      expect(await obstaclesOf(page)).toMatchObject(READABLE);

      await page.select('select[name="consent"]', "");
      expect(await commandsOf(page)).toContainEqual({ type: "record-consent", session, consent: null });
      await feedView(page, {
        type: "snapshot",
        status: running(),
        settings,
        transcript: { ...interrupted, consent: { basis: "agreed_aloud", atMs: 1 } },
      });
      await page.waitForFunction(
        () => document.querySelector<HTMLSelectElement>('select[name="consent"]')?.value === "agreed_aloud",
      );
    },
  );
});
