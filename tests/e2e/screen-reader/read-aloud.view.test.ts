import type { CDPSession, Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Segment } from "../../../src/shared/transcript.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { eventually } from "../../eventually.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";

const PLACES = ["sidepanel", "caption-window", "overlay"] as const;
type Place = (typeof PLACES)[number];
const second = (at: number) => ({
  utterance: at * 16_000,
  startSample: at * 16_000,
  endSample: at * 16_000 + 8000,
});

const put = (page: Page, place: Place, segment: Segment) =>
  page.evaluate((message) => globalThis.earshotFeed(message), {
    type: place === "overlay" ? "overlay-caption" : "caption-changed",
    session: active.session,
    change: { type: "put", segment },
  });
const switchOn = async (page: Page, place: Place) => {
  if (place === "sidepanel") return clickOn(page, '[name="read-aloud"]');
  await pressByKeyboard(page, "options");
  await pressByKeyboard(page, "read-aloud");
};

/** What a screen reader is given: the browser's own accessibility tree. */
describe("new lines, read to a screen reader", () => {
  const views = useFedViews();
  const { session, segments, speakers } = meeting();

  const open = (place: Place): Promise<Page> => {
    const viewport = { width: 720, height: 720 };
    if (place === "overlay")
      return views.openOverlay({
        viewport,
        snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
      });
    return views.open({
      page: `src/${place}/index.html`,
      viewport,
      snapshot: { type: "snapshot", status: running(), settings, transcript: meeting() },
    });
  };
  test.each(PLACES)(
    "UI-6 UI-2 UI-1 in the %s: politely, whole, once, and only when asked for",
    async (place) => {
      const page = await open(place);
      const client = await page.createCDPSession();
      const spoken = async () => (await regionOf(client)).lines;
      await put(page, place, finalSegment({ ...second(200), stable: "Before it was asked for." }));
      await page.waitForFunction(() => document.body.textContent.includes("Before it was asked for."));
      const whileOff = await regionOf(client);
      await switchOn(page, place);
      await put(
        page,
        place,
        finalSegment({ ...second(210), stable: "Half a sen", tail: "tence", isFinal: false, revision: 1 }),
      );
      await page.waitForFunction(() => document.body.textContent.includes("Half a sen"));
      const whilePartial = await spoken();
      const whole = finalSegment({ ...second(210), stable: "Half a sentence is none.", revision: 2 });
      await put(page, place, whole);
      await eventually(async () => expect(await spoken()).toEqual(["Others: Half a sentence is none."]));
      // It began before the line that was spoken last, and is late.
      await put(page, place, finalSegment({ ...second(205), source: "mic", stable: "And I was late." }));
      await eventually(async () => expect(await spoken()).toContain("You: And I was late."));
      const both = await spoken();

      expect(whileOff).toEqual({ live: "polite", isAtomic: false, lines: [] });
      expect(whilePartial).toEqual([]);
      expect(both).toHaveLength(2);
      expect(both).not.toContain("Others: Half a sentence");
      expect(await obstaclesOf(page)).toMatchObject(READABLE);
    },
  );
});

/** The live region as the accessibility tree has it, with what is in it, in the order of the page. */
async function regionOf(client: CDPSession) {
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const log = nodes.find(({ role }) => role?.value === "log");
  const property = (wanted: string) =>
    log?.properties?.find(({ name }) => name === wanted)?.value.value as unknown;
  const textOf = (id: string): string => {
    const node = byId.get(id);
    if (node?.role?.value === "StaticText") return String(node.name?.value);
    return (node?.childIds ?? []).map(textOf).join("");
  };
  return {
    live: property("live"),
    isAtomic: property("atomic"),
    lines: (log?.childIds ?? []).map(textOf),
  };
}
