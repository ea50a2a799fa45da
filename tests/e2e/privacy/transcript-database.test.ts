import { join } from "node:path";
import type { Browser, Page } from "puppeteer";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EventBatch } from "../../../src/background/transcript/database/event-batch.ts";
import { closeBrowser, startBrowser } from "../../../tools/driver/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { OTHER, SESSION, sessionRecord } from "../../background/session-samples.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import type * as Transcripts from "../programs/transcripts.ts";
import { leaveUnsealed } from "./unsealed-database.ts";
import { findWords } from "./word-search.ts";

/** What the bundle puts into the page. */
declare global {
  var transcripts: typeof Transcripts;
}

const SEGMENT = {
  source: "tab",
  utterance: 16_000,
  revision: 2,
  startSample: 16_000,
  endSample: 48_000,
  stable: "Good morning everyone.",
  tail: "",
  isFinal: true,
  language: "en",
} as const;
const GAP = { source: "mic", startSample: 0, endSample: 1600, reason: "muted" } as const;

describe("the database of transcripts, in a real browser", () => {
  let server: LocalServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    browser = await startBrowser(temporaryFolder(), true, {});
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(`${server.url}tone.html`);
    await page.addScriptTag({ content: await bundle() });
  });
  afterAll(async () => {
    await closeBrowser(browser);
    await server.close();
  });

  test("SEC-7 while the key of 10,000 lines is replaced captions are stored, and the new key alone opens all", async ({
    annotate,
  }) => {
    const measured = await page.evaluate(
      async (segment, record) => {
        const { openDatabase } = globalThis.transcripts;
        const line = (at: number) => ({ ...segment, utterance: at, startSample: at, endSample: at + 8000 });
        const batchAt = (lines: number[]) => {
          const content = { segments: lines.map(line), corrections: [], gaps: [], suppressed: [] };
          return { session: record.session, ...content, numbers: [], record };
        };
        const before = openDatabase("replaced", "before");
        for (let at = 0; at < 10_000; at += 200)
          await before.storeEvents(batchAt(Array.from({ length: 200 }, (_, index) => at + index)));
        const database = openDatabase("replaced", "replacing");
        const beganMs = performance.now();
        const state = { isOver: false };
        const resealed = database.reseal(record.session).then(() => {
          state.isOver = true;
        });
        const waitsMs: number[] = [];
        while (!state.isOver) {
          const askedMs = performance.now();
          await database.storeEvents(batchAt([20_000 + waitsMs.length]));
          waitsMs.push(performance.now() - askedMs);
        }
        await resealed;
        const tookMs = performance.now() - beganMs;
        const read = await openDatabase("replaced").load(record.session);
        return { tookMs, waitsMs, lines: read?.segments.length, title: read?.title };
      },
      SEGMENT,
      sessionRecord(),
    );

    const { lines, tookMs, title, waitsMs } = measured;
    await annotate(
      `${Math.round(tookMs)} ms; ${waitsMs.length} captions meanwhile, each stored within ${Math.round(Math.max(...waitsMs))} ms`,
    );
    expect(title).toBe("Weekly");
    expect(waitsMs.length).toBeGreaterThan(10);
    expect(lines).toBe(10_000 + waitsMs.length);
  });

  test("IPC-7 finals and gaps are stored with their mark, and a second time changes nothing", async () => {
    const found = await page.evaluate(
      async (first, again, record) => {
        const database = globalThis.transcripts.openDatabase("events");
        await database.addSession(record);
        await database.putHead(record.session, record);
        const marks = [await database.storeEvents(first), await database.storeEvents(again)];
        const reopened = globalThis.transcripts.openDatabase("events");
        return {
          marks,
          transcript: await reopened.load(record.session),
          next: await reopened.storeEvents(again),
        };
      },
      batch({}),
      batch({ numbers: [1, 2] }),
      sessionRecord(),
    );

    expect(found.marks.map((mark) => mark?.next)).toEqual([2, 3]);
    expect(found.next?.next).toBe(3);
    expect(found.transcript?.segments).toMatchObject([SEGMENT]);
    expect(found.transcript?.gaps).toMatchObject([GAP]);
  });

  test("a correction makes a version that the final sent again does not undo, nor one of another line", async () => {
    const suppressed = [{ ...GAP, text: "Thank you.", language: "en", reason: "silence" } as const];
    const { source, utterance } = SEGMENT;
    const better = { source, utterance, text: "Good morning, everyone!", language: "en", model: "small" };

    const transcript = await page.evaluate(
      async (batches, record) => {
        const database = globalThis.transcripts.openDatabase("corrected");
        await database.addSession(record);
        await database.putHead(record.session, record);
        for (const next of batches) await database.storeEvents(next);
        return database.load(record.session);
      },
      [
        batch({ segments: [], corrections: [better] }),
        batch({}),
        batch({ corrections: [{ ...better, utterance: 7 }] }),
        batch({ segments: [], corrections: [better], suppressed }),
        batch({ segments: [], corrections: [{ ...better, text: "Later." }] }),
        batch({}),
      ],
      sessionRecord(),
    );

    expect(transcript?.segments).toEqual([
      {
        ...SEGMENT,
        stable: "Good morning, everyone!",
        versions: [
          { text: "Good morning everyone.", language: "en", model: null },
          { text: "Good morning, everyone!", language: "en", model: "small" },
        ],
      },
    ]);
    expect(transcript?.suppressed).toEqual(suppressed);
  });

  test("UI-5 a deleted session is gone with everything, and stays unknown", async () => {
    const found = await page.evaluate(
      async (first, other, session) => {
        const database = globalThis.transcripts.openDatabase("deleted");
        await database.storeEvents(first);
        await database.storeEvents(other);
        await database.deleteSession(session);
        return {
          gone: await database.load(session),
          late: await database.storeEvents({ ...first, record: null }),
          kept: await database.hasContent(other.session),
          deleted: await database.listDeleted(),
          hasContent: await database.hasContent(session),
        };
      },
      batch({ record: sessionRecord() }),
      batch({ session: OTHER, record: sessionRecord({ session: OTHER }) }),
      SESSION,
    );

    expect(found).toEqual({ gone: null, late: null, kept: true, deleted: [SESSION], hasContent: false });
  });
});

