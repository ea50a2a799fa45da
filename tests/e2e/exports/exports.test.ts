import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { downloadedBy, type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { read } from "../../shared/readers/read.ts";
import { openFedView } from "../views/fed-view.ts";
import { interrupted, running, settings } from "../views/view-samples.ts";

describe("exports from the side panel", () => {
  const downloads = join(temporaryFolder(), "downloads");
  let earshot: Earshot;
  let panel: Page;

  beforeAll(async () => {
    mkdirSync(downloads, { recursive: true });
    earshot = await launchEarshot({ isHostRegistered: false, downloads });
  });
  afterEach(() => panel.close());
  afterAll(() => earshot.close());

  const open = async (): Promise<void> => {
    panel = await openFedView(earshot, {
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height: 720 },
      snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
    });
  };

  test("UI-4 UI-9 a Word document is made and saved by the browser, every turn in it", async () => {
    await open();
    const turns = exportTurns(exportLines(interrupted, "en"));

    const file = await downloadedBy(downloads, async () => {
      await pressButton(panel, "export");
      await panel.click('[data-format="docx"]');
    });

    expect(file).toMatch(/\.docx$/);
    const { rows } = read("read_docx.py", readFileSync(file)) as { readonly rows: readonly string[][] };
    expect(rows.slice(1).map((row) => row[2])).toEqual(
      turns.map((turn) =>
        turn.type === "gap" ? turn.gap.sentence : turn.segments.map(({ text }) => onOneLine(text)).join("\n"),
      ),
    );
    expect(await panel.$("[data-error]")).toBeNull();
  });
});
