import { expect } from "vitest";
import { newMarking } from "../../../src/overlay/marking.ts";
import { connectToBackground } from "../../../src/shared/messages/reconnecting-port.ts";
import type {
  OverlayToBackground,
  PageToBackground,
  PlacementToBackground,
} from "../../../src/shared/messages/to-background.ts";
import type { BackgroundToOverlay } from "../../../src/shared/messages/to-overlay.ts";
import { activeSession } from "../../../src/shared/session.ts";
import { runtimeConnection } from "../../../src/ui/connection/runtime-port.ts";
import { Context } from "./context.ts";
import { type FakeBrowser, TAB } from "./fake-browser.ts";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenarios.ts";

const tab = { id: TAB, url: "https://meet.example/" };
const token = "3c0f9d3e-5a43-4b57-9f5b-1a1f0d5f7c21";
const viewport = { width: 1280, height: 720 };

/** The meeting's page: the script that places the captions' frame, and of the frame the button that marks this moment. */
class MeetingPage {
  readonly #browser: FakeBrowser;
  readonly #script = new Context("content-script", { tab, frameId: 0 });
  #isRead = false;
  readonly #frame = new Context("src/overlay/index.html", { tab, frameId: 3 });
  #marking!: ReturnType<typeof newMarking>;
  /** Of the meeting whose captions are shown; null before the first. */
  session: string | null = null;
  /** What was said of presses, in order. */
  readonly outcomes: boolean[] = [];

  constructor(browser: FakeBrowser) {
    this.#browser = browser;
    browser.as(this.#script, () => {
      connectToBackground<unknown, PlacementToBackground>({
        ...runtimeConnection("placement"),
        firstMessage: () => ({ type: "overlay-opened", token, viewport, isStanding: true, isLoaded: true }),
        onMessage() {},
      });
    });
    this.read();
    browser.as(this.#frame, () => this.#connectFrame());
  }

  /** As `report-page.ts`, injected (again). */
  read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    this.#browser.as(this.#script, () => {
      const port = connectToBackground<unknown, PageToBackground>({
        ...runtimeConnection("page"),
        firstMessage: () => ({ type: "page-read", ownMute: "muted", stage: "in_call", health: "working" }),
        onMessage: () => {
          this.#isRead = false;
          port.close();
        },
      });
    });
  }

  /** As `src/overlay/mount-overlay.tsx`, without what is drawn. */
  #connectFrame(): void {
    const port = connectToBackground<BackgroundToOverlay, OverlayToBackground>({
      ...runtimeConnection("overlay"),
      firstMessage: () => ({ type: "overlay-ready", token }),
      onMessage: (message) => {
        if (message.type === "overlay-marked") {
          this.outcomes.push(message.isMarked);
          this.#marking.answered(message);
        }
        if (message.type !== "overlay-snapshot") return;
        this.session = message.session;
        this.#marking.sendAgain(message.session);
      },
    });
    this.#marking = newMarking((press) => port.send(press));
  }

  press(): void {
    const { session } = this;
    if (session === null) throw new Error("the page has no captions");
    this.#browser.as(this.#frame, () => this.#marking.press(session));
  }
}

const pages = new WeakMap<Run, MeetingPage>();
const pageOf = (run: Run): MeetingPage => {
  const page = pages.get(run);
  if (page === undefined) throw new Error("there is no page");
  return page;
};

/** The worker puts the script that reads the page into it, where there is one. */
export const injectReader = (run: Run): void => pages.get(run)?.read();

/** A meeting that runs, on a page that shows its captions and says that the user is muted in it. */
async function openPage(run: Run): Promise<void> {
  run.send({ type: "start-session", tabId: TAB });
  await run.until("recording");
  pages.set(run, new MeetingPage(run.browser));
  for (let tries = 0; tries < 100 && pageOf(run).session === null; tries++) await run.browser.loop.run(100);
  expect(run.status.sources.mic).toEqual(MUTED_IN_MEETING);
}
const follow = (isMeetingMuteFollowed: boolean) => (run: Run) =>
  run.send({ type: "change-settings", change: { isMeetingMuteFollowed } });
const MUTED_IN_MEETING = { name: "silenced", reasons: ["muted_in_meeting"] };

/** What is pressed beside the captions on the meeting's page, which stays where it is. */
export const PAGE_MARKS: readonly Scenario[] = [
  {
    name: "mark this moment, by the button beside the captions",
    prepare: openPage,
    command: (run) => pageOf(run).press(),
    honoured(run) {
      const session = activeSession(run.status.session)?.session ?? "";
      expect(run.browser.database.records.get(session)?.bookmarks).toMatchObject([{ note: "" }]);
      expect(pageOf(run).outcomes.length).toBeGreaterThan(0);
      expect(new Set(pageOf(run).outcomes)).toEqual(new Set([true]));
    },
  },
  {
    name: "mute Earshot as well",
    prepare: openPage,
    command: (run) => run.sendOfRunning((session) => ({ type: "mute-microphone", session, isMuted: true })),
    honoured: (run) =>
      expect(run.status.sources.mic).toEqual({ name: "silenced", reasons: ["muted_in_meeting", "muted"] }),
  },
  {
    // The page goes on saying that the user is muted.
    name: "be captioned although the page says muted",
    prepare: openPage,
    command: (run) => run.sendOfRunning((session) => ({ type: "override-page-mute", session })),
    honoured: (run) => expect(run.status.sources.mic.name).toBe("live"),
  },
  {
    name: "follow the meeting's mute no more",
    prepare: openPage,
    command: follow(false),
    honoured: (run) => expect(run.status.sources.mic.name).toBe("live"),
  },
  {
    name: "follow the meeting's mute again",
    async prepare(run) {
      await openPage(run);
      follow(false)(run);
      await run.browser.loop.run(1000);
      expect(run.status.sources.mic.name).toBe("live");
    },
    command: follow(true),
    honoured: (run) => expect(run.status.sources.mic).toEqual(MUTED_IN_MEETING),
  },
];
