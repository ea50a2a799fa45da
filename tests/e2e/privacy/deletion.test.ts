import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Settings } from "../../../src/shared/settings.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { killBrowser } from "../../../tools/driver/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { sessionRecord } from "../../background/session-samples.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { leaveUnsealed } from "./unsealed-database.ts";
import { type FoundWord, findWords } from "./word-search.ts";

/** Of Latin letters, of Latin-1, and of neither: they lie in files in different encodings. */
const WORDS = ["heliotrope", "Blütenstaub", "紫陽花"];
/** Kills in the middle of a deletion, each this much later after it was asked for, the last one once it is shown. */
const KILLS = 16;
const KILL_STEP_MS = 4;
const DAY_MS = 86_400_000;

// Processes are found in /proc.
describe.runIf(process.platform === "linux")("a meeting that is deleted", () => {
  let server: LocalServer;
  let earshot: Earshot | null = null;

  beforeAll(async () => {
    server = await serveFolder(DEMO);
  });
  afterEach(async () => {
    await earshot?.close();
    earshot = null;
  });
  afterAll(() => server.close());

  async function launch(profile: string, options: LaunchOptions = {}): Promise<Earshot> {
    earshot = await launchEarshot({ profile, settings: demoWithoutMicrophone, ...options });
    return earshot;
  }

  test("SEC-7 no word of a meeting lies on the disk, neither while it runs nor after it was deleted", async ({
    annotate,
  }) => {
    const profile = temporaryFolder();
    const list = join(temporaryFolder(), "words.txt");
    writeFileSync(list, WORDS.join("\n"));
    const host = { sidecarCommand: program("quoting-sidecar", list) };
    const first = await launch(profile, { host });
    const page = await first.openPage(`${server.url}meeting.html`);
    await first.startCaptions(page);
    await first.view.until("six lines", HUNG_MS, () => (finalsOf(first).length >= 6 ? true : null));
    const session = first.view.transcript?.session ?? "";
    await first.view.send({ type: "rename-speaker", session, source: "tab", name: WORDS.join(" ") });
    expect(await wordsOnDisk(profile)).toEqual([]);
    await killBrowser(first.browser);

    const second = await launch(profile, { host });
    await second.view.until("the recovered meeting", HUNG_MS, () =>
      second.view.transcript?.completeness === "recovered" ? true : null,
    );
    const read = JSON.stringify(second.view.transcript);
    for (const word of WORDS) expect(read).toContain(word);
    expect(keysIn(profile)).toEqual([session]);
    const panel = await second.sidePanel();
    await pressButton(panel, "delete-recovered");
    await pressButton(panel, "confirm-delete");
    await second.view.until("the deletion", HUNG_MS, () => {
      const { status, transcript } = second.view;
      return transcript === null && status?.pendingDeletions === 0 && status.recovered.length === 0
        ? true
        : null;
    });

    expect(keysIn(profile)).toEqual([]);
    expect(await wordsOnDisk(profile)).toEqual([]);
    await second.close();
    const found = await wordsOnDisk(profile);
    await annotate(`${found.length} words found after Delete`);
    expect(found).toEqual([]);
    expect(existsSync(join(profile, "earshot-data/sessions", session))).toBe(false);
  });

  test("SEC-7 meetings from before there were keys are sealed, and a kill at any moment of a deletion leaves none of it", async ({
    annotate,
  }) => {
    const profile = temporaryFolder();
    const sessions = Array.from({ length: KILLS + 2 }, () => crypto.randomUUID());
    const records = sessions.map((session, index) =>
      sessionRecord({ session, title: WORDS.join(" "), startedAtMs: Date.now() - 3 * DAY_MS + index }),
    );
    const withoutHost = await launch(profile, { isHostRegistered: false });
    await leaveUnsealed(await extensionPage(withoutHost), records, WORDS);
    await withoutHost.view.send({ type: "retry-host" });
    await withoutHost.view.until("why the meetings cannot be read", HUNG_MS, () =>
      withoutHost.view.status?.unreadable?.error.code === "host_not_installed" ? true : null,
    );
    expect(new Set((await wordsOnDisk(profile)).map(({ word }) => word))).toEqual(new Set(WORDS));
    await withoutHost.close();

    const sealed = await launch(profile);
    // They are sealed one by one, and the latest of those that are is shown.
    await sealed.view.until("the latest of them", 2 * HUNG_MS, () =>
      sealed.view.transcript?.session === sessions.at(-1) ? true : null,
    );
    expect(sealed.view.transcript).toMatchObject({ title: WORDS.join(" ") });
    expect(keysIn(profile)).toEqual(sessions.toSorted());

    // That a kill cuts the removal of the old bytes short is another matter: the start after that one sweeps them.
    await untilGone(sealed, "earshot");
    await sealed.close();
    let running = await launch(profile);
    await untilGone(running, "earshot-sweep");

    let deleted = 0;
    for (const [index, session] of sessions.slice(0, KILLS).entries()) {
      const { view } = running;
      // However late a busy machine is, one of them is done.
      const moment =
        index === KILLS - 1
          ? view.until("the deletion", HUNG_MS, () => (view.status?.pendingDeletions === 1 ? true : null))
          : delay(index * KILL_STEP_MS);
      void view.send({ type: "delete-session", session }).catch(() => null);
      await moment;
      await killBrowser(running.browser);
      running = await launch(profile);
      await untilDeletionsAreOver(running);
      const isRead = (await running.view.storedTranscript(session)) !== null;
      // Wholly there, where the kill came first, or wholly gone.
      expect({ index, key: keysIn(profile).includes(session) }).toEqual({ index, key: isRead });
      if (!isRead) deleted += 1;
    }
    await annotate(`${KILLS} kills: ${deleted} deleted, ${KILLS - deleted} not begun, 0 leftovers`);
    expect(deleted).toBeGreaterThan(0);

    // What is older than the user wants to keep goes the same way.
    await running.view.changeSettings((stored) => ({ ...stored, retentionDays: 1 }));
    await running.view.until("nothing to be left", HUNG_MS, () => {
      const { status, transcript } = running.view;
      return transcript === null && status?.pendingDeletions === 0 && keysIn(profile).length === 0
        ? true
        : null;
    });
    await running.close();
    expect(await wordsOnDisk(profile)).toEqual([]);
  });
});

