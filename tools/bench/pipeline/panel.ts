import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer";
import type { Earshot } from "../../driver/browser/earshot.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure, mebibytes, spread } from "../../measure/figure.ts";
import { timedOut } from "../../runtime/waiting.ts";
import { inDemoMeeting } from "./meeting.ts";

const FLOOD_SIDECAR = fileURLToPath(new URL("./flood-sidecar.mjs", import.meta.url));
const SEGMENTS = 5000;
const FLOOD_MS = 90_000;
const ROWS_MS = 30_000;
/** The first comes right after the flood, whose messages are still under way: the middle one counts. */
const OPENINGS = 5;
const WATCH_MS = 10_000;
const PANEL = { width: 400, height: 720 };
/** Two frames at 60 Hz: a hitch that is just not seen. */
const GOAL_FRAME_MS = 33;

/** Opens the side panel on a meeting of 5,000 captions that goes on, and watches how smoothly it moves. */
export function measurePanel(): Promise<Figure[]> {
  const sidecarCommand = [process.execPath, FLOOD_SIDECAR, String(SEGMENTS)];
  return inDemoMeeting({ sidecarCommand }, async (earshot, page) => {
    const clickedMs = performance.now();
    await earshot.startCaptions(page);
    await earshot.view.until(`${SEGMENTS} captions`, FLOOD_MS, () => {
      const { transcript } = earshot.view;
      return transcript !== null && transcript.segments.length >= SEGMENTS ? transcript : null;
    });
    const floodMs = performance.now() - clickedMs;
    const panel = await openPanel(earshot);
    const openings = [await rowTimes(panel)];
    const heapAtOpen = await heapBytes(panel);
    const follow = await panel.evaluate(recordFrames, WATCH_MS, false);
    const scroll = await panel.evaluate(recordFrames, WATCH_MS, true);
    const rows = await panel.$$eval("[data-caption]", (found) => found.length);
    while (openings.length < OPENINGS) {
      await panel.reload();
      openings.push(await rowTimes(panel));
    }
    return [
      figure("side panel: click to 5,000 captions in every view", floodMs / 1000, "s"),
      figure("side panel: rows in the document", rows, "rows"),
      ...opening(
        "first row",
        openings.map(({ firstRowMs }) => firstRowMs),
      ),
      ...opening(
        "all rows",
        openings.map(({ allRowsMs }) => allRowsMs),
      ),
      ...opening(
        "all rows, longest task",
        openings.map(({ longestTaskMs }) => longestTaskMs),
      ),
      figure("side panel: JS heap of the extension's pages", mebibytes(heapAtOpen), "MiB"),
      ...smoothness("following", follow),
      ...smoothness("scrolling through all", scroll),
    ];
  });
}

/** The panel's own page, watched from its first script on. */
async function openPanel(earshot: Earshot): Promise<Page> {
  const panel = await earshot.browser.newPage();
  await panel.setViewport(PANEL);
  await panel.evaluateOnNewDocument(NAME_HELPER);
  await panel.evaluateOnNewDocument(stampRows, SEGMENTS);
  await panel.goto(`chrome-extension://${earshot.extensionId}/src/sidepanel/index.html`);
  await panel.bringToFront();
  return panel;
}

/** Resolves once all rows are there. */
async function rowTimes(panel: Page) {
  const times = await panel
    .waitForFunction(() => globalThis.earshotRows, { timeout: ROWS_MS })
    .then(
      (found) => found.jsonValue(),
      () => null,
    );
  if (times === null) throw timedOut(`${SEGMENTS} rows in the side panel`, ROWS_MS);
  return times;
}

function opening(what: string, valuesMs: readonly number[]): Figure[] {
  return spread(`side panel: opening to ${what}`, valuesMs, "ms", { p50: 0.5, max: 1 });
}

function smoothness(
  when: string,
  { intervalsMs, longestTaskMs }: Awaited<ReturnType<typeof recordFrames>>,
): Figure[] {
  return [
    ...spread(
      `side panel ${when}: frame interval`,
      intervalsMs,
      "ms",
      { p50: 0.5, p95: 0.95, max: 1 },
      { p95: GOAL_FRAME_MS },
    ),
    figure(`side panel ${when}: longest task`, longestTaskMs, "ms"),
  ];
}

async function heapBytes(page: Page): Promise<number | null> {
  const { JSHeapUsedSize } = await page.metrics();
  return JSHeapUsedSize ?? null;
}

/** Functions that run inside the side panel's page: each is sent there whole and may use nothing from outside. */

/** One opening of the panel. */
interface RowTimes {
  /** Milliseconds from the page's opening to the first frame with a row. */
  readonly firstRowMs: number;
  readonly allRowsMs: number;
  readonly longestTaskMs: number;
}

interface FrameRecord {
  readonly intervalsMs: readonly number[];
  /** 0 when no task was longer than 50 ms: the browser reports no shorter ones. */
  readonly longestTaskMs: number;
}

declare global {
  /** Null until all rows are there. */
  var earshotRows: RowTimes | null;
}

/** Before the page's own scripts: notes when the first and the `wanted`-th caption are there, and the longest task. */
function stampRows(wanted: number): void {
  globalThis.earshotRows = null;
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  let firstRowMs: number | null = null;
  const look = (): void => {
    const count = document.querySelectorAll("[data-caption]").length;
    if (count > 0) firstRowMs ??= performance.now();
    if (firstRowMs === null || count < wanted) requestAnimationFrame(look);
    else globalThis.earshotRows = { firstRowMs, allRowsMs: performance.now(), longestTaskMs };
  };
  requestAnimationFrame(look);
}

/** The frames of so many milliseconds, in which the list scrolls evenly from its first line to its last if wanted. */
async function recordFrames(durationMs: number, isScrolling: boolean): Promise<FrameRecord> {
  const scroller = document.querySelector(".scroller");
  if (scroller === null) throw new Error("the panel has no list");
  const intervalsMs: number[] = [];
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  await new Promise<void>((resolve) => {
    let startMs: number | null = null;
    let lastMs: number | null = null;
    const onFrame = (nowMs: number): void => {
      startMs ??= nowMs;
      if (lastMs !== null) intervalsMs.push(nowMs - lastMs);
      lastMs = nowMs;
      const share = Math.min(1, (nowMs - startMs) / durationMs);
      // Lines get their real height as they come on screen, so the end moves.
      if (isScrolling) scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      if (share < 1) requestAnimationFrame(onFrame);
      else resolve();
    };
    requestAnimationFrame(onFrame);
  });
  tasks.disconnect();
  return { intervalsMs, longestTaskMs };
}
