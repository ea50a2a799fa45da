import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Earshot, EXPORT_FORMATS, pressButton } from "../../scripts/browser/earshot.ts";
import { consented, launchEarshot } from "../../scripts/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../scripts/local-server.ts";
import { DEMO } from "../../scripts/paths.ts";
import type { Settings } from "../../src/shared/settings.ts";
import { program } from "../native-host/real-host.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { findWords } from "./word-search.ts";

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

  test("SEC-7 its words are in no view, no export and no file, a gap says so, and what comes later is there", async () => {
    const profile = temporaryFolder();
    const list = join(temporaryFolder(), "words.txt");
    writeFileSync(list, WORDS.join("\n"));
    const host = { sidecarCommand: program("quoting-sidecar", list) };
    earshot = await launchEarshot({ profile, settings: demoWithoutMicrophone, host });
    const { view } = earshot;
    const page = await earshot.openPage(`${server.url}meeting.html`);
    await earshot.startCaptions(page);
    await view.until("six lines", 30_000, () => (saidIn(view).length >= 6 ? true : null));
    const session = view.transcript?.session ?? "";

    const panel = await earshot.sidePanel();
    await pressButton(panel, "strike");
    await pressButton(panel, "confirm-strike");
    await view.until("the gap", 10_000, () => (gapOf(view) === undefined ? null : true));
    const end = gapOf(view)?.endSample ?? 0;
    const struck = WORDS.slice(0, Math.floor(end / 8000));
    const isStruck = (text: string) => struck.some((word) => text.includes(word));
    await view.until("six more lines", 60_000, () =>
      saidIn(view).filter((text) => !isStruck(text)).length >= 6 ? true : null,
    );

    expect(saidIn(view).filter(isStruck)).toEqual([]);
    expect(isStruck((await panel.evaluate(() => document.body.textContent)) ?? "")).toBe(false);
    expect(view.status?.problem?.code).not.toBe("sidecar_died");
    await view.send({ type: "stop-session", session });
    await view.until("the end", 60_000, () => (view.status?.session.name === "idle" ? true : null));
    const stored = await view.storedTranscript(session);
    if (stored === null) throw new Error("the meeting is not stored");
    const text = JSON.stringify(stored);
    expect(isStruck(text)).toBe(false);
    expect(stored.segments.length + stored.heldBack.length).toBeGreaterThanOrEqual(6);
    expect(stored.completeness).toBe("complete");
    expect(stored.struck).toMatchObject([{ isDone: true }]);
    for (const format of EXPORT_FORMATS) {
      const exported = readFileSync(await earshot.exportTranscript(format), "utf8");
      expect({ format, isStruck: isStruck(exported) }).toEqual({ format, isStruck: false });
      expect(exported).toContain("struck");
    }
    await earshot.close();
    earshot = null;
    expect(findWords([profile], struck)).toEqual([]);
  });
});

function demoWithoutMicrophone(stored: Settings): Settings {
  return { ...consented("demo", "en")(stored), isMicrophoneWanted: false };
}

function saidIn({ transcript }: Earshot["view"]): string[] {
  const lines = transcript?.segments.map(({ stable, tail }) => stable + tail) ?? [];
  return [...lines, ...(transcript?.heldBack.map(({ text }) => text) ?? [])];
}

function gapOf({ transcript }: Earshot["view"]) {
  return transcript?.gaps.find(({ reason }) => reason === "struck");
}