function demoWithoutMicrophone(stored: Settings): Settings {
  return { ...consented("demo", "en")(stored), isMicrophoneWanted: false };
}

function untilDeletionsAreOver({ view }: Earshot): Promise<true> {
  return view.until("the deletions to be over", HUNG_MS, () =>
    view.status?.host.name === "connected" && view.status.pendingDeletions === 0 ? true : null,
  );
}

/** Read again where the browser was just writing a table: one that has no end yet can be searched by nobody. */
function wordsOnDisk(profile: string): Promise<FoundWord[]> {
  return eventually(() => findWords([profile], WORDS));
}

function finalsOf({ view }: Earshot) {
  return view.transcript?.segments.filter(({ isFinal }) => isFinal) ?? [];
}

/** The sessions that have a key. */
function keysIn(profile: string): string[] {
  const folder = join(profile, "earshot-data/keys");
  if (!existsSync(folder)) return [];
  // Beside them lies the key that wraps them.
  const files = readdirSync(folder).filter((name) => /^[\da-f-]{36}\.key$/u.test(name));
  return files.map((name) => name.slice(0, -".key".length)).toSorted();
}

/** Resolves once the extension has no database of that name, or of one that begins with it and goes on with a number. */
async function untilGone(earshot: Earshot, name: string): Promise<void> {
  const page = await extensionPage(earshot);
  await eventually(async () => {
    const names = await page.evaluate(async () => (await indexedDB.databases()).map((known) => known.name));
    expect(names.filter((known) => known?.replace(/-\d+$/u, "") === name)).toEqual([]);
  });
  await page.close();
}

/** A page of the extension's own origin, which has its databases. */
async function extensionPage({ browser, extensionId }: Earshot) {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  return page;
}
