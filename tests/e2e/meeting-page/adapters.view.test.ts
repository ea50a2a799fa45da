import type { Page } from "puppeteer";
import { afterEach, describe, expect, test } from "vitest";
import type { PageReading } from "../../../src/shared/messages/meeting-page.ts";
import { eventually } from "../../eventually.ts";
import { useFedViews } from "../views/fed-view.ts";
import { BLIND, CHANGED_MEETS, CHANGED_ZOOMS, IN_CALL } from "./changed-pages.ts";
import { openReadPage, SCRIPT, saidOf } from "./read-page.ts";
import { PLATFORMS, type Platform } from "./replica.ts";

const ALL = Object.keys(PLATFORMS) as Platform[];

/** Every reading of the mute that was said to the background, in order. */
const readings = async (page: Page): Promise<PageReading[]> =>
  (await saidOf(page, "page-read")).map(({ type: _type, ...reading }) => reading);
const lastOf = async (page: Page) => (await readings(page)).at(-1);
const untilRead = (page: Page, reading: PageReading) =>
  eventually(async () => expect(await lastOf(page)).toEqual(reading));

type OpenArguments = [platform: Platform, query?: Readonly<Record<string, string>>, mutate?: () => void];

describe("our script in a meeting's page, as it is built, in the real browser", () => {
  const views = useFedViews();
  const opened: Page[] = [];
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });

  async function open(...[platform, query, mutate]: OpenArguments): Promise<Page> {
    const page = await openReadPage(views.earshot, platform, query, mutate);
    opened.push(page);
    return page;
  }

  test.each(ALL.flatMap((platform) => ["en", "ja", "pt"].map((language) => [platform, language] as const)))(
    "WHO-4 %s in %s: the mute is read at once, and each change of it",
    async (platform, language) => {
      const page = await open(platform, { muted: "true", language });
      await untilRead(page, { ownMute: "muted", ...IN_CALL });

      await page.evaluate(() => globalThis.replica.mute(false));
      await untilRead(page, { ownMute: "open", ...IN_CALL });
      await page.evaluate(() => globalThis.replica.mute(true));
      await untilRead(page, { ownMute: "muted", ...IN_CALL });

      expect((await readings(page)).map(({ ownMute }) => ownMute)).toEqual(["muted", "open", "muted"]);
    },
  );

  test.each(ALL)(
    "WHO-4 %s: the lobby is told from the call, and the call's controls are found anew",
    async (platform) => {
      const page = await open(platform, { stage: "lobby" });
      await untilRead(page, { ownMute: "open", stage: "lobby", health: "working" });
      // It may be a call whose signs are still to come.
      expect((await readings(page))[0]).toEqual({ ownMute: "open", stage: "unknown", health: "partial" });

      await page.evaluate(() => globalThis.replica.show("in_call", true));
      await untilRead(page, { ownMute: "muted", ...IN_CALL });
      // As a page that is drawn anew does: other elements in the place of those that were found.
      await page.evaluate(() => globalThis.replica.show("in_call", false));
      await eventually(async () => expect(await lastOf(page)).toEqual({ ownMute: "open", ...IN_CALL }));
    },
  );

  test.each(ALL)("WHO-4 %s: a call whose other signs vanish does not become a lobby", async (platform) => {
    const page = await open(platform, {});
    await untilRead(page, { ownMute: "open", ...IN_CALL });
    await page.evaluate(() => globalThis.replica.show("lobby", false));

    const unknown = { ownMute: "open", stage: "unknown", health: "partial" };
    await eventually(async () => expect(await lastOf(page)).toEqual(unknown));
  });

  test("WHO-4 a call that was left says nothing of the mute", async () => {
    const page = await open("meet", { muted: "true" });
    await page.evaluate(() => globalThis.replica.show("left", true));

    await eventually(async () => expect(await lastOf(page)).toEqual({ ...BLIND, stage: "left" }));
  });

  test.each(ALL)("WHO-4 %s: of a hidden tab the mute is read as well", async (platform) => {
    const page = await open(platform, {});
    const other = await open("meet");
    await other.bringToFront();
    await page.waitForFunction(() => document.visibilityState === "hidden", { polling: 100 });

    await page.evaluate(() => globalThis.replica.mute(true));

    await eventually(async () => expect(await lastOf(page)).toEqual({ ownMute: "muted", ...IN_CALL }));
  });

  test.each(ALL)("WHO-4 %s: a mute that flickers counts as one, and floods nobody", async (platform) => {
    const page = await open(platform, {});
    await untilRead(page, { ownMute: "open", ...IN_CALL });
    const flips = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const timer = setInterval(() => {
            count += 1;
            globalThis.replica.mute(count % 2 === 1);
            if (count < 101) return;
            clearInterval(timer);
            resolve(count);
          }, 10);
        }),
    );
    await untilRead(page, { ownMute: "muted", ...IN_CALL });

    // On a busy machine a flip may last long enough to be believed.
    expect((await readings(page)).length).toBeLessThan(flips / 2);
  });

  test.each(CHANGED_MEETS)("WHO-4 Meet with %s", async (_what, query, mutate, reading) => {
    const page = await open("meet", query, mutate);
    await eventually(async () => expect(await lastOf(page)).toEqual(reading));
  });

  test.each(CHANGED_ZOOMS)("WHO-4 Zoom with %s", async (_what, mutate, reading) => {
    const page = await open("zoom", { muted: "true" }, mutate);
    await eventually(async () => expect(await lastOf(page)).toEqual(reading));
  });

  test("WHO-4 the page is left when the background says so, and the script may come again", async () => {
    const page = await open("meet", { muted: "true" });
    await untilRead(page, { ownMute: "muted", ...IN_CALL });
    await page.evaluate(() => globalThis.earshotSay({ type: "leave-page" }));
    await page.evaluate(() => globalThis.replica.mute(false));
    await page.evaluate(SCRIPT);
    await untilRead(page, { ownMute: "open", ...IN_CALL });
    // One that lives stays the only one.
    await page.evaluate(SCRIPT);

    expect((await readings(page)).map(({ ownMute }) => ownMute)).toEqual(["muted", "open"]);
  });

  test("WHO-4 a page that became a meeting's without being loaded is read once the script comes again", async () => {
    // Zoom's client stands under /wc only.
    const page = await open("zoom", { muted: "true" }, () => history.replaceState(null, "", "/profile"));
    expect(await readings(page)).toEqual([]);
    await page.evaluate(() => history.replaceState(null, "", "/wc/123456789/start"));
    await page.evaluate(SCRIPT);

    await untilRead(page, { ownMute: "muted", ...IN_CALL });
  });

  test("WHO-4 the page is neither written to nor laid out", async () => {
    const page = await open("meet", { people: "50" }, () => {
      const written: string[] = [];
      Object.assign(globalThis, { written });
      new MutationObserver((records) => {
        for (const { type } of records) written.push(type);
      }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      for (const name of ["getBoundingClientRect", "getClientRects", "checkVisibility"])
        Object.defineProperty(Element.prototype, name, { value: () => written.push(name) });
      Object.defineProperty(globalThis, "getComputedStyle", { value: () => written.push("style") });
    });
    await untilRead(page, { ownMute: "open", ...IN_CALL });

    expect(await page.evaluate((): unknown => Reflect.get(globalThis, "written"))).toEqual([]);
  });
});
