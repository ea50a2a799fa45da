import type { Page } from "puppeteer";
import { afterEach, describe, expect, test } from "vitest";
import type { SpeakingInterval } from "../../../src/shared/messages/meeting-page.ts";
import { eventually } from "../../eventually.ts";
import { useFedViews } from "../views/fed-view.ts";
import { MUTATED_MEETS, MUTATED_ZOOMS } from "./mutated-people.ts";
import { afterLooks, openReadPage, saidOf } from "./read-page.ts";
import { PLATFORMS, type Platform } from "./replica.ts";

const ALL = Object.keys(PLATFORMS) as Platform[];
const ANNA = "Anna Example";
type Arguments = [platform: Platform, query?: Readonly<Record<string, string>>, mutate?: () => void];

/** Whom the page showed last, by name. */
const lastNames = async (page: Page) =>
  (await saidOf(page, "people-read")).at(-1)?.people.map(({ name }) => name) ?? [];
/** Every interval by its last word, without those that were taken back. */
async function intervals(page: Page): Promise<readonly SpeakingInterval[]> {
  const said = (await saidOf(page, "speaking-read")).flatMap(({ intervals: of }) => of);
  const last = new Map(said.map((interval) => [`${interval.key} ${interval.startMs}`, interval]));
  return [...last.values()].filter(({ startMs, endMs }) => startMs !== endMs);
}
/** Names of those who were audible, as the page's last word has them. */
async function audible(page: Page): Promise<readonly (string | null)[]> {
  const people = new Map(
    (await saidOf(page, "people-read")).flatMap(({ people: of }) => of.map((each) => [each.key, each.name])),
  );
  return [...new Set((await intervals(page)).map(({ key }) => people.get(key) ?? null))];
}

