import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { SessionState } from "../../../src/shared/session.ts";
import { active } from "../../ui/status-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
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
  });
});

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
