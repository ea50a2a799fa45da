import type { ElementHandle, Frame, Page, SerializedAXNode } from "puppeteer";
import { HUNG_MS } from "../../eventually.ts";
import { twoFrames } from "../views/view-checks.ts";

const OVERLAY_PAGE = "/src/overlay/index.html";

/** The frame that the captions are drawn in: the meeting page cannot look into it, the browser's debugger can. */
export async function overlayFrame(page: Page): Promise<Frame> {
  const frame = await page.waitForFrame((candidate) => isOverlay(candidate.url()), { timeout: HUNG_MS });
  await frame.waitForSelector("[data-overlay], .pill", { timeout: HUNG_MS });
  return frame;
}

function isOverlay(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname === OVERLAY_PAGE;
}

/** Everything on the page and in its frames that assistive technology reads. */
export async function accessibleText(page: Page): Promise<string> {
  return (await accessibleNodes(page)).map(({ name }) => name ?? "").join("\n");
}

/** Names of all buttons on the page, the overlay's included. */
export async function accessibleButtons(page: Page): Promise<string[]> {
  const buttons = (await accessibleNodes(page)).filter(({ role }) => role === "button");
  return buttons.map(({ name }) => name ?? "");
}

async function accessibleNodes(page: Page): Promise<SerializedAXNode[]> {
  const root = await page.accessibility.snapshot({ includeIframes: true, interestingOnly: false });
  return root === null ? [] : withChildren(root);
}

function withChildren(node: SerializedAXNode): SerializedAXNode[] {
  return [node, ...(node.children ?? []).flatMap(withChildren)];
}

/** Clicks the overlay's button of that name with the mouse; again, where a new line moved it away meanwhile. */
export async function clickOverlayButton(page: Page, name: string): Promise<void> {
  const frame = await overlayFrame(page);
  const clicked = frame.evaluate(
    (label) =>
      new Promise<true>((resolve) => {
        document.addEventListener("click", ({ target }) => {
          const button = target instanceof Element ? target.closest("button") : null;
          if (button?.ariaLabel === label || button?.classList.contains("pill") === true) resolve(true);
        });
      }),
    name,
  );
  for (;;) {
    const { x, y } = await pointAtOverlayButton(page, name);
    await page.mouse.click(x, y);
    if (await Promise.race([clicked, twoFrames(frame).then(() => false)])) return;
  }
}

/** Brings the pointer to the captions, so that their buttons are shown, and then to one of them; where that is. */
export async function pointAtOverlayButton(page: Page, name: string): Promise<Point> {
  const frame = await overlayFrame(page);
  const panel = await centre(await frame.waitForSelector("[data-overlay], .pill"));
  await page.mouse.move(panel.x, panel.y);
  const button = await frame.waitForSelector(`button[aria-label="${name}"], button.pill`);
  // The frame grows for the bar above the captions, and with every line of them.
  await frame.waitForFunction((element) => (element?.getBoundingClientRect().top ?? -1) >= 0, {}, button);
  let last = await centre(button);
  for (;;) {
    await page.mouse.move(last.x, last.y);
    await twoFrames(frame);
    const now = await centre(button);
    if (now.x === last.x && now.y === last.y) return now;
    last = now;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function centre(element: ElementHandle | null): Promise<Point> {
  const box = await element?.boundingBox();
  if (box === null || box === undefined) throw new Error("the overlay is not drawn");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
