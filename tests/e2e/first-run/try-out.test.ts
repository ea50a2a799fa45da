import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { wordsIn } from "../../../src/i18n/index.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { closeIfOpen } from "../../../tools/driver/browser/pages.ts";
import { killBrowser } from "../../../tools/driver/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { UNDEGRADED } from "../../../tools/faults/re-transcription.ts";
import { demoMicrophone, readDemoScript } from "../../../tools/materials/demo-meeting.ts";
import { spokenWords } from "../../../tools/measure/words.ts";
import { killAtOnce, processesLike, processTree } from "../../../tools/runtime/processes.ts";
import { HUNG_MS } from "../../eventually.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { findWords } from "../privacy/word-search.ts";

/** Of Latin letters, of Latin-1, and of neither. */
const WORDS = ["heliotrope", "Blütenstaub", "紫陽花"];
/** Of the try-out that runs: the words of the one before may still stand there. */
const RUNNING_LINE = 'main:has([data-try-out="running"]) [data-try-out-lines] p';
const OVER = '[data-try-out="words"], [data-try-out="no-words"], [data-try-out="no-sound"]';

describe("the try-out of the first run", () => {
  let earshot: Earshot | null = null;
  let server: LocalServer;
  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
  });
  afterEach(async () => {
    await earshot?.close();
    earshot = null;
  });
  afterAll(() => server.close());

  /** The first-run page of a browser in which everything is ready. */
  const openReady = async (options: LaunchOptions) => {
    const opened = await launchEarshot(options);
    earshot = opened;
    const page = await opened.openPage(`chrome-extension://${opened.extensionId}/src/welcome/index.html`);
    await page.waitForSelector('[data-action="try-out"]:not([disabled])', { timeout: HUNG_MS });
    return { page, opened };
  };

  test("UI-7 captions the user's own microphone, ends by itself, and leaves nothing", async () => {
    const profile = temporaryFolder();
    const { file } = await demoMicrophone();
    const { page, opened } = await openReady({
      profile,
      microphone: { file },
      host: { sidecarArguments: UNDEGRADED },
    });
    const steps = await page.$$eval("section[data-step]", (all) => all.map(({ dataset }) => dataset["step"]));
    expect(steps).toEqual(["done", "done", "done"]);
    // Captions come while it runs, and nobody presses Stop.
    await start(page);
    expect(await outcomeOf(page)).toBe("words");

    const words = spokenWords(await page.$eval("[data-try-out-lines]", (lines) => lines.textContent));
    const script = new Set(
      readDemoScript()
        .lines.filter(({ source }) => source === "mic")
        .flatMap(({ text }) => spokenWords(text)),
    );
    expect(words.length).toBeGreaterThan(3);
    expect(words.filter((word) => script.has(word)).length / words.length).toBeGreaterThan(0.7);
    await expectNothingLeft(opened, page, profile);
  });

  // Processes are found in /proc.
  test.runIf(process.platform === "linux")(
    "SEC-7 no word of it lies on the disk, and nothing is left by Stop, nor where worker, host or browser ends in its midst",
    async () => {
      const profile = temporaryFolder();
      const list = join(temporaryFolder(), "words.txt");
      writeFileSync(list, WORDS.join("\n"));
      const options: LaunchOptions = { profile, host: { sidecarCommand: program("quoting-sidecar", list) } };
      const { page, opened } = await openReady(options);
      const client = await page.createCDPSession();
      await client.send("ServiceWorker.enable");
      const ends: readonly (() => Promise<unknown> | void)[] = [
        () => {},
        () => client.send("ServiceWorker.stopAllWorkers"),
        () => {
          const host = processesLike(processTree(pidOf(opened)), "earshot-host.config.json");
          expect(host).not.toEqual([]);
          killAtOnce(host);
        },
      ];
      for (const end of ends) {
        await start(page);
        expect(findWords([profile], WORDS)).toEqual([]);
        await end();
        await pressButton(page, "stop-try-out");
        expect(await outcomeOf(page)).toBe("words");
        await expectNothingLeft(opened, page, profile);
      }
      await start(page);
      await killBrowser(opened.browser);

      const next = await openReady(options);
      await expectNothingLeft(next.opened, next.page, profile);
      await next.opened.close();
      earshot = null;
      expect(findWords([profile], WORDS)).toEqual([]);
    },
  );

  test("UI-7 it and a meeting exclude each other, each says so, and Stop makes room", async () => {
    const { page, opened } = await openReady({});
    const meeting = await opened.openPage(`${server.url}tone.html`);
    const popup = await opened.clickToolbarButton(meeting);
    await popup.waitForSelector('[data-action="start"]');
    // In a tab that is not in front: it would take the popup's focus, and with it the popup.
    await page.$eval('[data-action="try-out"]', (button) => (button as HTMLButtonElement).click());

    const notice = await popup.waitForSelector('[data-notice="try-out"]');
    expect(await notice?.evaluate((element) => element.textContent)).toBe(
      wordsIn("en").welcome.tryOut.elsewhere,
    );
    expect(await popup.$('[data-action="start"]')).toBeNull();
    await pressButton(popup, "stop");
    await popup.waitForSelector('[data-action="start"]', { timeout: HUNG_MS });
    await closeIfOpen(popup);

    await opened.startCaptions(meeting);
    await page.waitForSelector('[data-action="try-out"][disabled]');
    expect(await page.$eval("#try-out", (section) => section.textContent)).toContain(
      wordsIn("en").welcome.tryOut.busy,
    );
  });

  test("UI-7 says what to do where no sound comes in, and can be stopped", async () => {
    const { page } = await openReady({ microphone: "none" });
    await pressButton(page, "try-out");
    await page.waitForSelector('[data-try-out="running"]');
    await pressButton(page, "stop-try-out");

    expect(await outcomeOf(page)).toMatch(/^no-/u);
    await page.waitForSelector('[data-action="try-out"]:not([disabled])');
  });
});

async function start(page: Page): Promise<void> {
  await pressButton(page, "try-out");
  await page.waitForSelector(RUNNING_LINE, { timeout: HUNG_MS });
}

async function outcomeOf(page: Page): Promise<string | undefined> {
  await page.waitForSelector(OVER, { timeout: HUNG_MS * 2 });
  return page.$eval("p[data-try-out]", (shown) => shown.dataset["tryOut"]);
}

/** Neither in the views, nor in the extension's databases, nor at the host. */
async function expectNothingLeft({ view }: Earshot, page: Page, profile: string): Promise<void> {
  await view.until("that nothing is left", HUNG_MS, () => {
    const { status, transcript } = view;
    if (status?.session.name !== "idle" || status.host.name !== "connected") return null;
    return transcript === null && status.pendingDeletions === 0 && status.recovered.length === 0
      ? true
      : null;
  });
  const counts = await page.evaluate(countRecords);
  expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([]);
  const data = join(profile, "earshot-data");
  expect(readdirSync(join(data, "sessions"))).toEqual([]);
  const keys = readdirSync(join(data, "keys")).filter((name) => !name.startsWith("master"));
  expect(keys).toEqual(["destroyed"]);
}

/** How much lies in each store of each database of the page's origin. */
async function countRecords(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(new Error("not opened")));
    });
    for (const store of database.objectStoreNames)
      counts[store] = await new Promise<number>((resolve) => {
        const counting = database.transaction(store).objectStore(store).count();
        counting.addEventListener("success", () => resolve(counting.result));
      });
    database.close();
  }
  return counts;
}

function pidOf({ browser }: Earshot): number {
  const pid = browser.process()?.pid;
  if (pid === undefined) throw new Error("the browser has no process");
  return pid;
}
