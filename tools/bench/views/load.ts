import type { Browser, Page } from "puppeteer";
import type { BackgroundToOverlay } from "../../../src/shared/messages/to-overlay.ts";
import type { BackgroundToView } from "../../../src/shared/messages/to-views.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import { INITIAL_STATUS } from "../../../src/shared/status.ts";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { SESSION, segmentAt, transcriptOf } from "./long-meeting.ts";

const LINES = 600;
const WATCH_MS = 20_000;
const SETTLE_MS = 3000;
/** Each of the two sources speaks, a word or two with each partial. */
const PARTIAL_EVERY_MS = 350;
const LEVEL_EVERY_MS = 100;
const GOAL_PERCENT = 3;

type Said = BackgroundToView | BackgroundToOverlay;

const VIEWS = {
  popup: "src/popup/index.html",
  "side panel": "src/sidepanel/index.html",
  "caption window": "src/caption-window/index.html",
  history: `src/history/index.html#${SESSION}`,
  overlay: "src/overlay/index.html",
} as const;
type View = keyof typeof VIEWS;

/**
 * What each view costs while captions run: of its own process, and of the browser's others that draw it. The background's end is
 * played in the page itself, by a timer, which costs something too.
 */
export async function measureViewLoad(): Promise<Figure[]> {
  const earshot = await launchEarshot({ isHostRegistered: false });
  try {
    const figures: Figure[] = [];
    for (const [view, path] of Object.entries(VIEWS) as [View, string][]) {
      const page = await earshot.browser.newPage();
      await page.setViewport(view === "history" ? { width: 1280, height: 800 } : { width: 400, height: 720 });
      await page.evaluateOnNewDocument(NAME_HELPER);
      await page.evaluateOnNewDocument(playCaptions, firstOf(view), laterOf(view), {
        captions: PARTIAL_EVERY_MS,
        levels: LEVEL_EVERY_MS,
      });
      await page.goto(`chrome-extension://${earshot.extensionId}/${path}`);
      await page.bringToFront();
      await page.waitForSelector(view === "popup" ? "[data-session=recording]" : "[data-caption]");
      await pause(page, SETTLE_MS);
      const before = await processorTimes(earshot.browser);
      const beganMs = performance.now();
      await pause(page, WATCH_MS);
      const passedS = (performance.now() - beganMs) / 1000;
      const after = await processorTimes(earshot.browser);
      const share = (kind: keyof typeof after) => (100 * (after[kind] - before[kind])) / passedS;
      figures.push(
        figure(`${view} while captions run`, share("renderer"), "% of one core", GOAL_PERCENT),
        figure(`${view}: … drawing without a GPU`, share("other"), "% of one core"),
      );
      await page.close();
    }
    return figures;
  } finally {
    await earshot.close();
  }
}

/** Seconds of processor time that all pages, and that the browser's other processes have taken so far. */
async function processorTimes(
  browser: Browser,
): Promise<{ readonly renderer: number; readonly other: number }> {
  const devtools = await browser.target().createCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const sum = (isWanted: (type: string) => boolean) =>
    processInfo.filter(({ type }) => isWanted(type)).reduce((all, { cpuTime }) => all + cpuTime, 0);
  return { renderer: sum((type) => type === "renderer"), other: sum((type) => type !== "renderer") };
}

function pause(page: Page, ms: number): Promise<void> {
  return page.evaluate(
    (forMs) =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, forMs);
      }),
    ms,
  );
}

function firstOf(view: View): readonly Said[] {
  const transcript = transcriptOf(LINES);
  const { session, startedAtMs, segments, speakers } = transcript;
  if (view === "overlay")
    return [
      { type: "overlay-viewport", viewport: { width: 400, height: 720 }, zoom: 1 },
      {
        type: "overlay-snapshot",
        session,
        segments: segments.slice(-6),
        speakers,
        notices: [],
        areDoubtsMarked: false,
        alertWords: [],
        layout: null,
      },
    ];
  const status = {
    ...INITIAL_STATUS,
    session: { name: "recording", session, tabId: 1, startedAtMs },
    sources: { tab: { name: "live", label: "Meeting" }, mic: { name: "live", label: "Microphone" } },
  } as const;
  return [{ type: "snapshot", status, settings: { ...DEFAULT_SETTINGS, hasConsented: true }, transcript }];
}

/** What is said from then on: utterances of a dozen words, word by word, for a minute. */
function laterOf(view: View): readonly Said[] {
  return Array.from({ length: 180 }, (_, step) => {
    const wordCount = (step % 12) + 1;
    const segment = segmentAt(LINES + Math.floor(step / 12), wordCount, wordCount === 12);
    const type = view === "overlay" ? "overlay-caption" : "caption-changed";
    return { type, session: SESSION, change: { type: "put", segment } };
  });
}

/** Runs in the page and may use nothing from outside: answers as the background would while a meeting runs. */
function playCaptions(
  first: readonly unknown[],
  later: readonly unknown[],
  everyMs: { readonly captions: number; readonly levels: number },
): void {
  const listeners: ((message: unknown) => void)[] = [];
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function and nothing around it
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  let spoken = 0;
  let count = 0;
  setInterval(() => {
    if (spoken < later.length) say(later[spoken++]);
  }, everyMs.captions);
  setInterval(() => {
    const peak = 0.2 + 0.15 * Math.sin(count++);
    for (const source of ["tab", "mic"])
      say({ type: "level-changed", source, level: { rms: peak / 2, peak } });
  }, everyMs.levels);
  const port = {
    postMessage: ({ type }: { type: string }) => {
      if (type === "watch" || type === "overlay-ready")
        for (const message of first) queueMicrotask(() => say(message));
    },
    disconnect: () => {},
    onMessage: { addListener: (listener: (message: unknown) => void) => void listeners.push(listener) },
    onDisconnect: { addListener: () => {} },
  };
  const snapshot = first[0] as { status?: { session: { startedAtMs: number } }; transcript?: unknown };
  const answers: Readonly<Record<string, unknown>> = {
    "list-meetings": [
      {
        session: "3f2b8c1e-5d4a-4b6f-9c7e-000000000000",
        startedAtMs: snapshot.status?.session.startedAtMs,
        completeness: "open",
        isExempt: false,
        isImported: false,
      },
    ],
    "get-meeting-heads": [],
    "get-meeting-texts": [],
    "get-transcript": { name: "read", transcript: snapshot.transcript },
    "get-audio-outline": { bytes: 0, spans: [] },
  };
  for (const api of [globalThis.chrome, Reflect.get(globalThis, "browser") as typeof chrome | undefined]) {
    if (api?.runtime === undefined) continue;
    Object.defineProperty(api.runtime, "connect", { value: () => port });
    Object.defineProperty(api.runtime, "sendMessage", {
      value: (query: { type: string }, done?: (answer: unknown) => void) => {
        const answered = Promise.resolve(answers[query.type]);
        if (done !== undefined) void answered.then(done);
        return answered;
      },
    });
  }
}
