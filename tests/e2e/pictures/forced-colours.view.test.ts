import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { highlightOf } from "../../../src/shared/lines/highlights.ts";
import type { SessionState } from "../../../src/shared/session.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { active } from "../../ui/status-samples.ts";
import { failed, ready } from "../first-run/first-run-states.ts";
import { openStored } from "../history/stored-meeting.ts";
import { openEditor, rowOf } from "../mending/panel-lines.ts";
import { takePictureAsIs } from "../pictures.ts";
import { feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { twoFrames } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { inkOf } from "./pixels.ts";

/** The least share of the sign's own square that is inked: a ring, two bars, a triangle, a disc. */
const SIGNS: readonly [SessionState, number][] = [
  [{ name: "recording", ...active }, 0.6],
  [{ name: "paused", ...active }, 0.3],
  [{ name: "stalled", cause: { code: "host_exited", message: "", recoverable: true }, ...active }, 0.35],
  [{ name: "stopping", cause: null, ...active }, 0.15],
];

describe("in the user's own colours", () => {
  const views = useFedViews();

  const openPopup = (session: SessionState) =>
    views.open({
      page: "src/popup/index.html",
      viewport: { width: 340, height: 600 },
      snapshot: {
        type: "snapshot",
        status: { ...running(), session },
        settings,
        transcript: null,
      },
    });

  test.each(["dark", "light"] as const)("UI-6 the level is seen, in %s", async (scheme) => {
    const popup = await openPopup({ name: "recording", ...active });
    await force(popup, scheme);
    await feedView(popup, { type: "level-changed", source: "tab", level: { rms: 0.02, peak: 0.1 } });
    const meter = await popup.waitForSelector(".meter");
    await popup.waitForFunction(
      (element) => Number(element?.getAttribute("aria-valuenow")) > 40,
      undefined,
      meter,
    );
    const ink = await inkOf(popup, meter);
    await takePictureAsIs(popup, join(PICTURES, `popup-forced-colours-${scheme}`));

    // Its edge all around; within, as far as the level goes.
    expect(ink.left).toBeGreaterThan(0.8);
    expect(ink.right).toBeLessThan(0.5);
    expect(ink.right).toBeGreaterThan(0.1);
  });

  test.each(SIGNS)("UI-6 the sign of %o is seen", async (session, least) => {
    const popup = await openPopup(session);
    for (const scheme of ["dark", "light"] as const) {
      await force(popup, scheme);
      const state = await popup.waitForSelector(`.state[data-state="${session.name}"]`);
      const height = (await state?.boundingBox())?.height ?? 0;
      const ink = await inkOf(popup, state, { x: 0, y: (height - 11) / 2, width: 11, height: 11 });
      expect({ scheme, isSeen: ink.share >= least }).toEqual({ scheme, isSeen: true });
    }
  });

  test("UI-1 UI-6 the captions' speakers keep their marks, and their buttons their signs", async () => {
    const { session, segments, speakers } = meeting();
    const overlay = await views.openOverlay({
      viewport: { width: 720, height: 420 },
      snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
    });
    await force(overlay, "dark");
    for (const source of ["tab", "mic"]) {
      const name = (await overlay.$$(`.speaker[data-source="${source}"]`)).at(-1) ?? null;
      const height = (await name?.boundingBox())?.height ?? 0;
      const mark = await inkOf(overlay, name, { x: 0, y: 0, width: 14, height });
      expect({ source, isSeen: mark.share > 0.1 }).toEqual({ source, isSeen: true });
    }
    await overlay.mouse.move(300, 380);
    await overlay.waitForSelector(".bar.shown");
    await takePictureAsIs(overlay, join(PICTURES, "overlay-forced-colours"));

    for (const action of ["move", "larger", "hide"]) {
      const button = await overlay.$(`[data-action="${action}"]`);
      const { share } = await inkOf(overlay, button);
      expect({ action, isSeen: share > 0.005 }).toEqual({ action, isSeen: true });
    }
    // What is chosen among the options.
    await clickOn(overlay, '[data-action="options"]');
    const looks = await looksOf(overlay, '[data-action="lines-2"]', () =>
      clickOn(overlay, '[data-action="lines-2"]'),
    );
    await takePictureAsIs(overlay, join(PICTURES, "overlay-forced-colours-options"));
    expect(looks.after).not.toBe(looks.before);
  });

  test("UI-9 UI-6 the caption window says without a colour that its captions are held", async () => {
    const window = await views.open({
      page: "src/caption-window/index.html",
      viewport: { width: 720, height: 420 },
      snapshot: { type: "snapshot", status: running(), settings, transcript: meeting() },
    });
    await force(window, "dark");
    const looks = await looksOf(window, '[data-action="hold"]', () =>
      clickOn(window, '[data-action="hold"]'),
    );
    await takePictureAsIs(window, join(PICTURES, "caption-window-forced-colours"));

    expect(looks.after).not.toBe(looks.before);
  });

  test("UI-2 UI-6 the panel tells a highlighted line, a found word and a pressed button without a colour", async () => {
    const [first, second] = meeting().segments;
    if (first === undefined || second === undefined) throw new Error("the sample has lines");
    const transcript = meeting({ bookmarks: [highlightOf(second, meeting().startedAtMs, "a")] });
    const panel = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 400, height: 720 },
      snapshot: { type: "snapshot", status: running(), settings, transcript },
    });
    await force(panel, "dark");
    const edge = (line: Segment) => edgeOf(panel, rowOf(line));
    const edges = [await edge(first), await edge(second)];
    await openEditor(panel, second);
    const button = '[data-editing] [data-action="highlight-line"]';
    const pressed = await panel.$eval(button, (shown) => getComputedStyle(shown, "::before").content);
    await takePictureAsIs(panel, join(PICTURES, "panel-forced-colours"));
    await panel.keyboard.press("Escape");
    await panel.type('input[name="search"]', "questions");
    const found = await panel.waitForSelector("[data-caption] mark");
    const { share } = await inkOf(panel, found);
    await takePictureAsIs(panel, join(PICTURES, "panel-forced-colours-found"));

    expect(edges.map((ink) => ink > 0.5)).toEqual([false, true]);
    expect(pressed).toContain("✓");
    // Ink on a ground of its own: most of it is not the page's.
    expect(share).toBeGreaterThan(0);
    expect(await panel.$eval("[data-caption] mark", isOnOwnGround)).toBe(true);
  });

  test("UI-5 UI-6 the history page tells the meeting that is read, and the first-run page its next step", async () => {
    const history = await openStored(views, meeting({ title: "Weekly sync" }));
    await force(history, "light");
    await takePictureAsIs(history, join(PICTURES, "history-forced-colours"));
    const current = await edgeOf(history, ".meeting[aria-current]");
    await history.evaluate(() => {
      location.hash = "";
    });
    await history.waitForSelector(".meeting:not([aria-current])");
    const other = await edgeOf(history, ".meeting");
    const welcome = await views.open({
      page: "src/welcome/index.html",
      viewport: { width: 800, height: 900 },
      snapshot: { type: "snapshot", status: { ...ready, host: failed }, settings, transcript: null },
    });
    await force(welcome, "dark");
    const steps = await welcome.$$eval("section[data-step]", (all) =>
      all.map((step) => ({
        state: step.dataset["step"],
        edgePx: Number(getComputedStyle(step).borderTopWidth.replace("px", "")),
        said: step.querySelector(".step-state")?.textContent.trim(),
      })),
    );
    await takePictureAsIs(welcome, join(PICTURES, "welcome-forced-colours"));

    expect([current > 0.5, other > 0.5]).toEqual([true, false]);
    for (const { state, edgePx, said } of steps) {
      expect(edgePx > 1).toBe(state === "now");
      expect(said).not.toBe("");
    }
    expect(steps.map(({ state }) => state)).toContain("now");
  });
});

