import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import { LAYOUT_VERSION } from "../../../src/shared/export/transcript-file.ts";
import type { Diagnostics } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { type Earshot, EXPORT_FORMATS, type ExportFormat } from "../../../tools/driver/browser/earshot.ts";
import { consented, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { UNDEGRADED } from "../../../tools/faults/re-transcription.ts";
import {
  demoMicrophone,
  demoPage,
  joinDemoMeeting,
  readDemoScript,
} from "../../../tools/materials/demo-meeting.ts";
import { spokenWords, wordErrorRate } from "../../../tools/measure/words.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { readExported } from "../../shared/export/readers/read.ts";
import { accessibleText } from "../privacy/overlay-access.ts";

const script = readDemoScript();
const linesOf = (source: AudioSource) => script.lines.filter((line) => line.source === source);

/** One meeting, played once; every test below looks at what it left. */
describe("the demo meeting", () => {
  const dataDirectory = temporaryFolder();
  let server: LocalServer;
  let earshot: Earshot;
  let page: Page;
  let transcript: Transcript;
  let diagnostics: Diagnostics;
  let panelRows: PanelRow[];
  let overlayText: string;
  const exported = new Map<ExportFormat, string>();

  beforeAll(async () => {
    server = await serveFolder(DEMO);
    const { file } = await demoMicrophone();
    earshot = await launchEarshot({
      microphone: { file },
      // As on a machine without network: the demo model stands in for the one that was chosen.
      settings: consented("base", "en"),
      host: { dataDirectory, isOffline: true, sidecarArguments: UNDEGRADED },
    });
    page = await earshot.openPage(`${server.url}${demoPage("synthesised")}`);
    await page.waitForSelector('[data-meeting="waiting"]');
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    await earshot.waitForCaption(
      ({ isFinal, source }) => isFinal && source === "mic",
      script.durationMs + HUNG_MS,
    );
    const spoken =
      earshot.view.transcript?.segments.find(({ source }) => source === "mic")?.stable.trim() ?? "";
    // Each view is sent a caption by itself; what it never shows, the test of it says.
    overlayText = await eventually(async () => {
      const text = await accessibleText(page);
      if (!text.includes(spoken)) throw new Error("the overlay does not show it");
      return text;
    });
    exported.set("txt", readFileSync(await earshot.exportTranscript("txt"), "utf8"));
    await page.bringToFront();
    await page.waitForSelector('[data-meeting="ended"]', { timeout: script.durationMs + HUNG_MS });
    await earshot.stopCaptions(page, script.durationMs + HUNG_MS);
    diagnostics = await earshot.diagnostics();
    const panel = await earshot.sidePanel();
    await panel.waitForSelector('main[data-session="idle"]');
    await panel.waitForFunction(() => document.querySelector(".far") === null);
    panelRows = await rowsOf(panel);
    for (const format of EXPORT_FORMATS) {
      exported.set(format, readExported(await earshot.exportTranscript(format)));
    }
    if (earshot.view.transcript === null) throw new Error("the meeting left no transcript");
    transcript = earshot.view.transcript;
  });

  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  // A busy machine loses pieces of the sound, and with them more words than the model mistakes: how many those are, its own
  // tests hold, which feed it whole sound.
  test.each(["tab", "mic"] as const)("STT-2 the %s is understood, in its order", (source) => {
    const reference = linesOf(source)
      .map(({ text }) => text)
      .join(" ");

    // Each piece that was never rendered costs the words on both its sides.
    const most = 0.25 + (2 * diagnostics.unrendered.lostMs) / script.durationMs;
    expect(wordErrorRate(reference, textOf(transcript, source))).toBeLessThanOrEqual(most);
  });

  test("CAP-2 nobody's words stand under the other's name", () => {
    for (const { source, stable, startSample } of transcript.segments) {
      const ofThis = Math.min(...linesOf(source).map(({ text }) => wordErrorRate(text, stable)));
      const other = source === "tab" ? "mic" : "tab";
      const ofOther = Math.min(...linesOf(other).map(({ text }) => wordErrorRate(text, stable)));
      // What resembles neither is misheard, and nobody's.
      const isOthers = ofOther <= 0.5 && ofOther < ofThis;
      expect(isOthers, `segment at ${samplesToMs(startSample)} ms of ${source}`).toBe(false);
    }
  });

  test("UI-1 the overlay shows what was said, to eyes and screen readers alike", () => {
    const [first] = transcript.segments.filter(({ source }) => source === "mic");

    expect(overlayText).toContain(first?.stable.trim());
  });

  test("IPC-7 the side panel shows each final once, in order, as every other view does", () => {
    expect(panelRows).toEqual(
      transcript.segments.map(({ source, stable }) => ({ source, isFinal: "true", text: stable.trim() })),
    );
  });

  test("IPC-12 every captured frame was acknowledged and transcribed, none dropped or doubled", () => {
    for (const source of ["tab", "mic"] as const) {
      const { captured, acknowledged, dropped, queued } = diagnostics.capture[source];
      // What a busy machine never rendered is no frame.
      const { lostMs } = diagnostics.unrendered;
      expect(captured * 100 + lostMs).toBeGreaterThan(script.durationMs * 0.95);
      expect({ acknowledged, dropped, queued }).toEqual({ acknowledged: captured, dropped: 0, queued: 0 });
      expect(diagnostics.host?.sources[source]).toMatchObject({
        journalled: captured,
        sent: captured,
        consumed: captured,
        duplicated: 0,
      });
    }
    expect(diagnostics.host).toMatchObject({ frames_dropped: 0, parse_errors: 0, ipc_errors: 0 });
    expect(diagnostics.ignoredMessages).toBe(0);
  });

  test("INS-1 the meeting of people, which npm start plays to a real model, can be joined", async () => {
    const people = await earshot.openPage(`${server.url}${demoPage("people")}`);
    await people.waitForSelector('[data-meeting="waiting"] #join:not([disabled])');

    const names = await people.$$eval(".tile .name", (tiles) => tiles.map(({ textContent }) => textContent));
    expect(names).toEqual(readDemoScript("people").participants.map(({ name }) => name));
    await people.close();
  });

  test("IPC-12 the delay of first words and finals was measured on the page", () => {
    for (const source of ["tab", "mic"] as const) {
      const { firstPartialMs, finalMs } = diagnostics.latency[source];
      expect(firstPartialMs.count).toBeGreaterThan(linesOf(source).length / 2);
      expect(finalMs.count).toBeGreaterThan(linesOf(source).length / 2);
      expect(finalMs.p50).toBeGreaterThan(0);
    }
  });

  test("IPC-12 the panel's diagnostics show the figures, and no text of the meeting", async () => {
    const panel = await earshot.sidePanel();
    await clickOn(panel, ".diagnostics summary");
    const table = await panel.waitForSelector("[data-diagnostics]", { visible: true });
    const text = await table?.evaluate((element) => element.textContent);

    expect(text).toContain(String(diagnostics.capture.tab.captured));
    for (const { stable } of transcript.segments) expect(text).not.toContain(stable.trim());
  });

  test("UI-4 WHO-2 the JSON export is the transcript, and says which model made it", () => {
    const json: unknown = JSON.parse(exported.get("json") ?? "");
    const isOnlyVoice = (transcript.speakers.voices ?? []).length < 2;
    const nameOf = (voice: string | undefined) =>
      voice === undefined || isOnlyVoice ? "Others" : `Speaker ${voice.slice(1)}`;

    expect(json).toMatchObject({
      version: LAYOUT_VERSION,
      session: transcript.session,
      model: "demo",
      language: "en",
    });
    expect(json).toHaveProperty(
      "segments",
      transcript.segments.map(({ source, startSample, endSample, stable, language, doubtful, voice }) => ({
        source,
        speaker: source === "mic" ? "You" : nameOf(voice),
        startMs: samplesToMs(startSample),
        endMs: samplesToMs(endSample),
        text: stable.trim(),
        language,
        final: true,
        ...(doubtful === undefined ? {} : { doubtful }),
      })),
    );
  });

  test.each(["txt", "md", "docx", "html", "csv"] as const)(
    "UI-4 the %s export has every word in order",
    (format) => {
      const expected = transcript.segments.map(({ stable }) => stable).join(" ");

      expect(missingWord(exported.get(format) ?? "", expected)).toBeUndefined();
    },
  );

  // Lines that overlap are cut into cues that stand side by side: the order is each line's own.
  test.each(["srt", "vtt"] as const)(
    "UI-4 the %s export has every line with its words in order",
    (format) => {
      const file = exported.get(format) ?? "";
      const cutShort = transcript.segments.filter(({ stable }) => missingWord(file, stable) !== undefined);
      expect(cutShort).toEqual([]);
    },
  );

  test("SEC-2 no word of the meeting stands in any log, and its audio is gone", () => {
    const logs = readdirSync(join(dataDirectory, "logs")).map((name) =>
      readFileSync(join(dataDirectory, "logs", name), "utf8"),
    );
    const log = logs.join("\n").toLowerCase();

    expect(log).not.toBe("");
    for (const { text } of script.lines) expect(log).not.toContain(text.toLowerCase().slice(0, -1));
    expect(existsSync(join(dataDirectory, "sessions", transcript.session))).toBe(false);
  });

  test("SEC-1 the extension's pages may not connect to anything", async () => {
    const panel = await earshot.sidePanel();

    const outcome = await panel.evaluate(async (url) => {
      try {
        await fetch(url);
        return "connected";
      } catch (error) {
        return String(error);
      }
    }, server.url);

    expect(outcome).toMatch(/^TypeError/);
  });
});

interface PanelRow {
  readonly source: string | undefined;
  readonly isFinal: string | undefined;
  readonly text: string;
}

function rowsOf(panel: Page): Promise<PanelRow[]> {
  return panel.$$eval("[data-caption]", (rows) =>
    rows.map((row) => {
      const { dataset } = row as HTMLElement;
      const text = row.querySelector("[data-text]")?.textContent.trim() ?? "";
      return { source: dataset["source"], isFinal: dataset["final"], text };
    }),
  );
}

function textOf({ segments }: Transcript, source: AudioSource): string {
  return segments
    .filter((segment) => segment.source === source)
    .map(({ stable }) => stable)
    .join(" ");
}

/** The export without markup, so that `**You**` and `<v You>` leave only words. */
/** The first word of what was said that does not stand in the file after those before it. */
function missingWord(file: string, said: string): string | undefined {
  const words = spokenWords(withoutMarks(file));
  let at = 0;
  return spokenWords(said).find((word) => {
    at = words.indexOf(word, at) + 1;
    return at === 0;
  });
}

function withoutMarks(text: string): string {
  return text.replaceAll(/<[^>]*>/g, " ").replaceAll(/[*_#\\]/g, " ");
}
