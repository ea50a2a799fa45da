import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { OverlayLayout } from "../../../src/shared/overlay-layout.ts";
import { useFedViews } from "../views/fed-view.ts";
import { layoutOf } from "../views/view-checks.ts";
import { meeting } from "../views/view-samples.ts";

const ROOM = { width: 1000, height: 720 };
const WITHIN = "within the page";
/** Where the handle is taken, and where it is let go: within the page, and far beyond each of its edges. */
const WAYS = [
  { by: [-60, -120], name: WITHIN },
  { by: [-3000, -3000], name: "beyond the upper left corner" },
  { by: [3000, 3000], name: "beyond the lower right corner" },
] as const;

describe("captions that are dragged", () => {
  const views = useFedViews();
  const { session, segments, speakers } = meeting();
  const open = (layout?: OverlayLayout) =>
    views.openOverlay({
      viewport: { ...ROOM, hasTouch: true },
      snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
      ...(layout === undefined ? {} : { layout }),
    });

  test.each((["mouse", "touch"] as const).flatMap((pointer) => WAYS.map((way) => ({ pointer, ...way }))))(
    "UI-1 by $pointer they go $name and stay on it, and stand there at the next visit",
    async ({ pointer, by, name }) => {
      const overlay = await open();
      const before = await boxOf(overlay);
      const handle = await overlay.waitForSelector('[data-action="move"]');
      const box = await handle?.boundingBox();
      if (box === null || box === undefined) throw new Error("there is no handle");
      const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const [x, y] = by;
      if (pointer === "mouse") {
        await overlay.mouse.move(from.x, from.y);
        await overlay.mouse.down();
        // Not in one step: each goes on from the one before.
        await overlay.mouse.move(from.x + x, from.y + y, { steps: 5 });
        await overlay.mouse.up();
        // Let go, they stay where they are.
        await overlay.mouse.move(from.x, from.y, { steps: 2 });
      } else {
        const finger = await overlay.touchscreen.touchStart(from.x, from.y);
        for (const share of [0.25, 0.5, 0.75, 1]) await finger.move(from.x + x * share, from.y + y * share);
        await finger.end();
      }
      const layout = await layoutOf(overlay);
      const after = await boxOf(overlay);
      await overlay.close();
      const again = await boxOf(await open(layout));

      expect(after.left).toBeGreaterThanOrEqual(0);
      expect(after.bottom).toBeGreaterThanOrEqual(0);
      expect(after.left + after.width).toBeLessThanOrEqual(ROOM.width);
      expect(after.bottom + after.height).toBeLessThanOrEqual(ROOM.height);
      expect([after.left - before.left, before.bottom - after.bottom].map(Math.sign)).toEqual(
        by.map(Math.sign),
      );
      const moved = [after.left - before.left, before.bottom - after.bottom];
      expect(moved.map(Math.abs).every((px, axis) => px <= Math.abs(by[axis] ?? 0))).toBe(true);
      expect(name !== WITHIN || moved.join() === by.join()).toBe(true);
      expect([again.left, again.bottom]).toEqual([after.left, after.bottom]);
    },
  );
});

/** Where the overlay asks to stand in the page. */
function boxOf(overlay: Page) {
  return overlay.evaluate(() => {
    const asked = globalThis.earshotSent.findLast((message) => message.type === "box-changed");
    if (asked?.type !== "box-changed") throw new Error("the overlay has no place");
    return asked.box;
  });
}
