import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { removeFolder } from "../../runtime/remove-folder.ts";
import { searchFor } from "./history.ts";
import { transcriptOf } from "./long-meeting.ts";

/** Imported one by one: a thousand would take half an hour. */
const MEETINGS = 200;
/** A wait within the page lasts three minutes at most, on a busy machine as well. */
const IMPORTED_AT_ONCE = 50;
/** So many at most are on screen, and read before anything is searched. */
const SHOWN = 20;
const HOURS_OF_GOAL = 1000;
/** An hour of talk. */
const LINES = 1200;
const GOAL_MS = 1000;
const WAIT = { timeout: 600_000 };

/**
 * The first search of a page that was just opened, which reads every meeting's search text from the database and decrypts it, with a real
 * host that has the keys; one after it, of what the page has read; and the first of meetings whose texts have to be made, as those of an
 * earlier version. Their figures for a thousand hours are these times five, and somewhat more where those on screen were read before.
 */
export async function measureStoredSearch(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  const earshot = await launchEarshot();
  try {
    const files = Array.from({ length: MEETINGS }, (_, index) => {
      const path = join(folder, `${index}.json`);
      const session = crypto.randomUUID();
      writeFileSync(path, toJson({ ...transcriptOf(LINES), session, title: `Meeting ${index}` }));
      return path;
    });
    const history = `chrome-extension://${earshot.extensionId}/src/history/index.html`;
    const page = await earshot.openPage(history);
    await page.evaluateOnNewDocument(NAME_HELPER);
    await page.waitForSelector("[data-empty]", WAIT);
    for (let count = IMPORTED_AT_ONCE; count <= MEETINGS; count += IMPORTED_AT_ONCE) {
      const next = files.slice(count - IMPORTED_AT_ONCE, count);
      await (await page.$('input[name="import"]'))?.uploadFile(...next);
      await page.waitForSelector(`[data-import="imported"][data-count="${count}"]`, WAIT);
    }
    await page.waitForFunction(areTextsStored, { ...WAIT, polling: 500 }, MEETINGS);
    await openAgain(page);
    const first = await page.evaluate(searchFor, "heliotrope");
    const next = await page.evaluate(searchFor, "thursday");
    await page.evaluate(deleteTexts);
    await openAgain(page);
    const unmade = await page.evaluate(searchFor, "heliotrope");
    const all = HOURS_OF_GOAL / MEETINGS;
    const allUnread = HOURS_OF_GOAL / (MEETINGS - SHOWN);
    return [
      figure(`history: first search of ${MEETINGS} stored hours`, first.searchedMs, "ms"),
      figure("history: … of 1,000, read from the database", first.searchedMs * allUnread, "ms", GOAL_MS),
      figure("history: … longest task", first.longestTaskMs, "ms"),
      figure("history: next search of 1,000 hours", next.searchedMs * all, "ms", GOAL_MS),
      figure(
        "history: first search of 1,000 hours that have no search texts yet",
        unmade.searchedMs * allUnread,
        "ms",
      ),
    ];
  } finally {
    await earshot.close();
    await removeFolder(folder);
  }
}

async function openAgain(page: Page): Promise<void> {
  await page.reload();
  await page.waitForFunction(
    (wanted) => document.querySelectorAll(".meeting[data-reading=read]").length === wanted,
    WAIT,
    MEETINGS,
  );
}

/** Functions that run inside the page: each is sent there whole and may use nothing from outside. */

async function areTextsStored(wanted: number): Promise<boolean> {
  const sessions = await new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open("sealed-transcripts");
    opening.addEventListener("error", () => reject(opening.error ?? new Error("it does not open")));
    opening.addEventListener("success", () => {
      const database = opening.result;
      const keys = database.transaction("searchTexts").objectStore("searchTexts").getAllKeys();
      keys.addEventListener("success", () => {
        database.close();
        const made = keys.result.filter((key) => Array.isArray(key) && key[1] !== 0);
        resolve(new Set(made.map((key) => (Array.isArray(key) ? key[0] : key))).size);
      });
    });
  });
  return sessions === wanted;
}

function deleteTexts(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("sealed-transcripts");
    opening.addEventListener("error", () => reject(opening.error ?? new Error("it does not open")));
    opening.addEventListener("success", () => {
      const transaction = opening.result.transaction("searchTexts", "readwrite");
      transaction.objectStore("searchTexts").clear();
      transaction.addEventListener("complete", () => {
        opening.result.close();
        resolve();
      });
    });
  });
}
