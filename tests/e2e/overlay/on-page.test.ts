import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { takePictureAsIs } from "../pictures.ts";
import { HostileMeeting } from "../privacy/hostile-meeting.ts";
import { clickOverlayButton, overlayFrame } from "../privacy/overlay-access.ts";
import { PICTURES } from "../views/fed-view.ts";

/** One meeting; the cases go on from one another, like a person. */
describe("the captions on a meeting's page", () => {
  let meeting: HostileMeeting;

  beforeAll(async () => {
    meeting = await HostileMeeting.open();
    // What the page is given: keys and clicks.
    await meeting.page.evaluate(() => {
      const got: string[] = [];
      Object.assign(globalThis, { got });
      document.addEventListener("keydown", (event) => {
        got.push(event.ctrlKey ? `Ctrl+${event.key}` : event.key);
        event.preventDefault();
      });
      document.addEventListener("click", () => void got.push("click"), { capture: true });
    });
  });
  afterAll(() => meeting.close());

  const got = () =>
    meeting.page.evaluate(() =>
      (Reflect.get(globalThis, "got") as string[]).splice(0).filter((key) => !key.endsWith("Control")),
    );
  const centre = async () => {
    const frame = await overlayFrame(meeting.page);
    const box = await (await frame.$(".lines"))?.boundingBox();
    if (box === null || box === undefined) throw new Error("the overlay is not drawn");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  test("UI-1 options are chosen with the mouse, and the keyboard stays with the meeting", async () => {
    await meeting.page.mouse.click(20, 20);
    await clickOverlayButton(meeting.page, "Caption options");
    const frame = await overlayFrame(meeting.page);
    const font = await frame.waitForSelector('[data-action="font-dyslexic"]');
    await eventually(async () => {
      await font?.click();
      expect(await frame.$('[data-overlay][data-font="dyslexic"]')).not.toBeNull();
    });
    await frame.waitForFunction(() => [...document.fonts].some(({ status }) => status === "loaded"), {
      timeout: HUNG_MS,
    });
    await got();
    await meeting.page.keyboard.press("Space");
    await meeting.page.keyboard.down("Control");
    await meeting.page.keyboard.press("d");
    await meeting.page.keyboard.up("Control");

    expect(await got()).toEqual([" ", "Ctrl+d"]);
    await takePictureAsIs(meeting.page, join(PICTURES, "overlay-on-page"), frame);
  });

  test("UI-8 UI-1 a button of the captions marks this moment of the meeting, and says so", async () => {
    const frame = await overlayFrame(meeting.page);
    const pressedAtMs = Date.now();
    // It is said for a moment only.
    const said = frame.waitForSelector(".bar.shown .marked:not(:empty)", { timeout: HUNG_MS });
    await Promise.all([said, clickOverlayButton(meeting.page, "Mark this moment")]);
    const marks = await eventually(() => {
      const { bookmarks = [] } = meeting.earshot.view.transcript ?? {};
      expect(bookmarks.length).toBeGreaterThan(0);
      return bookmarks;
    });

    for (const { atMs, note } of marks) {
      expect(atMs).toBeGreaterThanOrEqual(pressedAtMs);
      expect(note).toBe("");
    }
  });

  test("UI-1 clicks go through to the page where that is wished, until the popup takes them back", async () => {
    const frame = await overlayFrame(meeting.page);
    const at = await centre();
    await meeting.page.mouse.click(at.x, at.y);
    expect(await got()).toEqual([]);

    await eventually(async () => {
      await (await frame.$('[data-action="click-through"]'))?.click();
      expect(await frame.$(".options")).toBeNull();
    });
    await meeting.earshot.view.until("clicks to go through", HUNG_MS, () =>
      meeting.earshot.view.status?.isOverlayClickThrough === true ? true : null,
    );
    await eventually(async () => {
      const below = await centre();
      await meeting.page.mouse.click(below.x, below.y);
      expect(await got()).toContain("click");
    });
    expect(await meeting.isSeen()).toBe(true);

    const popup = await meeting.earshot.clickToolbarButton(meeting.page);
    await pressButton(popup, "take-clicks");
    await meeting.earshot.view.until("captions to take clicks", HUNG_MS, () =>
      meeting.earshot.view.status?.isOverlayClickThrough === false ? true : null,
    );
    await popup.close();
    await eventually(async () => {
      await got();
      const above = await centre();
      await meeting.page.mouse.click(above.x, above.y);
      expect(await got()).toEqual([]);
    });
  });

  test("UI-1 captions stay over an element of the page that fills the screen, and over what opens on it", async () => {
    await meeting.page.evaluate(() => {
      const stage = document.createElement("div");
      stage.id = "stage";
      stage.style.background = "#204060";
      document.body.append(stage);
      document.addEventListener("click", () => void stage.requestFullscreen(), { once: true });
    });
    await meeting.page.mouse.click(20, 20);
    await meeting.page.waitForFunction(() => document.fullscreenElement?.id === "stage");
    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
    await takePictureAsIs(
      meeting.page,
      join(PICTURES, "overlay-over-full-screen"),
      await overlayFrame(meeting.page),
    );
    await meeting.page.evaluate(() => {
      const dialog = document.createElement("dialog");
      dialog.style.cssText = "width: 100%; height: 100%; max-width: none; max-height: none";
      document.querySelector("#stage")?.append(dialog);
      dialog.showModal();
    });

    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
    await meeting.page.evaluate(() => document.exitFullscreen());
    await meeting.page.waitForFunction(() => document.fullscreenElement === null);
    await meeting.page.evaluate(() => document.querySelector("#stage")?.remove());
    await meeting.until("shown");
  });
});
