import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import type { MessageOver } from "../../../src/shared/messages/to-background.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { patient } from "../../../tools/driver/browser/pages.ts";
import { EXTENSION } from "../../../tools/runtime/paths.ts";
import { addressOf, type Platform, replaceNetwork } from "./replica.ts";

declare global {
  var earshotRead: MessageOver<"page">[];
  /** How often our script has looked at the people of the page. */
  var earshotLooks: number;
  var earshotSay: (message: unknown) => void;
}

/** Our script as it is built. */
export const SCRIPT = readFileSync(
  join(EXTENSION, "src/content-script/meeting-page/meeting-page.js"),
  "utf8",
);

/** A platform's page, changed by `mutate`, with our script in it; the background's end of the port is played here. */
export async function openReadPage(
  { browser }: Pick<Earshot, "browser">,
  platform: Platform,
  query: Readonly<Record<string, string>> = {},
  mutate: () => void = () => {},
): Promise<Page> {
  const page = patient(await browser.newPage());
  await replaceNetwork(page);
  await page.goto(addressOf(platform, query));
  await page.waitForFunction(() =>
    [document, document.querySelector("iframe")?.contentDocument].some(
      (root) => (root?.querySelector("#stage > :not(iframe)") ?? null) !== null,
    ),
  );
  await page.evaluate(() => {
    const listeners: ((message: unknown) => void)[] = [];
    globalThis.earshotRead = [];
    globalThis.earshotLooks = 0;
    // Once a look.
    Object.defineProperty(document, "visibilityState", {
      get() {
        globalThis.earshotLooks += 1;
        return Reflect.get(Document.prototype, "visibilityState", document);
      },
    });
    globalThis.earshotSay = (message) => {
      for (const listener of listeners) listener(message);
    };
    const port = {
      postMessage: (message: MessageOver<"page">) => globalThis.earshotRead.push(message),
      disconnect() {},
      onMessage: { addListener: (listener: (message: unknown) => void) => listeners.push(listener) },
      onDisconnect: { addListener() {} },
    };
    const api = { runtime: { id: "earshot", connect: () => port } };
    Object.defineProperty(globalThis, "chrome", { value: api });
    Object.defineProperty(globalThis, "browser", { value: api });
  });
  await page.evaluate(mutate);
  await page.evaluate(SCRIPT);
  return page;
}

/** Everything of one type that was said to the background, in order. */
export async function saidOf<Type extends MessageOver<"page">["type"]>(
  page: Page,
  type: Type,
): Promise<Extract<MessageOver<"page">, { type: Type }>[]> {
  const all = await page.evaluate(() => globalThis.earshotRead);
  return all.filter(
    (message): message is Extract<MessageOver<"page">, { type: Type }> => message.type === type,
  );
}

/** So many looks further on: by then something would have been said of whoever was audible. */
export async function afterLooks(page: Page, looks = 14): Promise<void> {
  const before = await page.evaluate(() => globalThis.earshotLooks);
  await page.waitForFunction((until) => globalThis.earshotLooks >= until, { polling: 100 }, before + looks);
}
