import { join } from "node:path";
import type { Frame, Page } from "puppeteer";
import type { OverlaySight } from "../../../src/shared/status.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO, ROOT } from "../../../tools/runtime/paths.ts";
import { print } from "../../../tools/runtime/progress.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { overlayFrame } from "./overlay-access.ts";

const PAGES = join(ROOT, "tests/e2e/pages");
type Headers = Readonly<Record<string, string>>;

/** One captured meeting on a page that is out for the captions, with some of its words drawn and the side panel open. */
export class HostileMeeting {
  /** What the page has asked for. */
  readonly requests: string[] = [];
  readonly page: Page;
  readonly panel: Page;
  readonly earshot: Earshot;
  readonly #server: LocalServer;
  /** Long ones of a finished caption. */
  words: readonly string[] = [];

  /** `policies`: headers of the page, by its address's query. */
  static async open(
    policies: Readonly<Record<string, Headers>> = {},
    browserArguments: readonly string[] = [],
  ): Promise<HostileMeeting> {
    const own = Object.fromEntries(
      ["hostile.html", "hostile.js", "policy.html"].map((name) => [name, join(PAGES, name)]),
    );
    const headersOf = (url: string) => policies[new URL(url, "http://page").search.slice(1)] ?? {};
    const server = await serveFolder(DEMO, own, headersOf);
    const earshot = await launchEarshot({
      browserArguments,
      settings: (stored) => ({
        ...stored,
        hasConsented: true,
        isMicrophoneWanted: false,
        transcription: { ...stored.transcription, model: "demo", language: "en" },
      }),
    });
    const page = await earshot.openPage("about:blank");
    await page.goto(`${server.url}hostile.html`);
    await earshot.startCaptions(page);
    const panel = await earshot.openSidePanel(page);
    await page.bringToFront();
    const meeting = new HostileMeeting(server, earshot, page, panel);
    await meeting.#listen();
    return meeting;
  }

  private constructor(server: LocalServer, earshot: Earshot, page: Page, panel: Page) {
    this.#server = server;
    this.earshot = earshot;
    this.page = page;
    this.panel = panel;
    page.on("request", (request) => void this.requests.push(request.url()));
  }

  async close(): Promise<void> {
    await this.earshot.close();
    await this.#server.close();
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.#server.url}${path}`);
  }

  async #listen(): Promise<void> {
    await this.speak();
    const { stable } = await this.earshot.waitForCaption(({ isFinal }) => isFinal, HUNG_MS);
    this.words = stable.split(/[^\p{L}]+/u).filter(({ length }) => length > 3);
    await this.drawn();
  }

  /** Plays a voice of the demo meeting from its beginning. */
  async speak(): Promise<void> {
    await this.page.$eval("#voice", async (voice) => {
      const audio = voice as HTMLAudioElement;
      audio.currentTime = 0;
      await audio.play();
    });
  }

  /** The frame, once captions are drawn in it; one that was thrown out is another one afterwards. */
  drawn(): Promise<Frame> {
    return eventually(async () => {
      const frame = await overlayFrame(this.page);
      if ((await frame.$("[data-caption]")) === null) throw new Error("no caption is drawn");
      return frame;
    });
  }

  /** Until the background reports that of the captions. */
  until(sight: OverlaySight): Promise<true> {
    return this.earshot.view.until(`the captions to be ${sight}`, HUNG_MS, () =>
      this.earshot.view.status?.overlay === sight ? true : null,
    );
  }

  /**
   * Does `act` in the page and resolves to what the side panel says about it then. The promise is 2 s; a busy machine is
   * given more, and the figure is printed.
   */
  async noticed(act: () => void, sight: OverlaySight): Promise<string> {
    const startedAtMs = performance.now();
    await this.page.evaluate(act);
    await this.until(sight);
    print(`${sight} was reported after ${Math.round(performance.now() - startedAtMs)} ms`);
    return this.reported(sight);
  }

  reported(sight: OverlaySight): Promise<string> {
    return eventually(() => this.panel.$eval(`[data-overlay="${sight}"]`, (notice) => notice.textContent));
  }

  /** Whether the browser vouches that the captions are seen as they were drawn. */
  async isSeen(): Promise<boolean> {
    const frame = await overlayFrame(this.page);
    return frame.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const options: object = { trackVisibility: true, delay: 100 };
          const observer = new IntersectionObserver(([entry]) => {
            observer.disconnect();
            resolve(entry !== undefined && Reflect.get(entry, "isVisible") === true);
          }, options);
          observer.observe(document.documentElement);
        }),
    );
  }
}