/** Pictures of that button before and after `act`, with neither pointer nor keyboard on it. */
async function looksOf(page: Page, selector: string, act: () => Promise<void>) {
  const look = async () => {
    await page.mouse.move(1, 1);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await twoFrames(page);
    const button = await page.$(selector);
    return button?.screenshot({ encoding: "base64" });
  };
  const before = await look();
  await act();
  return { before, after: await look() };
}

/** Whether the element has a bar at the start of its lines: what lies behind the first pixels stands out from them. */
async function edgeOf(page: Page, selector: string): Promise<number> {
  const element = await page.waitForSelector(selector);
  await element?.scrollIntoView();
  await twoFrames(page);
  const box = await element?.boundingBox();
  const ink = await inkOf(page, element, { x: 0, y: 4, width: 12, height: (box?.height ?? 8) - 8 });
  return ink.right;
}

/** Runs in the page. */
function isOnOwnGround(found: Element): boolean {
  return getComputedStyle(found).backgroundColor !== getComputedStyle(document.body).backgroundColor;
}

/** The user's colours in place of the page's, as Windows has them. */
async function force(page: Page, scheme: "dark" | "light"): Promise<void> {
  const client = await page.createCDPSession();
  await client.send("Emulation.setEmulatedMedia", {
    features: [
      { name: "forced-colors", value: "active" },
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ],
  });
}
