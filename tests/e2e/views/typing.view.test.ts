import { describe, expect, test } from "vitest";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { commandsOf, feedView, useFedViews } from "./fed-view.ts";
import { interrupted, running, settings } from "./view-samples.ts";

describe("typing while captions come", () => {
  const views = useFedViews();

  test("UI-2 a name that is being typed stays as it is", async () => {
    const panel = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 400, height: 720 },
      snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
    });
    await clickOn(panel, '[data-action="rename"]');
    await panel.waitForSelector('input[name="speaker"]', { visible: true });

    await panel.keyboard.type("Alice ");
    const segment = finalSegment({ utterance: 9_600_000, startSample: 9_600_000, stable: "One more line." });
    const change = { type: "put", segment } as const;
    await feedView(panel, { type: "caption-changed", session: interrupted.session, change });
    await panel.waitForFunction(() => document.body.textContent.includes("One more line."));
    await panel.keyboard.type("and Bob");
    await panel.keyboard.press("Enter");

    expect(await commandsOf(panel)).toEqual([
      { type: "rename-speaker", session: interrupted.session, source: "tab", name: "Alice and Bob" },
    ]);
  });
});
