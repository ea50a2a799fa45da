import type { CDPSession, Page, Target } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseSettings, SETTINGS_KEY } from "../../../src/shared/settings.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { patient } from "../../../tools/driver/browser/pages.ts";
import { HUNG_MS } from "../../eventually.ts";
import { HostileMeeting } from "../privacy/hostile-meeting.ts";
import { windowOnTopOf } from "./window-on-top.ts";

const PATH = "/src/caption-window/index.html";
const PROMPT = { timeout: HUNG_MS };

function isWindow(target: Target): boolean {
  return URL.canParse(target.url()) && new URL(target.url()).pathname === PATH;
}

/** One meeting on a page that refuses every frame; the cases go on from one another, like a person. */
describe("captions in a window of their own", () => {
  let meeting: HostileMeeting;
  let client: CDPSession;
  let window: Page;

  beforeAll(async () => {
    const sandbox = { "content-security-policy": "sandbox allow-scripts" };
    // With a size on its command line the browser gives it to every window.
    meeting = await HostileMeeting.open({ sandbox }, ["--window-size="]);
    client = await meeting.panel.createCDPSession();
    await client.send("ServiceWorker.enable");
    await meeting.goto("policy.html?sandbox");
    await meeting.until("refused");
  });
  afterAll(() => meeting.close());

  const openWindows = () => meeting.earshot.browser.targets().filter(isWindow);
  /** Presses that button of a view; resolves to the window, once there is one. */
  const pressedIn = async (view: Page): Promise<Page> => {
    const target = meeting.earshot.browser.waitForTarget(isWindow, PROMPT);
    await pressButton(view, "open-caption-window");
    return patient(await (await target).asPage());
  };
  /** Resolves once the browser knows of the window no more: for a moment it can still be brought to the front. */
  const closeWindow = async (): Promise<void> => {
    const id = await window.evaluate(async () => (await chrome.windows.getCurrent()).id);
    await window.close();
    await meeting.panel.waitForFunction(
      async (closed) => (await chrome.windows.getAll()).every((each) => each.id !== closed),
      PROMPT,
      id,
    );
  };
  const untilText = (text: string) =>
    window.waitForFunction((part) => document.body.textContent.includes(part), PROMPT, text);
  const bounds = () =>
    window.evaluate(async () => {
      const { left, top, width, height } = await chrome.windows.getCurrent();
      return { left, top, width, height };
    });

  test("UI-9 the notice that a page refuses captions opens them in a window, where they go on", async () => {
    window = await pressedIn(meeting.panel);
    await window.waitForSelector("[data-caption]", PROMPT);
    const before = await window.$$eval("[data-caption]", ({ length }) => length);
    await meeting.speak();
    await window.waitForFunction(
      (count) => document.querySelectorAll("[data-caption]").length > count,
      PROMPT,
      before,
    );

    const kind = await window.evaluate(async () => (await chrome.windows.getCurrent()).type);
    expect(kind).toBe("popup");
    expect(await meeting.page.$("iframe")).toBeNull();
  });

  test("UI-9 SEC-6 the meeting page has no way to that window, nor it to the page", async () => {
    const address = window.url();
    const ofPage = await meeting.page.evaluate((url) => {
      const opened = ["Earshot captions", "earshot", "_top"].map((name) => globalThis.open("", name));
      const byAddress = globalThis.open(url);
      return {
        frames: globalThis.length,
        opener: globalThis.opener as unknown,
        // A sandboxed page may open nothing; another page would get a window of its own.
        reached: [...opened, byAddress].filter((other) => other !== null && other !== globalThis.window)
          .length,
      };
    }, address);
    const ofWindow = await window.evaluate(() => ({
      opener: globalThis.opener as unknown,
      frames: globalThis.length,
      isTop: globalThis.top === globalThis.window,
      referrer: document.referrer,
    }));

    expect(ofPage).toEqual({ frames: 0, opener: null, reached: 0 });
    expect(ofWindow).toEqual({ opener: null, frames: 0, isTop: true, referrer: "" });
  });

  test("UI-9 there is one window only, also for the worker that comes after the one that opened it", async () => {
    await pressedIn(meeting.panel);
    await client.send("ServiceWorker.stopAllWorkers");
    await pressedIn(meeting.panel);
    const popup = await meeting.earshot.clickToolbarButton(meeting.page);
    await pressedIn(popup);
    const { view } = meeting.earshot;
    const latest = Math.max(0, ...(view.transcript?.segments ?? []).map(({ endSample }) => endSample));
    await meeting.speak();
    const { stable } = await meeting.earshot.waitForCaption(
      ({ isFinal, startSample }) => isFinal && startSample >= latest,
      HUNG_MS,
    );
    await untilText(stable);

    expect(openWindows()).toHaveLength(1);
  });

  test("UI-1 UI-9 its captions go on in a window on top of all others, beside the one, and come back to it", async () => {
    const onTop = await windowOnTopOf(window, () => pressButton(window, "on-top"));
    await onTop.waitForSelector("[data-caption]", PROMPT);
    const before = await onTop.$$eval("[data-caption]", ({ length }) => length);
    await meeting.speak();
    await onTop.waitForFunction(
      (count) => document.querySelectorAll("[data-caption]").length > count,
      PROMPT,
      before,
    );
    await pressedIn(meeting.panel);
    const { length } = openWindows();
    await onTop.close();
    await window.waitForSelector("[data-caption]", PROMPT);

    expect(length).toBe(1);
    expect(await window.$$eval("[data-caption]", (lines) => lines.length)).toBeGreaterThan(before);
  });

  test("UI-9 the window comes back where it was left, with its text as large", async () => {
    await window.evaluate(async () => {
      const { id = -1 } = await chrome.windows.getCurrent();
      await chrome.windows.update(id, { left: 40, top: 30, width: 640, height: 360 });
    });
    await pressButton(window, "larger");
    await window.waitForFunction(
      async (key) => {
        const stored = (await chrome.storage.local.get(key))[key] as {
          captionWindow?: { fontSize: number; bounds: { width: number } | null };
        };
        return stored.captionWindow?.fontSize === 24 && stored.captionWindow.bounds?.width === 640;
      },
      PROMPT,
      SETTINGS_KEY,
    );
    const left = await bounds();
    await closeWindow();
    window = await pressedIn(meeting.panel);
    await window.waitForSelector("[data-caption]", PROMPT);

    const { captionWindow } = parseSettings(await meeting.earshot.view.stored(SETTINGS_KEY));
    expect(captionWindow).toMatchObject({ fontSize: 24, bounds: left });
    expect(await bounds()).toEqual(left);
    expect(await window.$eval(".lines", (lines) => getComputedStyle(lines).fontSize)).toBe("24px");
  });

  test("UI-9 a place on a screen that is gone is not where the window opens", async () => {
    await closeWindow();
    await meeting.earshot.view.changeSettings((stored) => ({
      ...stored,
      captionWindow: {
        ...stored.captionWindow,
        fontSize: 22,
        bounds: { left: 90_000, top: 90_000, width: 500, height: 300 },
      },
    }));
    window = await pressedIn(meeting.panel);
    await window.waitForSelector("[data-caption]", PROMPT);

    expect(await bounds()).toMatchObject({ width: 500, height: 300 });
    expect((await bounds()).left).toBeLessThan(10_000);
  });

  test("UI-9 after the meeting the window stays, with its last captions, and says that it has ended", async () => {
    await pressButton(meeting.panel, "stop");
    await window.waitForSelector('[data-notice="ended"]', PROMPT);
    await meeting.earshot.untilIdle(HUNG_MS);
    // The last words may have been open still when the meeting ended.
    const words = meeting.earshot.view.transcript?.segments.at(-1)?.stable.trim() ?? "";

    expect(words).not.toBe("");
    await untilText(words);
    await meeting.panel.waitForSelector('[data-action="open-caption-window"]', { ...PROMPT, hidden: true });
  });
});
