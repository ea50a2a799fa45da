import type { Page } from "puppeteer";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure, mebibytes, spread } from "../../measure/figure.ts";
import { recordFrames } from "./frames.ts";
import { playBackground } from "./play-background.ts";

const MEETINGS = 1000;
/** An hour of talk: 9,000 words. */
const LINES = 600;
const WORDS_A_LINE = 15;
const WINDOW = { width: 1280, height: 800 };
const GOAL_OPEN_MS = 500;
const GOAL_SEARCH_MS = 1000;
const WATCH_MS = 10_000;
/** One frame at 60 Hz, as the browser reports it. */
const GOAL_FRAME_MS = 17;
const READ_MS = 300_000;
const OPENINGS = 3;
/** In no meeting; in a few; in every one; in every line; in another script; two words; a phrase. */
const QUERIES = ["xylophone", "heliotrope", "budget", "the", "予算", "server plan", '"the budget"', "e"];

/**
 * Opens the history page on 1,000 meetings of an hour each in a real browser, reads all their words, and searches them. The background's
 * end is played in the page itself: what it takes to decrypt them is not in these figures.
 */
export async function measureHistory(): Promise<Figure[]> {
  const earshot = await launchEarshot({ isHostRegistered: false });
  try {
    const page = await earshot.browser.newPage();
    await page.setViewport(WINDOW);
    await page.evaluateOnNewDocument(NAME_HELPER);
    await page.evaluateOnNewDocument(playBackground, MEETINGS, LINES, WORDS_A_LINE);
    await page.evaluateOnNewDocument(stampList, MEETINGS);
    const openings: ListTimes[] = [];
    for (let count = 0; count < OPENINGS; count += 1) {
      await page.goto("about:blank");
      await page.goto(`chrome-extension://${earshot.extensionId}/src/history/index.html`);
      await page.bringToFront();
      openings.push(await listTimes(page));
    }
    const list = await page.evaluate(recordFrames, ".meetings", WATCH_MS, null);
    const heapBefore = (await page.metrics()).JSHeapUsedSize ?? null;
    const reading = await page.evaluate(searchFor, "to be read");
    const heapAfter = (await page.metrics()).JSHeapUsedSize ?? null;
    const searches: Figure[] = [];
    for (const query of QUERIES) {
      const { searchedMs, drawnMs, longestTaskMs, found } = await page.evaluate(searchFor, query);
      searches.push(
        figure(`history: ${query} searched in 1,000 hours`, searchedMs, "ms", GOAL_SEARCH_MS),
        figure(`history: … and all ${found} meetings drawn`, drawnMs, "ms"),
        figure("history: … longest task", longestTaskMs, "ms"),
      );
    }
    return [
      ...spread(
        "history: opening to the first meetings",
        openings.map(({ firstMs }) => firstMs),
        "ms",
        { p50: 0.5, max: 1 },
        { p50: GOAL_OPEN_MS },
      ),
      ...spread(
        "history: opening to 1,000 meetings with their titles",
        openings.map(({ allMs }) => allMs),
        "ms",
        { p50: 0.5, max: 1 },
      ),
      ...spread(
        "history: 1,000 meetings scrolled through in 10 s: frame interval",
        list.intervalsMs,
        "ms",
        { p50: 0.5, p95: 0.95, max: 1 },
        { p95: GOAL_FRAME_MS },
      ),
      figure("history: … longest task", list.longestTaskMs, "ms"),
      figure("history: reading the search texts of 9,000,000 words", reading.searchedMs / 1000, "s"),
      figure("history: … longest task", reading.longestTaskMs, "ms"),
      figure("history: JS heap before", mebibytes(heapBefore), "MiB"),
      figure("history: JS heap with all words read", mebibytes(heapAfter), "MiB"),
      ...searches,
    ];
  } finally {
    await earshot.close();
  }
}

async function listTimes(page: Page): Promise<ListTimes> {
  const times = await page.waitForFunction(() => globalThis.earshotListTimes, { timeout: READ_MS });
  const found = await times.jsonValue();
  if (found === null) throw new Error("the list was not stamped");
  return found;
}

interface ListTimes {
  /** Milliseconds from the page's opening to the first frame with meetings. */
  readonly firstMs: number;
  readonly allMs: number;
}

declare global {
  /** Null until all meetings are there, with their titles. */
  var earshotListTimes: ListTimes | null;
}

/** Functions that run inside the page: each is sent there whole and may use nothing from outside. */

function stampList(wanted: number): void {
  globalThis.earshotListTimes = null;
  let firstMs: number | null = null;
  const look = (): void => {
    if (document.querySelector(".meeting") !== null) firstMs ??= performance.now();
    const read = document.querySelectorAll('.meeting[data-reading="read"]').length;
    if (firstMs === null || read < wanted) requestAnimationFrame(look);
    else globalThis.earshotListTimes = { firstMs, allMs: performance.now() };
  };
  requestAnimationFrame(look);
}

/** Types a query at once; resolves when all words are read and searched, and everything that was found is drawn. */
export async function searchFor(query: string) {
  const field = document.querySelector<HTMLInputElement>('[name="search"]');
  if (field === null) throw new Error("there is no search field");
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function and nothing around it
  const nextFrame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  const beganMs = performance.now();
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await nextFrame();
  while (document.querySelector('section.list[aria-busy="true"]') !== null) await nextFrame();
  const searchedMs = performance.now() - beganMs;
  while (document.querySelector('.meetings[aria-busy="true"]') !== null) await nextFrame();
  const drawnMs = performance.now() - beganMs;
  await nextFrame();
  tasks.disconnect();
  const found = Number(document.querySelector<HTMLElement>("[data-found]")?.dataset["found"]);
  return { searchedMs, drawnMs, longestTaskMs, found };
}
