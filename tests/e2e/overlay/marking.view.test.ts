import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { defaultLayout } from "../../../src/overlay/layout.ts";
import type { OverlayLayout } from "../../../src/shared/overlay-layout.ts";
import { takePictureAsIs } from "../pictures.ts";
import { PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { meeting } from "../views/view-samples.ts";

declare global {
  /** Set by `watched`. */
  var earshotLook: () => Look;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

interface Look {
  /** What is said of the last press; empty for nothing. */
  readonly said: string | null;
  readonly isBarShown: boolean;
  readonly lines: readonly Box[];
  readonly buttons: readonly Box[];
  readonly inBar: readonly Box[];
  readonly panelLeft: number;
}

const ROOM = { width: 900, height: 480 };

describe("marking a moment from the captions", () => {
  const views = useFedViews();
  const { session, segments, speakers } = meeting();

  const openOverlay = async (language = "en", layout?: OverlayLayout) =>
    watched(
      await views.openOverlay({
        viewport: ROOM,
        language,
        snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
        ...(layout === undefined ? {} : { layout }),
      }),
    );
  test.each([
    ["en", "Marked"],
    ["ja", "印を付けました"],
  ] as const)(
    "UI-8 UI-1 a button marks this moment and says so, and neither captions nor buttons move, in %s",
    async (language, marked) => {
      const overlay = await openOverlay(language);
      const before = Date.now();
      await pressByKeyboard(overlay, "mark");
      const [press] = await pressed(overlay);
      if (press?.type !== "mark-moment") throw new Error("nothing was marked");
      const unmarked = await overlay.evaluate(() => globalThis.earshotLook());
      const now = await whileSaid(overlay, press.mark, true);
      const obstacles = await obstaclesOf(overlay);
      await overlay.waitForSelector(".marked:empty");
      const after = await overlay.evaluate(() => globalThis.earshotLook());
      await answer(overlay, press.mark, true);
      await takePictureAsIs(overlay, join(PICTURES, `overlay-marked-${language}`));

      expect(press).toMatchObject({ session });
      expect(press.atMs).toBeGreaterThanOrEqual(before);
      expect([unmarked.said, now.said, after.said]).toEqual(["", marked, ""]);
      expect(now.lines).toEqual(unmarked.lines);
      expect(now.buttons).toEqual(unmarked.buttons);
      expect([after.lines, after.buttons]).toEqual([unmarked.lines, unmarked.buttons]);
      expect(obstacles).toMatchObject({ ...READABLE, language });
    },
  );

  test("UI-8 UI-1 the shortcut's mark is said as well, also where the pointer is elsewhere", async () => {
    const overlay = await openOverlay();
    await overlay.mouse.move(1, 1);
    const { said, isBarShown } = await whileSaid(overlay, "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10", false);

    expect({ said, isBarShown }).toEqual({ said: "Not marked: no room for more", isBarShown: true });
  });

  test("UI-8 UI-1 captions as narrow as they get have room for all their buttons", async () => {
    const overlay = await openOverlay("de", { ...defaultLayout(ROOM), left: 200, width: 280 });
    await pressByKeyboard(overlay, "mark");
    const [press] = await pressed(overlay);
    const mark = press?.type === "mark-moment" ? press.mark : "";
    const { said, panelLeft, inBar } = await whileSaid(overlay, mark, true);
    await answer(overlay, mark, true);
    await takePictureAsIs(overlay, join(PICTURES, "overlay-marked-narrow"));

    expect(said).toBe("Markiert");
    expect(inBar).toHaveLength(8);
    for (const [index, { left }] of inBar.entries())
      expect(left).toBeGreaterThanOrEqual(inBar[index - 1]?.right ?? panelLeft);
  });
});

/** The background's answer to a press. */
function answer(overlay: Page, mark: string, isMarked: boolean): Promise<void> {
  return overlay.evaluate((message) => globalThis.earshotFeed(message), {
    type: "overlay-marked",
    mark,
    isMarked,
  });
}

/** Has the page say what stands where, in CSS pixels. */
async function watched(overlay: Page): Promise<Page> {
  await overlay.evaluate(() => {
    globalThis.earshotLook = () => {
      const [lines = [], buttons = [], inBar = [], panels = []] = [
        ".said p",
        ".bar button",
        ".bar > *",
        ".panel",
      ].map((selector) =>
        [...document.querySelectorAll(selector)].map((element) => {
          const { left, right, top } = element.getBoundingClientRect();
          return { left, right, top };
        }),
      );
      return {
        said: document.querySelector(".marked")?.textContent ?? null,
        isBarShown: document.querySelector(".bar.shown") !== null,
        lines,
        buttons,
        inBar,
        panelLeft: panels[0]?.left ?? 0,
      };
    };
  });
  return overlay;
}

/** How it looks while the answer is said, which is for a moment only. */
async function whileSaid(overlay: Page, mark: string, isMarked: boolean): Promise<Look> {
  const waiting = overlay.waitForFunction(() => {
    const look = globalThis.earshotLook();
    return look.said === "" ? null : look;
  });
  const [seen] = await Promise.all([waiting, answer(overlay, mark, isMarked)]);
  const look = await seen.jsonValue();
  if (look === null) throw new Error("nothing was said");
  return look;
}

function pressed(overlay: Page) {
  return overlay.evaluate(() => globalThis.earshotSent.filter((message) => message.type === "mark-moment"));
}
