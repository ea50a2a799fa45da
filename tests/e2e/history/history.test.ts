import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, describe, expect, test } from "vitest";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { hostFiles } from "../../../tools/setup/host.ts";
import { sessionRecord } from "../../background/session-samples.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { leaveUnsealed } from "../privacy/unsealed-database.ts";

const WAIT = { timeout: HUNG_MS };
const DAY_MS = 86_400_000;
const TITLES = ["Weekly sync", "Budget 2027", "Interview"] as const;
const WORDS = ["Blütenstaub", "heliotrope", "紫陽花"];
const LINES = 320;

/** Real meetings of a real host: stored by an earlier version, sealed at the start. The cases go on from one another. */
describe("the history page, end to end", () => {
  const profile = temporaryFolder();
  const sessions = TITLES.map(() => crypto.randomUUID());
  let earshot: Earshot | null = null;

  afterAll(() => earshot?.close());

  async function launch(options: LaunchOptions = {}): Promise<Earshot> {
    await earshot?.close();
    earshot = await launchEarshot({ profile, settings: consented("demo", "en"), ...options });
    return earshot;
  }
  test("UI-5 every stored meeting is listed with title, length and people; one opens by the keyboard", async () => {
    const before = await launch({ isHostRegistered: false });
    const page = await before.openPage(`chrome-extension://${before.extensionId}/manifest.json`);
    const records = sessions.map((session, index) =>
      sessionRecord({ session, title: TITLES[index] ?? "", startedAtMs: Date.now() - (index + 2) * DAY_MS }),
    );
    await leaveUnsealed(page, records, WORDS, LINES);
    const sealed = await launch();
    await eventually(async () => {
      for (const session of sessions) expect(await sealed.view.storedTranscript(session)).not.toBeNull();
    });

    const history = await openHistory(sealed);
    await untilTitles(history, TITLES);
    await history.waitForFunction(
      () => document.querySelector(".facts")?.textContent.includes("words"),
      WAIT,
    );
    const facts = await history.$eval(".facts", (line) => line.textContent);
    await history.focus(".meeting .title");
    await history.keyboard.press("ArrowDown");
    await history.keyboard.press("Enter");
    await history.waitForSelector("[data-caption]", WAIT);

    expect(facts).toMatch(/ · \d+ s · [\d,]+ words · Others, You$/u);
    expect(new URL(history.url()).hash).toBe(`#${sessions[1]}`);
    expect(await history.$eval(".opened-head h2", (title) => title.textContent)).toBe(TITLES[1]);
    // Those far from what is seen stand there as plain text.
    await history.waitForFunction(
      (words, count) =>
        document.querySelector(".lines")?.textContent.match(new RegExp(words, "gu"))?.length === count,
      WAIT,
      WORDS.join("|"),
      LINES,
    );
  });

  test("UI-5 a word is found in all meetings, whatever its accents, and its hit opens the meeting there", async () => {
    const history = await openHistory(running());
    await untilTitles(history, TITLES);

    await history.type('[name="search"]', "BLUTENSTAUB");
    await history.waitForSelector('[data-found="3"]', WAIT);
    await history.waitForFunction(() => document.querySelectorAll("[data-hit]").length === 9, WAIT);
    const [count, hit] = await Promise.all([
      history.$eval(".hit-count", (line) => line.textContent),
      history.$eval("[data-hit] mark", (mark) => mark.textContent),
    ]);
    const hits = await history.$$("[data-hit]");
    await hits.at(-1)?.click();
    await history.waitForFunction(() => document.activeElement?.matches("[data-caption]"), WAIT);
    const opened = await history.evaluate(() => ({
      words: document.activeElement?.querySelector("mark")?.textContent,
      isInView: document.activeElement?.checkVisibility({ contentVisibilityAuto: true }),
      title: document.querySelector(".opened-head h2")?.textContent,
    }));

    expect({ count, hit }).toEqual({ count: "107 hits", hit: "Blütenstaub" });
    expect(opened).toEqual({ words: "Blütenstaub", isInView: true, title: TITLES[2] });
  });

  test("UI-5 a meeting is renamed, saved again and kept; another page and the next start know it", async () => {
    const { downloads } = running();
    const history = await openHistory(running(), `#${sessions[1]}`);
    await history.waitForSelector("[data-caption]", WAIT);

    await pressButton(history, "rename-meeting");
    await history.keyboard.type("Büdget, second draft");
    await history.keyboard.press("Enter");
    await untilTitles(history, [TITLES[0], "Büdget, second draft", TITLES[2]]);
    await clickOn(history, '[name="exempt"]');
    await history.waitForSelector(`[data-session="${sessions[1]}"] .exempt`, WAIT);
    // The meeting that is read is read again by itself.
    await history.waitForFunction(
      (title) => document.querySelector(".opened-head h2")?.textContent === title,
      WAIT,
      "Büdget, second draft",
    );
    const file = await downloadedBy(downloads, async () => {
      await pressButton(history, "export");
      await clickOn(history, '[data-format="txt"]');
    });

    const second = await openHistory(running());
    await untilTitles(second, [TITLES[0], "Büdget, second draft", TITLES[2]]);
    expect(file).toContain("Büdget-second-draft");
    expect(readFileSync(file, "utf8")).toContain("heliotrope");
  });

  test("UI-5 SEC-7 a kept meeting outlives the time that transcripts are kept, the others do not", async () => {
    const { view } = running();
    const history = await openHistory(running());
    await untilTitles(history, [TITLES[0], "Büdget, second draft", TITLES[2]]);

    await view.changeSettings((stored) => ({ ...stored, retentionDays: 1 }));
    await untilTitles(history, ["Büdget, second draft"]);
    // A meeting leaves the list first, and its key is destroyed then.
    await eventually(() => expect([keyOf(sessions[0]), keyOf(sessions[2])]).toEqual([false, false]));

    expect(keyOf(sessions[1])).toBe(true);
  });

  test("UI-5 without the host meetings are listed by their dates, with the cause and the remedy", async () => {
    await earshot?.close();
    earshot = null;
    rmSync(hostFiles(profile).manifest);
    const alone = await launch({ isHostRegistered: false });
    const history = await openHistory(alone);

    await history.waitForSelector('[data-error="host_not_installed"]', WAIT);
    await history.waitForSelector('.meeting[data-reading="unreadable"]', WAIT);
    const [shown, remedy] = await Promise.all([
      titlesIn(history),
      history.$eval('[data-error="host_not_installed"] [data-remedy]', (line) => line.textContent),
    ]);

    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/20\d\d/u);
    expect(remedy).toContain("Show the steps…");
  });

  test("UI-5 SEC-7 a meeting is deleted after the question, and a page that shows it says so", async () => {
    const whole = await launch();
    const other = await openHistory(whole, `#${sessions[1]}`);
    await other.waitForSelector("[data-caption]", WAIT);
    const history = await openHistory(whole, `#${sessions[1]}`);
    await history.waitForSelector("[data-caption]", WAIT);

    await pressButton(history, "delete-meeting");
    const question = await history.$eval(".opened-head .notice", (notice) => notice.textContent);
    await pressButton(history, "confirm-delete");
    await history.waitForSelector("[data-empty]", WAIT);
    await whole.view.until("the key to be destroyed", HUNG_MS, () =>
      whole.view.status?.pendingDeletions === 0 && !keyOf(sessions[1]) ? true : null,
    );
    await other.waitForSelector('[data-reading="gone"]', WAIT);

    expect(question).toContain("for good");
    expect(await other.$("[data-caption]")).toBeNull();
  });

  function running(): Earshot {
    if (earshot === null) throw new Error("no browser runs");
    return earshot;
  }

  function keyOf(session: string | undefined): boolean {
    return existsSync(join(profile, "earshot-data/keys", `${session}.key`));
  }
});

function openHistory(earshot: Earshot, hash = ""): Promise<Page> {
  return earshot.openPage(`chrome-extension://${earshot.extensionId}/src/history/index.html${hash}`);
}

function titlesIn(page: Page): Promise<(string | null)[]> {
  return page.$$eval(".meeting .title", (titles) => titles.map((title) => title.textContent));
}

async function untilTitles(page: Page, titles: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll(".meeting .title")].map((title) => title.textContent).join("|") ===
      wanted,
    WAIT,
    titles.join("|"),
  );
}
