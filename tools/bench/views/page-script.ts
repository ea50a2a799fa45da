import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { EXTENSION, ROOT } from "../../runtime/paths.ts";

const PAGES = join(ROOT, "tests/e2e/pages");
const CALL = "https://meet.google.com/abc-defg-hij?people=50";
const WATCH_S = 20;
const GOAL_PERCENT = 0.5;

/** What the page's main thread did in a while: seconds, and how often it was laid out. */
interface Load {
  readonly scriptS: number;
  readonly taskS: number;
  readonly layouts: number;
}

/** What our script costs on a replica of Google Meet with 50 tiles, of whom three are audible: beside the same page without it. */
export async function measurePageScript(): Promise<Figure[]> {
  const earshot = await launchEarshot({ isHostRegistered: false });
  try {
    const without = await loadOf(earshot.browser, false);
    const withIt = await loadOf(earshot.browser, true);
    const share = (part: "scriptS" | "taskS") => (100 * (withIt[part] - without[part])) / WATCH_S;
    return [
      figure("page script on 50 tiles", share("scriptS"), "% of one core", GOAL_PERCENT),
      figure("page script on 50 tiles: all tasks of the page", share("taskS"), "% of one core"),
      figure("layouts of the page with the script", withIt.layouts, "layouts"),
      figure("layouts of the page without it", without.layouts, "layouts"),
    ];
  } finally {
    await earshot.close();
  }
}

async function loadOf(browser: Browser, isRead: boolean): Promise<Load> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(NAME_HELPER);
  await serveReplica(page);
  await page.goto(CALL);
  await page.bringToFront();
  await page.waitForSelector("[data-participant-id]");
  // The background's end of the port, which listens and says nothing.
  await page.evaluate(() => {
    const event = { addListener() {} };
    const port = { postMessage() {}, disconnect() {}, onMessage: event, onDisconnect: event };
    const api = { runtime: { id: "earshot", connect: () => port } };
    Object.defineProperty(globalThis, "chrome", { value: api });
    Object.defineProperty(globalThis, "browser", { value: api });
  });
  await page.evaluate("replica.speak([1, 2, 3])");
  if (isRead)
    await page.evaluate(
      readFileSync(join(EXTENSION, "src/content-script/meeting-page/meeting-page.js"), "utf8"),
    );
  await pause(page, 3);
  const before = await page.metrics();
  await pause(page, WATCH_S);
  const after = await page.metrics();
  await page.close();
  return {
    scriptS: (after.ScriptDuration ?? 0) - (before.ScriptDuration ?? 0),
    taskS: (after.TaskDuration ?? 0) - (before.TaskDuration ?? 0),
    layouts: (after.LayoutCount ?? 0) - (before.LayoutCount ?? 0),
  };
}

async function serveReplica(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const isScript = new URL(request.url()).pathname === "/replica.js";
    void request.respond({
      contentType: isScript ? "text/javascript" : "text/html",
      body: readFileSync(join(PAGES, isScript ? "replica.js" : "replica.html")),
    });
  });
}

function pause(page: Page, seconds: number): Promise<void> {
  return page.evaluate(
    (forMs) =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, forMs);
      }),
    seconds * 1000,
  );
}
