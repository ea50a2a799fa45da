import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page, Viewport } from "puppeteer";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { MeetingEntry, MeetingHead, MeetingText } from "../../../src/shared/listed-meetings.ts";
import type {
  OverlayToBackground,
  Query,
  ViewCommand,
  ViewToBackground,
} from "../../../src/shared/messages/to-background.ts";
import type { BackgroundToOverlay } from "../../../src/shared/messages/to-overlay.ts";
import type {
  BackgroundToView,
  ImportAnswer,
  QueryAnswers,
  StoredTranscript,
} from "../../../src/shared/messages/to-views.ts";
import type { OverlayLayout } from "../../../src/shared/overlay-layout.ts";
import { searchText } from "../../../src/shared/text/search-text.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { patient } from "../../../tools/driver/browser/pages.ts";

declare global {
  /** Filled in by the page under test, see `openFedView`. */
  var earshotFeed: (message: unknown) => void;
  var earshotSent: (ViewToBackground | OverlayToBackground)[];
}

export interface Feed {
  readonly page: `src/${"popup" | "sidepanel" | "welcome" | "caption-window" | "history"}/index.html`;
  /** Of its address; default: none. */
  readonly query?: string;
  readonly viewport: Viewport;
  /** One of `LANGUAGES`; English unless said. */
  readonly language?: string;
  /** The system and the browser, by their own names for themselves, and whether a clone's build runs there; default: as it is. */
  readonly computer?: { readonly os: string; readonly brand: string; readonly isClone: boolean };
  readonly snapshot: Extract<BackgroundToView, { type: "snapshot" }>;
  /** Answers to `get-transcript`, and to `get-meeting-texts`, by session; any other session is gone. */
  readonly stored?: Readonly<Record<string, StoredTranscript>>;
  /** Answers to `list-meetings` and `get-meeting-heads`. */
  readonly meetings?: readonly MeetingEntry[];
  readonly heads?: readonly MeetingHead[];
  /** The answer to every piece of a file to import. */
  readonly imports?: ImportAnswer;
  /** What is stored of every meeting's audio; default: nothing. */
  readonly audio?: QueryAnswers["get-audio-outline"];
  readonly diagnostics?: QueryAnswers["get-diagnostics"];
  /** Types of queries that are not answered: what a view shows until then. */
  readonly unanswered?: readonly Query["type"][];
  readonly microphones?: readonly { readonly deviceId: string; readonly label: string }[];
}

type OverlaySnapshot = Extract<BackgroundToOverlay, { type: "overlay-snapshot" }>;

/** The captions as the meeting page frames them, here with the whole page for themselves. */
export interface OverlayFeed {
  readonly viewport: Viewport;
  readonly language?: string;
  readonly snapshot: Omit<OverlaySnapshot, "type" | "layout" | "alertWords"> &
    Partial<Pick<OverlaySnapshot, "alertWords">>;
  /** Default: nothing is remembered for the site. */
  readonly layout?: OverlayLayout;
}

/** Where pictures of the views are left, to be looked at. */
export const PICTURES = join(import.meta.dirname, "../../../out/views");

/** For the tests beside the call: one browser without a host, whose views are closed after the test that opened them. */
export function useFedViews(): {
  readonly earshot: Earshot;
  readonly open: (feed: Feed) => Promise<Page>;
  readonly openOverlay: (feed: OverlayFeed) => Promise<Page>;
} {
  let earshot: Earshot;
  const opened: Page[] = [];
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    earshot = await launchEarshot({ isHostRegistered: false });
  });
  afterEach(async () => {
    const left = opened.splice(0).filter((page) => !page.isClosed());
    for (const page of left) await page.close();
  });
  afterAll(() => earshot.close());
  return {
    get earshot() {
      return earshot;
    },
    async open(feed) {
      const page = await openFedView(earshot, feed);
      opened.push(page);
      return page;
    },
    async openOverlay(feed) {
      const page = await openFedOverlay(earshot, feed);
      opened.push(page);
      return page;
    },
  };
}

/**
 * Opens a built view of the extension in the real browser, in a state that would take hours or a broken disk to
 * reach: the background's end of its port is played by the test, with the messages that both ends are typed by.
 */
export async function openFedView(earshot: Earshot, feed: Feed): Promise<Page> {
  const page = await openFed(earshot, feed, { watch: [feed.snapshot] });
  await page.waitForSelector("main[data-session]");
  return page;
}

async function openFedOverlay(
  earshot: Earshot,
  { viewport, language, snapshot, layout }: OverlayFeed,
): Promise<Page> {
  const page = await openFed(
    earshot,
    { page: "src/overlay/index.html", viewport, language: language ?? "en" },
    {
      "overlay-ready": [
        { type: "overlay-viewport", viewport, zoom: 1 },
        { type: "overlay-snapshot", alertWords: [], ...snapshot, layout: layout ?? null },
      ],
    },
  );
  await page.waitForSelector("[data-overlay]");
  return page;
}

/** What a search reads of the stored meetings. */
function textsOf(
  stored: Readonly<Record<string, StoredTranscript>>,
): Readonly<Record<string, MeetingText["reading"]>> {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([session, answer]) =>
      answer.name === "read"
        ? [[session, { name: "read" as const, text: searchText(answer.transcript) }]]
        : [],
    ),
  );
}

