import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";

/** What the page of `tests/e2e/pages/replica.js` can do, as its platform would. */
interface Replica {
  readonly show: (stage: "lobby" | "in_call" | "left", isMuted: boolean, people?: number) => void;
  readonly mute: (isMuted: boolean) => void;
  /** Another tile, of that person. */
  readonly seat: (
    number: number,
    seated?: { readonly name?: string; readonly media?: string; readonly isSelf?: boolean },
  ) => void;
  /** These are audible from now on, and nobody else. */
  readonly speak: (numbers: readonly number[]) => void;
}
declare global {
  var replica: Replica;
}

const PAGES = join(import.meta.dirname, "../pages");
const MEET = "https://meet.google.com/abc-defg-hij";
export const PLATFORMS = {
  meet: MEET,
  zoom: "https://app.zoom.us/wc/123456789/start",
  "zoom-com": "https://app.zoom.com/wc/123456789/start",
  "zoom-in-a-frame": "https://app.zoom.us/wc/123456789/start?framed",
} as const;
export type Platform = keyof typeof PLATFORMS;

/** From now on the tab gets a platform's page from here: nothing of it is asked of the network. */
export async function replaceNetwork(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    // The captions' frame is the extension's own.
    if (!request.url().startsWith("https:")) {
      void request.continue();
      return;
    }
    const isScript = new URL(request.url()).pathname === "/replica.js";
    void request.respond({
      contentType: isScript ? "text/javascript" : "text/html",
      body: readFileSync(join(PAGES, isScript ? "replica.js" : "replica.html")),
    });
  });
}

export function addressOf(platform: Platform, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(PLATFORMS[platform]);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
