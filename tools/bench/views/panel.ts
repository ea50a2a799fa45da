import type { Page } from "puppeteer";
import type { BackgroundToView } from "../../../src/shared/messages/to-views.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import { INITIAL_STATUS } from "../../../src/shared/status.ts";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure, mebibytes, spread } from "../../measure/figure.ts";
import { timedOut } from "../../runtime/waiting.ts";
import { recordFrames } from "./frames.ts";
import { SESSION, segmentAt, transcriptOf } from "./long-meeting.ts";

const LINES = 20_000;
const PARTIAL_EVERY_MS = 250;
const OPEN_MS = 60_000;
const OPENINGS = 5;
const LIST = ".scroller";
const WATCH_MS = 10_000;
/** Eight screens: a wheel that is spun. */
const READER_PIXELS_A_SECOND = 5760;
const PANEL = { width: 400, height: 720 };
const GOAL_OPEN_MS = 1000;
/** One frame at 60 Hz, as the browser reports it. */
const GOAL_FRAME_MS = 17;

/**
 * Opens the side panel on a meeting of 20,000 lines that goes on, and watches how smoothly it moves. The background's end is played in
 * the page itself: what it takes to decrypt and send them is not in these figures.
 */
export async function measurePanel(): Promise<Figure[]> {
  const earshot = await launchEarshot({ isHostRegistered: false });
  try {
    const panel = await earshot.browser.newPage();
    await panel.setViewport(PANEL);
    await panel.evaluateOnNewDocument(NAME_HELPER);
    await panel.evaluateOnNewDocument(stampOpening);
    await panel.evaluateOnNewDocument(playMeeting, snapshotOf(LINES), spokenOn(LINES), PARTIAL_EVERY_MS);
    const openings: Opening[] = [];
    while (openings.length < OPENINGS) {
      await panel.goto("about:blank");
      await panel.goto(`chrome-extension://${earshot.extensionId}/src/sidepanel/index.html`);
      await panel.bringToFront();
      openings.push(await openingOf(panel));
    }
    const heap = await heapBytes(panel);
    const follow = await panel.evaluate(recordFrames, LIST, WATCH_MS, 0);
    const read = await panel.evaluate(recordFrames, LIST, WATCH_MS, READER_PIXELS_A_SECOND);
    const scroll = await panel.evaluate(recordFrames, LIST, WATCH_MS, null);
    return [
      ...spread(
        "side panel: opening to the newest lines",
        openings.map(({ linesMs }) => linesMs),
        "ms",
        { p50: 0.5, max: 1 },
        { p50: GOAL_OPEN_MS },
      ),
      ...spread(
        "side panel: opening, longest task",
        openings.map(({ longestTaskMs }) => longestTaskMs),
        "ms",
        { p50: 0.5, max: 1 },
      ),
      figure("side panel: JS heap", mebibytes(heap), "MiB"),
      ...smoothness("following", follow),
      ...smoothness("scrolling up eight screens a second", read),
      ...smoothness("dragged through all in 10 s", scroll),
    ];
  } finally {
    await earshot.close();
  }
}

async function heapBytes(page: Page): Promise<number | null> {
  const devtools = await page.createCDPSession();
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.detach();
  return (await page.metrics()).JSHeapUsedSize ?? null;
}

function snapshotOf(lines: number): BackgroundToView {
  const transcript = transcriptOf(lines);
  const status = {
    ...INITIAL_STATUS,
    session: { name: "recording", session: SESSION, tabId: 1, startedAtMs: transcript.startedAtMs },
  } as const;
  return { type: "snapshot", status, settings: DEFAULT_SETTINGS, transcript };
}

/** What is said from then on: twenty utterances of a dozen words, word by word. */
function spokenOn(lines: number): readonly BackgroundToView[] {
  return Array.from({ length: 240 }, (_, step) => {
    const wordCount = (step % 12) + 1;
    const segment = segmentAt(lines + Math.floor(step / 12), wordCount, wordCount === 12);
    return { type: "caption-changed", session: SESSION, change: { type: "put", segment } };
  });
}

/** Resolves once the newest lines are there and the page is at rest. */
async function openingOf(panel: Page): Promise<Opening> {
  const times = await panel
    .waitForFunction(() => globalThis.earshotOpening, { timeout: OPEN_MS })
    .then(
      (found) => found.jsonValue(),
      () => null,
    );
  if (times === null) throw timedOut("lines in the side panel", OPEN_MS);
  return times;
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

/** Functions that run inside the side panel's page: each is sent there whole and may use nothing from outside. */

/** One opening of the panel. */
interface Opening {
  /** Milliseconds from the page's opening to the first frame with a line. */
  readonly linesMs: number;
  /** Within the second after that as well; 0 when none was longer than 50 ms. */
  readonly longestTaskMs: number;
}

declare global {
  /** Null until the lines are there. */
  var earshotOpening: Opening | null;
}

/** Answers as the background would; `later` comes one by one once the lines are there. */
function playMeeting(snapshot: unknown, later: readonly unknown[], everyMs: number): void {
  const listeners: ((message: unknown) => void)[] = [];
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function and nothing around it
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  let spoken = 0;
  setInterval(() => {
    if (globalThis.earshotOpening !== null && spoken < later.length) say(later[spoken++]);
  }, everyMs);
  const port = {
    postMessage: () => {},
    disconnect: () => {},
    onMessage: {
      addListener: (listener: (message: unknown) => void) => {
        listeners.push(listener);
        queueMicrotask(() => say(snapshot));
      },
    },
    onDisconnect: { addListener: () => {} },
  };
  for (const api of [globalThis.chrome, Reflect.get(globalThis, "browser") as typeof chrome | undefined]) {
    if (api?.runtime !== undefined) Object.defineProperty(api.runtime, "connect", { value: () => port });
  }
}

/** Before the page's own scripts: notes when the first line is there, and the longest task until a second later. */
function stampOpening(): void {
  globalThis.earshotOpening = null;
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ type: "longtask" });
  const look = (): void => {
    if (document.querySelector("[data-caption]") === null) return void requestAnimationFrame(look);
    const linesMs = performance.now();
    setTimeout(() => {
      globalThis.earshotOpening = { linesMs, longestTaskMs };
    }, 1000);
  };
  requestAnimationFrame(look);
}
