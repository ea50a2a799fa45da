import type { CDPSession, Page } from "puppeteer";

/**
 * The overlay's shadow root is closed to pages, and so to tests that run in one. What assistive technology
 * reads of it, and where its buttons are, the browser itself tells.
 */
async function accessibleNodes(session: CDPSession) {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.map(({ role, name, backendDOMNodeId }) => ({
    role: String(role?.value ?? ""),
    name: String(name?.value ?? ""),
    backendNodeId: backendDOMNodeId,
  }));
}

/** Everything on the page that assistive technology reads. */
export async function accessibleText(page: Page): Promise<string> {
  const nodes = await accessibleNodes(await page.createCDPSession());
  return nodes.map(({ name }) => name).join("\n");
}

/** Names of all buttons on the page, the overlay's included. */
export async function accessibleButtons(page: Page): Promise<string[]> {
  const nodes = await accessibleNodes(await page.createCDPSession());
  return nodes.filter(({ role }) => role === "button").map(({ name }) => name);
}

/** Clicks the button of that name with the mouse, wherever it is. */
export async function clickAccessibleButton(page: Page, name: string): Promise<void> {
  const session = await page.createCDPSession();
  const button = (await accessibleNodes(session)).find(
    (node) => node.role === "button" && node.name === name,
  );
  if (button?.backendNodeId === undefined) throw new Error(`no button is named ${name}`);
  const { model } = await session.send("DOM.getBoxModel", { backendNodeId: button.backendNodeId });
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content;
  await page.mouse.click((left + right) / 2, (top + bottom) / 2);
}
