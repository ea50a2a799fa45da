import { join } from "node:path";
import type { Browser, Page } from "puppeteer";
import { build } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startBrowser } from "../../scripts/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../../scripts/local-server.ts";
import type { EventBatch, TranscriptDatabase } from "../../src/background/transcript-database.ts";
import { OTHER, SESSION, sessionRecord } from "../background/session-samples.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";

/** What the bundle puts into the page. */
declare global {
  var database: { readonly TranscriptDatabase: typeof TranscriptDatabase };
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
    server = await serveFolder(join(import.meta.dirname, "pages"));
    browser = await startBrowser(temporaryFolder(), true, {});
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(`${server.url}tone.html`);
    await page.addScriptTag({ content: await bundle() });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test("UI-5 a database of version 1 keeps its transcripts: complete, and without gaps", async () => {
    const { completeness: _completeness, ...old } = sessionRecord();

    const transcript = await page.evaluate(
      async (record, segment) => {
        await new Promise((resolve, reject) => {
          const opening = indexedDB.open("upgraded", 1);
          opening.addEventListener("upgradeneeded", () => {
            const created = opening.result;
            created
              .createObjectStore("sessions", { keyPath: "session" })
              .createIndex("startedAtMs", "startedAtMs");
            created
              .createObjectStore("segments", { keyPath: ["session", "source", "utterance"] })
              .createIndex("session", "session");
            opening.transaction?.objectStore("sessions").put(record);
            opening.transaction?.objectStore("segments").put({ ...segment, session: record.session });
          });
          opening.addEventListener("error", () => reject(new Error("version 1 cannot be made")));
          opening.addEventListener("success", () => {
            opening.result.close();
            resolve(null);
          });
        });
        return new globalThis.database.TranscriptDatabase("upgraded").loadLatest();
      },
      old,
      SEGMENT,
    );

    expect(transcript).toMatchObject({
      ...old,
      completeness: "complete",
      segments: [SEGMENT],
      gaps: [],
      heldBack: [],
    });
  });

  test("UI-5 a database of version 2 keeps its lines, which have no versions, and takes what is held back", async () => {
    const heldBack = [{ ...GAP, text: "Thank you.", language: "en", reason: "silence" } as const];

    const transcript = await page.evaluate(
      async (record, segment, held) => {
        await new Promise((resolve, reject) => {
          const opening = indexedDB.open("second", 2);
          opening.addEventListener("upgradeneeded", () => {
            const created = opening.result;
            const ofSession = (name: string, keyPath: string[]) =>
              created.createObjectStore(name, { keyPath }).createIndex("session", "session");
            created
              .createObjectStore("sessions", { keyPath: "session" })
              .createIndex("startedAtMs", "startedAtMs");
            ofSession("segments", ["session", "source", "utterance"]);
            ofSession("gaps", ["session", "source", "startSample"]);
            for (const name of ["marks", "deleted"]) created.createObjectStore(name, { keyPath: "session" });
            opening.transaction?.objectStore("sessions").put(record);
            opening.transaction?.objectStore("segments").put({ ...segment, session: record.session });
          });
          opening.addEventListener("error", () => reject(new Error("version 2 cannot be made")));
          opening.addEventListener("success", () => {
            opening.result.close();
            resolve(null);
          });
        });
        const database = new globalThis.database.TranscriptDatabase("second");
        await database.storeEvents(held);
        return database.load(record.session);
      },
      sessionRecord({ completeness: "recovered" }),
      SEGMENT,
      batch({ segments: [], gaps: [], heldBack, numbers: [2] }),
    );

    expect(transcript).toEqual({
      ...sessionRecord({ completeness: "recovered" }),
      segments: [SEGMENT],
      gaps: [],
      heldBack,
    });
  });

  test("IPC-7 finals and gaps are stored with their mark, and a second time changes nothing", async () => {
    const found = await page.evaluate(
      async (first, again, record) => {
        const database = new globalThis.database.TranscriptDatabase("events");
        await database.putSession(record);
        const marks = [await database.storeEvents(first), await database.storeEvents(again)];
        const reopened = new globalThis.database.TranscriptDatabase("events");
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

  test("a correction makes a version that the final told again does not undo, nor one of another line", async () => {
    const heldBack = [{ ...GAP, text: "Thank you.", language: "en", reason: "silence" } as const];
    const { source, utterance } = SEGMENT;
    const better = { source, utterance, text: "Good morning, everyone!", language: "en", model: "small" };

    const transcript = await page.evaluate(
      async (batches, record) => {
        const database = new globalThis.database.TranscriptDatabase("corrected");
        await database.putSession(record);
        for (const next of batches) await database.storeEvents(next);
        return database.load(record.session);
      },
      [
        batch({ segments: [], corrections: [better] }),
        batch({}),
        batch({ corrections: [{ ...better, utterance: 7 }] }),
        batch({ segments: [], corrections: [better], heldBack }),
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
    expect(transcript?.heldBack).toEqual(heldBack);
  });

  test("UI-5 a deleted session is gone with everything, and stays unknown", async () => {
    const found = await page.evaluate(
      async (first, other, session) => {
        const database = new globalThis.database.TranscriptDatabase("deleted");
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

function batch(change: Partial<EventBatch>): EventBatch {
  const content = { segments: [SEGMENT], corrections: [], gaps: [GAP], heldBack: [] };
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
        entry: join(import.meta.dirname, "../../src/background/transcript-database.ts"),
        formats: ["iife"],
        name: "database",
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