/** @param answers what a message of the page is answered with, by its type */
async function openFed(
  earshot: Earshot,
  feed: Omit<Feed, "page" | "snapshot"> & { readonly page: string },
  answers: Readonly<Record<string, readonly (BackgroundToView | BackgroundToOverlay)[]>>,
): Promise<Page> {
  const page = patient(await earshot.browser.newPage());
  await page.setViewport(feed.viewport);
  await page.evaluateOnNewDocument(
    ({
      answers: byType,
      stored,
      texts,
      meetings,
      heads,
      imports,
      audio,
      diagnostics,
      microphones,
      language,
      unanswered,
    }) => {
      const listeners: ((message: unknown) => void)[] = [];
      globalThis.earshotSent = [];
      globalThis.earshotFeed = (message) => {
        for (const listener of listeners) listener(message);
      };
      const port = {
        postMessage(message: ViewToBackground | OverlayToBackground) {
          // What is watched another time is as the test says by then.
          const isFirst = globalThis.earshotSent.every(({ type }) => type !== message.type);
          globalThis.earshotSent.push(message);
          if (!isFirst) return;
          for (const first of byType[message.type] ?? []) queueMicrotask(() => globalThis.earshotFeed(first));
        },
        disconnect() {},
        onMessage: { addListener: (listener: (message: unknown) => void) => listeners.push(listener) },
        onDisconnect: { addListener() {} },
      };
      const answersTo = (query: {
        type: string;
        session?: string;
        sessions?: readonly string[];
      }): Readonly<Record<string, unknown>> => ({
        "get-diagnostics": diagnostics,
        "list-meetings": meetings,
        "import-meeting": imports,
        "get-meeting-heads": heads.filter(({ session }) => query.sessions?.includes(session) === true),
        "get-meeting-texts": (query.sessions ?? []).map((session) => ({
          session,
          reading: texts[session] ?? { name: "unreadable" },
        })),
        "get-transcript": stored?.[query.session ?? ""] ?? { name: "gone" },
        "get-audio-outline": audio,
      });
      const answer = (query: { type: string }) =>
        unanswered.some((type) => type === query.type)
          ? new Promise(() => {})
          : Promise.resolve(answersTo(query)[query.type]);
      const runtimes = [globalThis.chrome, Reflect.get(globalThis, "browser")].map((api) => api?.runtime);
      for (const runtime of runtimes) {
        if (runtime === undefined) continue;
        Object.defineProperty(runtime, "connect", { value: () => port });
        Object.defineProperty(runtime, "sendMessage", {
          value: (query: { type: string }, done?: (answered: unknown) => void) => {
            const answered = answer(query);
            if (done !== undefined) void answered.then(done);
            return answered;
          },
        });
      }
      Object.defineProperty(navigator, "language", { value: language });
      Object.defineProperty(navigator.mediaDevices, "enumerateDevices", {
        value: () => Promise.resolve(microphones.map((device) => ({ ...device, kind: "audioinput" }))),
      });
    },
    {
      answers,
      stored: feed.stored ?? null,
      texts: textsOf(feed.stored ?? {}),
      meetings: feed.meetings ?? [],
      heads: feed.heads ?? [],
      imports: feed.imports ?? null,
      audio: feed.audio ?? { bytes: 0, spans: [] },
      diagnostics: feed.diagnostics ?? null,
      microphones: feed.microphones ?? [],
      language: feed.language ?? "en",
      unanswered: feed.unanswered ?? [],
    },
  );
  if (feed.computer !== undefined) await pretendComputer(page, feed.computer);
  await page.goto(`chrome-extension://${earshot.extensionId}/${feed.page}${feed.query ?? ""}`);
  await page.bringToFront();
  return page;
}

/** Has the page's browser say that it is another one, on another system. */
async function pretendComputer(page: Page, computer: NonNullable<Feed["computer"]>): Promise<void> {
  await page.evaluateOnNewDocument(({ os, brand, isClone }) => {
    const { version, ...manifest } = chrome.runtime.getManifest();
    const built = { ...manifest, version, version_name: isClone ? `${version} (clone)` : undefined };
    Object.defineProperties(chrome.runtime, {
      getPlatformInfo: { value: () => Promise.resolve({ os }) },
      getManifest: { value: () => built },
    });
    const brands = [
      { brand: "Chromium", version: "156" },
      { brand: "Not?A_Brand", version: "24" },
      { brand, version: "156" },
    ];
    Object.defineProperty(navigator, "userAgentData", { value: { brands } });
  }, computer);
}

/** One more message from the background. */
export async function feedView(page: Page, message: BackgroundToView): Promise<void> {
  await page.evaluate((next) => globalThis.earshotFeed(next), message);
}

/** Everything that the view asked the background for, but the first `watch`. */
export async function commandsOf(page: Page): Promise<readonly ViewCommand[]> {
  const sent = await page.evaluate(() => globalThis.earshotSent);
  return sent.flatMap((message) => {
    if (message.type === "watch" || !("id" in message)) return [];
    const { id: _id, ...command } = message;
    return [command];
  });
}