describe("transcripts that an earlier version stored unsealed", () => {
  let server: LocalServer;
  let browser: Browser | null = null;

  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
  });
  afterEach(async () => {
    if (browser !== null) await closeBrowser(browser);
    browser = null;
  });
  afterAll(() => server.close());

  async function open(profile: string): Promise<Page> {
    browser = await startBrowser(profile, true, {});
    const page = await browser.newPage();
    await page.goto(`${server.url}tone.html`);
    await page.addScriptTag({ content: await bundle() });
    return page;
  }

  test.each([
    ["only the log", 50],
    ["tables, too", 12_000],
  ])("SEC-7 are sealed, and no word of them is left in the profile: %s", async (_where, lines) => {
    const profile = temporaryFolder();
    const page = await open(profile);
    await leaveUnsealed(page, [sessionRecord({ title: WORDS.join(" ") })], WORDS, lines);
    // The search is worth something: it finds every word where it is.
    expect(new Set(findWords([profile], WORDS).map(({ word }) => word))).toEqual(new Set(WORDS));

    await page.evaluate(() => globalThis.transcripts.sealUnsealed(globalThis.transcripts.openDatabase()));
    const sealed = await page.evaluate(
      (session) => globalThis.transcripts.openDatabase().load(session),
      SESSION,
    );

    expect(sealed).toMatchObject({ title: WORDS.join(" "), completeness: "complete" });
    expect(sealed?.segments).toHaveLength(lines);
    if (browser !== null) await closeBrowser(browser);
    const again = await open(profile);
    await again.evaluate(() => globalThis.transcripts.sweepAgain());
    const read = await again.evaluate(
      (session) => globalThis.transcripts.openDatabase().load(session),
      SESSION,
    );
    expect(read?.segments).toHaveLength(lines);
    expect(findWords([profile], WORDS)).toEqual([]);
  });
});

/** One in Latin letters, one in another alphabet: they lie in a database in different encodings. */
const WORDS = ["heliotrope", "紫陽花"];

function batch(change: Partial<EventBatch>): EventBatch {
  const content = { segments: [SEGMENT], corrections: [], gaps: [GAP], suppressed: [] };
  return { session: SESSION, ...content, numbers: [0, 1], record: null, ...change };
}

/** The database's own code as a script for a page. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: {
        entry: join(import.meta.dirname, "../programs/transcripts.ts"),
        formats: ["iife"],
        name: "transcripts",
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
