import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SessionKey } from "../../../native-host/keys/session-keys.ts";
import {
  importTranscriptKey,
  type Place,
  unseal,
} from "../../../src/background/transcript/database/sealed.ts";
import type { Settings } from "../../../src/shared/settings.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { type Earshot, EXPORT_FORMATS, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";
import { openedKeys } from "../../native-host/keys/opened-keys.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { readExported } from "../../shared/export/readers/read.ts";
import { findSealed, findWords } from "./word-search.ts";

/** One for each half second, so that a word tells when it was said. */
const WORDS = Array.from({ length: 600 }, (_, index) => `zinnober${String(index).padStart(4, "0")}`);

describe("the last minute, struck", () => {
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

  test("SEC-7 its words are in no view, no export and no file, a gap says so, and what comes later is there", async ({
    annotate,
  }) => {
    const profile = temporaryFolder();
    const list = join(temporaryFolder(), "words.txt");
    writeFileSync(list, WORDS.join("\n"));
    const host = { sidecarCommand: program("quoting-sidecar", list) };
    earshot = await launchEarshot({ profile, settings: demoWithoutMicrophone, host });
    const { view } = earshot;
    const page = await earshot.openPage(`${server.url}meeting.html`);
    await earshot.startCaptions(page);
    await view.until("six lines", HUNG_MS, () => (saidIn(view).length >= 6 ? true : null));
    const session = view.transcript?.session ?? "";
    const { transcript: keyBefore } = (await openedKeys(join(profile, "earshot-data"))).get(session);
    const places = placesIn(view, session);

    const panel = await earshot.sidePanel();
    await pressButton(panel, "strike");
    await pressButton(panel, "confirm-strike");
    await view.until("the gap", HUNG_MS, () => (gapOf(view) === undefined ? null : true));
    const end = gapOf(view)?.endSample ?? 0;
    const struck = WORDS.slice(0, Math.floor(end / 8000));
    const isStruck = (text: string) => struck.some((word) => text.includes(word));
    await view.until("six more lines", HUNG_MS, () =>
      saidIn(view).filter((text) => !isStruck(text)).length >= 6 ? true : null,
    );

    expect(saidIn(view).filter(isStruck)).toEqual([]);
    // Each view is sent the same in the same order, and may be late by itself.
    const newest = view.transcript?.segments.at(-1)?.stable ?? "";
    await panel.waitForFunction((text) => document.body.textContent.includes(text), {}, newest);
    expect(isStruck((await panel.evaluate(() => document.body.textContent)) ?? "")).toBe(false);
    expect(view.status?.problem?.code).not.toBe("sidecar_died");
    await view.send({ type: "stop-session", session });
    await view.until("the end", HUNG_MS, () => (view.status?.session.name === "idle" ? true : null));
    const stored = await view.storedTranscript(session);
    if (stored === null) throw new Error("the meeting is not stored");
    const text = JSON.stringify(stored);
    expect(isStruck(text)).toBe(false);
    expect(stored.segments.length + stored.suppressed.length).toBeGreaterThanOrEqual(6);
    expect(stored.completeness).toBe("complete");
    expect(stored.struck).toMatchObject([{ isDone: true }]);
    for (const format of EXPORT_FORMATS) {
      const exported = readExported(await earshot.exportTranscript(format));
      expect({ format, isStruck: isStruck(exported) }).toEqual({ format, isStruck: false });
      expect(exported).toContain("struck");
    }
    // The key that sealed them was replaced while the meeting ran.
    const hostKeys = await openedKeys(join(profile, "earshot-data"));
    await expect
      .poll(() => hostKeys.get(session), { timeout: HUNG_MS })
      .toSatisfy(
        ({ transcript, nextTranscript }: SessionKey) =>
          nextTranscript === null && !transcript.equals(keyBefore),
      );
    await earshot.close();
    earshot = null;
    expect(findWords([profile], struck)).toEqual([]);

    // The browser's files may hold the struck lines sealed as they were: the key from before opens them, and is no more.
    const keys = hostKeys.get(session);
    const sealed = findSealed(profile);
    const before = await openedWith(keyBefore, sealed, places);
    const after = await openedWith(keys.transcript, sealed, [
      ...places,
      ...stored.segments.map(placeOf(session)),
    ]);
    await annotate(
      `${sealed.length} sealed copies in the profile, ${before.filter(isStruck).length} of struck lines`,
    );
    expect(keys.nextTranscript).toBeNull();
    expect(keyFiles(profile)).toEqual([`${session}.key`, "master.key"].toSorted());
    expect(before.filter(isStruck).length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter(isStruck)).toEqual([]);
  });
});

function demoWithoutMicrophone(stored: Settings): Settings {
  return { ...consented("demo", "en")(stored), isMicrophoneWanted: false };
}

function saidIn({ transcript }: Earshot["view"]): string[] {
  const lines = transcript?.segments.map(({ stable, tail }) => stable + tail) ?? [];
  return [...lines, ...(transcript?.suppressed.map(({ text }) => text) ?? [])];
}

function gapOf({ transcript }: Earshot["view"]) {
  return transcript?.gaps.find(({ reason }) => reason === "struck");
}

/** Where the sealed lines of the transcript shown lie, and those that are held back. */
function placesIn({ transcript }: Earshot["view"], session: string): Place[] {
  const suppressed = transcript?.suppressed.map(
    ({ source, startSample }): Place => ["heldBack", session, source, startSample],
  );
  return [...(transcript?.segments.map(placeOf(session)) ?? []), ...(suppressed ?? [])];
}

function placeOf(session: string) {
  return ({ source, utterance }: Segment): Place => ["segments", session, source, utterance];
}

/** What a key opens of any of those records in any of those places. */
async function openedWith(
  key: Uint8Array,
  sealed: readonly Uint8Array<ArrayBuffer>[],
  places: readonly Place[],
): Promise<string[]> {
  const keys = { newest: await importTranscriptKey(Uint8Array.from(key)), replaced: null };
  const opened = await Promise.all(
    sealed.flatMap((bytes) => places.map((place) => unseal(keys, place, bytes).catch(() => null))),
  );
  return opened.flatMap((record) => (record === null ? [] : [JSON.stringify(record)]));
}

function keyFiles(profile: string): string[] {
  return readdirSync(join(profile, "earshot-data/keys")).toSorted();
}
