import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, TargetType } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIRST_PARTS } from "../../../src/shared/export/parts.ts";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { toText } from "../../../src/shared/export/to-text.ts";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { interrupted, meeting } from "../views/view-samples.ts";

const WAIT = { timeout: HUNG_MS };
const LINES = interrupted.segments.length;

/** Files that the user picks or drops, a real host with the keys, a real database. The cases go on from one another. */
describe("import, end to end", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const weekly = { ...interrupted, session: crypto.randomUUID(), title: "Weekly sync" };
  const saved = file("weekly.json", toJson(weekly));
  let earshot: Earshot;
  let page: Page;

  beforeAll(async () => {
    earshot = await launchEarshot({ settings: consented("demo", "en") });
    page = await earshot.openPage(`chrome-extension://${earshot.extensionId}/src/history/index.html`);
    await page.waitForSelector("[data-empty]", WAIT);
  });
  afterAll(() => earshot.close());

  async function pick(...paths: string[]): Promise<void> {
    const field = await page.$('input[name="import"]');
    await field?.uploadFile(...paths);
  }
  async function dismissAll(): Promise<void> {
    for (const button of await page.$$('.notices [data-action="dismiss"]')) await button.click();
    await page.waitForFunction(() => document.querySelector(".notices [data-action=dismiss]") === null, WAIT);
  }
  const listed = () =>
    page.$$eval(".meeting", (items) => items.map((item) => (item as HTMLElement).dataset["session"] ?? ""));

  test("UI-5 UI-9 a picked file becomes a meeting that is read, searched and saved again as it was", async () => {
    await pick(saved);
    await page.waitForSelector(`[data-import="imported"][data-imported="${weekly.session}"]`, WAIT);
    await page.waitForSelector(`.meeting[data-session="${weekly.session}"] .imported`, WAIT);
    await clickOn(page, '[data-action="open-imported"]');
    await page.waitForFunction(
      (count) => document.querySelectorAll("[data-caption]").length === count,
      WAIT,
      LINES,
    );
    await page.type('[name="search"]', "venue");
    await page.waitForSelector("[data-hit] mark", WAIT);
    const path = await downloadedBy(earshot.downloads, async () => {
      await pressButton(page, "export");
      await clickOn(page, '[data-format="json"]');
    });

    expect(readFileSync(path, "utf8")).toBe(readFileSync(saved, "utf8"));
  });

  test("UI-4 UI-5 what goes into a file is chosen there, is stored, and is known to the next page", async () => {
    await pressButton(page, "export");
    await pressButton(page, "export-parts");
    await clickOn(page, '[data-part="times"]');
    await page.waitForSelector('[data-part="times"][aria-checked="false"]', WAIT);
    const path = await downloadedBy(earshot.downloads, () => clickOn(page, '[data-format="txt"]'));
    const stored = (await earshot.view.stored("settings")) as { readonly exportParts: unknown };

    expect(readFileSync(path, "utf8")).toBe(toText(weekly, "en", { ...FIRST_PARTS, times: false }));
    expect(stored.exportParts).toEqual({ ...FIRST_PARTS, times: false });
    await page.$eval('[name="search"]', (field) => {
      (field as HTMLInputElement).value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await dismissAll();
  });

  test("UI-9 the same file, dropped on the page, is there already and doubles nothing", async () => {
    const client = await page.createCDPSession();
    const data = { items: [], files: [saved], dragOperationsMask: 1 };
    await client.send("Input.dispatchDragEvent", { type: "dragEnter", x: 300, y: 300, data });
    await client.send("Input.dispatchDragEvent", { type: "dragOver", x: 300, y: 300, data });
    await page.waitForSelector('[data-import="drop"]', WAIT);
    await client.send("Input.dispatchDragEvent", { type: "drop", x: 300, y: 300, data });
    await page.waitForSelector(`[data-import="present"][data-imported="${weekly.session}"]`, WAIT);

    expect(await page.$('[data-import="drop"]')).toBeNull();
    expect(await listed()).toEqual([weekly.session]);
    await dismissAll();
  });

  test("UI-9 SEC-3 each bad file is refused by its name beside the good ones, and nothing is stored of it", async () => {
    const json = readFileSync(saved, "utf8");
    const huge = file("huge.json", "");
    truncateSync(huge, 200_000_000);
    await pick(
      huge,
      file("later.json", json.replace(/"version": "1\.\d+"/, '"version": "2.0"')),
      file("cut.json", json.slice(0, -30)),
      file("other.json", '{"name":"left-pad","version":"1.3.0"}'),
      file("damaged.json", json.replace('"startMs": 2000', '"startMs": -2000')),
    );
    for (const code of ["too_large", "other_version", "not_json", "not_an_export", "damaged"])
      await page.waitForSelector(`[data-error="import_${code}"] [data-remedy]`, WAIT);
    const note = await page.$eval('[data-error="import_too_large"] [data-note]', (line) => line.textContent);

    expect(note).toContain("huge.json");
    expect(await listed()).toEqual([weekly.session]);
    await dismissAll();
  });

  test("UI-9 a file of several messages is whole, and its HTML is text", async () => {
    const hostile = `<img src=x onerror="document.title='taken'"> 🎉`;
    const segments = Array.from({ length: 60 }, (_, index) => {
      const startSample = index * 16_000;
      const stable = `${hostile.repeat(2)} ${"あ".repeat(index === 0 ? 99_000 : 90_000)} ${index}`;
      return finalSegment({ stable, utterance: startSample, startSample, endSample: startSample + 8000 });
    });
    const long = meeting({ session: crypto.randomUUID(), title: hostile, segments });
    await pick(file("long.json", toJson(long)));
    await page.waitForSelector(`[data-imported="${long.session}"]`, WAIT);

    expect(await earshot.view.storedTranscript(long.session)).toMatchObject({
      title: hostile,
      segments: segments.map(({ stable }) => ({ stable })),
    });
    expect(await page.title()).not.toBe("taken");
    expect(await page.$(".notices img, .meeting img")).toBeNull();
    await dismissAll();
  });

  test("UI-9 a full disk is said, nothing is stored, and the file can be imported once there is room", async () => {
    const late = meeting({ session: crypto.randomUUID(), title: "Late" });
    const path = file("late.json", toJson(late));
    const target = await earshot.browser.waitForTarget((known) => known.type() === TargetType.SERVICE_WORKER);
    const worker = await target.worker();
    await worker?.evaluate(() => {
      const stores = IDBObjectStore.prototype;
      const put: unknown = Reflect.get(stores, "put");
      Reflect.set(stores, "put", function full(this: IDBObjectStore, ...record: [unknown]) {
        Reflect.set(stores, "put", put);
        // What a search reads of the meetings before is stored meanwhile.
        if (this.name === "searchTexts") {
          const stored = this.put(...record);
          Reflect.set(stores, "put", full);
          return stored;
        }
        this.transaction.abort();
        throw new DOMException("There is no room.", "QuotaExceededError");
      });
    });
    await pick(path);
    await page.waitForSelector('[data-error="import_disk_full"]', WAIT);
    expect(await earshot.view.storedTranscript(late.session)).toBeNull();
    await dismissAll();
    await pick(path);
    await page.waitForSelector(`[data-import="imported"][data-imported="${late.session}"]`, WAIT);

    expect(await earshot.view.storedTranscript(late.session)).toMatchObject({ title: "Late" });
    await dismissAll();
  });

  test("UI-9 SEC-7 a meeting that was deleted comes back by its file under another identity", async () => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#${weekly.session}`);
    await page.waitForSelector(`main[data-opened="${weekly.session}"] [data-caption]`, WAIT);
    await pressButton(page, "delete-meeting");
    await pressButton(page, "confirm-delete");
    await page.waitForSelector(`.meeting[data-session="${weekly.session}"]`, { ...WAIT, hidden: true });
    await earshot.view.until("the key to be destroyed", HUNG_MS, () =>
      earshot.view.status?.pendingDeletions === 0 ? true : null,
    );
    await pick(saved);
    const notice = await page.waitForSelector('[data-import="imported"]', WAIT);
    const session = await notice?.evaluate((element) => (element as HTMLElement).dataset["imported"]);

    expect(session).not.toBe(weekly.session);
    expect(await earshot.view.storedTranscript(session ?? "")).toMatchObject({ title: "Weekly sync" });
  });
});
