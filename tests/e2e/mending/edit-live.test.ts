import { readFileSync } from "node:fs";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Segment } from "../../../src/shared/transcript.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { joinDemoMeeting } from "../../../tools/materials/demo-meeting.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";

const MINE = "What was really said.";

/** Opens the line's editor and writes the words into it. */
async function write(panel: Page, { source, utterance }: Segment, text: string): Promise<void> {
  const row = `[data-caption][data-source="${source}"][data-utterance="${utterance}"]`;
  await panel.waitForSelector(`${row}[data-final="true"]`);
  await panel.focus(row);
  await panel.keyboard.press("Enter");
  const field = await panel.waitForSelector("textarea[name=line]:focus");
  await field?.evaluate((area) => area.select());
  await panel.keyboard.type(text);
}

describe("mending a meeting that runs", () => {
  let server: LocalServer;
  let earshot: Earshot;

  beforeEach(async () => {
    server = await serveFolder(DEMO);
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  const lineOf = ({ source, utterance }: Segment) =>
    earshot.view.transcript?.segments.find((line) => line.source === source && line.utterance === utterance);

  test("UI-2 UI-8 an edit and a mark outlive the worker that they were asked of, the meeting, and stand in the export", async () => {
    earshot = await launchEarshot({
      settings: (stored) => ({
        ...stored,
        hasConsented: true,
        isMicrophoneWanted: false,
        transcription: { ...stored.transcription, model: "demo", language: "en" },
      }),
    });
    const page = await earshot.openPage(`${server.url}meeting.html`);
    const client = await page.createCDPSession();
    await client.send("ServiceWorker.enable");
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    const line = await earshot.waitForCaption(({ isFinal }) => isFinal, HUNG_MS);
    const panel = await earshot.sidePanel();
    await write(panel, line, MINE);

    await Promise.all([panel.keyboard.press("Enter"), client.send("ServiceWorker.stopAllWorkers")]);
    await earshot.view.until("the edit", HUNG_MS, () => (lineOf(line)?.isEdited === true ? true : null));
    await panel.waitForFunction(() => document.querySelector("[data-editing]") === null);
    await pressButton(panel, "mark-moment");
    await panel.waitForSelector('input[name="note"]:focus');
    await panel.keyboard.type("Ask Aki");
    await panel.keyboard.press("Enter");
    await earshot.view.until("the note", HUNG_MS, () =>
      earshot.view.transcript?.bookmarks?.[0]?.note === "Ask Aki" ? true : null,
    );
    await earshot.stopCaptions(page, HUNG_MS);
    await client.send("ServiceWorker.stopAllWorkers");
    const reopened = await earshot.sidePanel();
    await reopened.reload();
    await reopened.waitForSelector("[data-edited]");
    const json: unknown = JSON.parse(readFileSync(await earshot.exportTranscript("json"), "utf8"));

    await earshot.view.until("the note, with the last worker", HUNG_MS, () =>
      earshot.view.transcript?.bookmarks?.[0]?.note === "Ask Aki" ? true : null,
    );
    expect(json).toHaveProperty(
      "segments",
      expect.arrayContaining([
        expect.objectContaining({
          text: MINE,
          versions: [
            { text: line.stable, language: line.language, model: null },
            expect.objectContaining({ text: MINE, model: null }),
          ],
        }),
      ]),
    );
  });
});