describe("who is there and who is audible, by our script in the real browser", () => {
  const views = useFedViews();
  const opened: Page[] = [];
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });
  async function open(...[platform, query, mutate]: Arguments): Promise<Page> {
    const page = await openReadPage(views.earshot, platform, query, mutate);
    opened.push(page);
    return page;
  }

  test.each(
    ALL.flatMap((platform) => ["en", "de", "ja", "pt"].map((language) => [platform, language] as const)),
  )("WHO-1 %s in %s: people and their names, and when each was audible", async (platform, language) => {
    const page = await open(platform, { people: "3", language });
    await eventually(async () => expect(await lastNames(page)).toEqual(["Person 0", "Person 1", "Person 2"]));

    await page.evaluate(() => globalThis.replica.speak([1]));
    await eventually(async () => expect(await audible(page)).toEqual(["Person 1"]));
    await page.evaluate(() => globalThis.replica.speak([2]));
    await eventually(async () => expect(await audible(page)).toEqual(["Person 1", "Person 2"]));
    await page.evaluate(() => globalThis.replica.speak([]));
    await eventually(async () =>
      expect((await intervals(page)).every(({ endMs }) => endMs !== null)).toBe(true),
    );
  });

  test("WHO-1 Meet: the user himself, what is shared, and two of one name are told apart", async () => {
    const page = await open("meet", { people: "2", self: "" }, () => {
      globalThis.replica.seat(2, { name: "Anna Example" });
      globalThis.replica.seat(3, { name: "Anna Example" });
      globalThis.replica.seat(3, { name: "Anna Example (Presentation)", media: "spaces/X/devices/3/screen" });
    });
    await eventually(async () => expect(await lastNames(page)).toContain(ANNA));
    const people = (await saidOf(page, "people-read")).at(-1)?.people ?? [];

    expect(people.filter(({ isSelf }) => isSelf).map(({ key }) => key)).toEqual(["spaces/X/devices/0"]);
    expect(people.filter(({ isShare }) => isShare)).toEqual([
      { key: "spaces/X/devices/3/screen", name: null, isSelf: false, isShare: true },
    ]);
    expect(people.filter(({ name }) => name === ANNA).map(({ key }) => key)).toEqual([
      "spaces/X/devices/2",
      "spaces/X/devices/3",
    ]);
    await page.evaluate(() => globalThis.replica.speak([0, 3]));
    await eventually(async () =>
      expect((await intervals(page)).map(({ key }) => key)).toEqual(["spaces/X/devices/3"]),
    );
  });

  test("WHO-1 a tile that is given to another person gives the second one's speech to nobody else", async () => {
    const page = await open("meet", { people: "3" });
    await eventually(async () => expect(await lastNames(page)).toHaveLength(3));
    await page.evaluate(() => globalThis.replica.speak([1]));
    await eventually(async () => expect(await audible(page)).toEqual(["Person 1"]));
    await page.evaluate(() => {
      const tile = document.querySelector<HTMLElement>("[data-participant-id='spaces/X/devices/1']");
      if (tile === null) return;
      for (const name of ["participantId", "requestedParticipantId", "tileMediaId"])
        tile.dataset[name] = "spaces/X/devices/9";
      for (const text of tile.querySelectorAll("span, [aria-hidden='true']:not(i)"))
        text.textContent = "Bert Other";
      globalThis.replica.speak([9]);
    });
    await eventually(async () => expect(await audible(page)).toEqual(["Person 1", "Bert Other"]));

    expect(
      (await intervals(page)).filter(({ key }) => key.endsWith("/1")).every(({ endMs }) => endMs !== null),
    ).toBe(true);
  });

  test("WHO-1 a hidden tab is no evidence of who speaks, and its people stay", async () => {
    const page = await open("meet", { people: "3" });
    await eventually(async () => expect(await lastNames(page)).toHaveLength(3));
    const other = await open("meet");
    await other.bringToFront();
    await page.waitForFunction(() => document.visibilityState === "hidden", { polling: 100 });
    await eventually(async () => expect((await saidOf(page, "people-read")).at(-1)?.isHidden).toBe(true));
    await page.evaluate(() => globalThis.replica.speak([1]));
    await afterLooks(page, 4);

    expect(await intervals(page)).toEqual([]);
    expect(await lastNames(page)).toEqual(["Person 0", "Person 1", "Person 2"]);
  });

  test.each(MUTATED_MEETS)("WHO-1 Meet with %s", async (_what, mutate, expected) => {
    const page = await open("meet", { people: "3" }, mutate);
    await eventually(async () => expect((await saidOf(page, "people-read")).length).toBeGreaterThan(0));
    await page.evaluate(() => globalThis.replica.speak([1]));
    await eventually(async () => {
      expect(await lastNames(page)).toEqual(expected.names);
      expect(await audible(page)).toEqual(expected.audible);
    });
  });

  test.each(MUTATED_ZOOMS)("WHO-1 Zoom with %s", async (_what, mutate, expected) => {
    const page = await open("zoom", {}, mutate);
    await eventually(async () => expect((await saidOf(page, "people-read")).length).toBeGreaterThan(0));
    await page.evaluate(() => globalThis.replica.speak([1]));
    await afterLooks(page);
    await eventually(async () => {
      expect(await lastNames(page)).toEqual(expected.names);
      expect(await audible(page)).toEqual(expected.audible);
    });
  });

  test("WHO-1 a page with a million changes of its meters floods nobody, and names nobody for them", async () => {
    const page = await open("meet", { people: "3" });
    await eventually(async () => expect(await lastNames(page)).toHaveLength(3));
    await page.evaluate(async () => {
      const meters = document.querySelectorAll("[jsname='QgSmzd']");
      for (let round = 0; round < 100; round += 1) {
        for (let change = 0; change < 10_000; change += 1)
          meters[change % meters.length]?.setAttribute("class", String(change));
        await new Promise<void>((resolve) => {
          setTimeout(resolve, 0);
        });
      }
    });

    expect((await intervals(page)).filter(({ endMs }) => endMs !== null)).toEqual([]);
    expect((await page.evaluate(() => globalThis.earshotRead)).length).toBeLessThan(60);
  });
});
