import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Words } from "../../../src/i18n/en.ts";
import { wordsIn } from "../../../src/i18n/index.ts";
import { captionNotices } from "../../../src/shared/notices/notices.ts";
import type { SourceState, Status } from "../../../src/shared/status.ts";
import { transcriptOf } from "../../shared/transcript-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { PICTURES, useFedViews } from "./fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "./view-checks.ts";
import { meeting, running, STATES, settings } from "./view-samples.ts";

const VIEWPORT = { width: 720, height: 420 };
/** What lies below the captions: a page in light colours, and a meeting in dark ones. */
const PAGES = { light: "#ffffff", dark: "#202124" } as const;

interface Case {
  readonly status: Status;
  /** Cause and remedy, as a person who reads that language is to see them. */
  readonly said: (words: Words) => readonly string[];
  /** Nothing was captioned yet. */
  readonly isEmpty?: true;
}

function microphone(mic: SourceState, said: Case["said"], changes: Partial<Status> = {}): Case {
  const { sources } = running();
  return { status: running({ ...changes, sources: { ...sources, mic } }), said };
}

const CASES: Readonly<Record<string, Case>> = {
  unplugged: microphone({ name: "unavailable", reason: "microphone_lost" }, ({ errors }) => [
    errors.microphone_lost.sentence,
    errors.microphone_lost.remedy,
  ]),
  refused: microphone({ name: "unavailable", reason: "microphone_denied" }, ({ errors, overlay }) => [
    errors.microphone_denied.sentence,
    overlay.remedies.microphone_denied ?? "",
  ]),
  "not-allowed-yet": microphone(
    { name: "unavailable", reason: "microphone_not_granted" },
    ({ errors, overlay }) => [
      errors.microphone_not_granted.sentence,
      overlay.remedies.microphone_not_granted ?? "",
    ],
  ),
  muted: microphone({ name: "silenced", reasons: ["muted"] }, ({ mutedNote, overlay }) => [
    mutedNote,
    overlay.unmute,
  ]),
  "muted-in-meeting": microphone(
    { name: "silenced", reasons: ["muted_in_meeting"] },
    ({ mutedInMeeting }) => [mutedInMeeting.note],
  ),
  "meeting-page-blind": microphone(
    { name: "silenced", reasons: ["muted_in_meeting"] },
    ({ mutedInMeeting }) => [mutedInMeeting.blind, mutedInMeeting.fromPage],
    { pageHealth: "blind" },
  ),
  "unplugged-and-late": microphone(
    { name: "unavailable", reason: "microphone_lost" },
    ({ errors, lag, units }) => [errors.microphone_lost.sentence, lag(units.seconds("42"))],
    { lagMs: { tab: 42_000, mic: 0 } },
  ),
  "page-crashed": {
    status: running({
      sources: { ...running().sources, tab: { name: "silenced", reasons: ["tab_crashed"] } },
    }),
    said: ({ errors }) => [errors.tab_crashed.sentence, errors.tab_crashed.remedy],
  },
  starting: { status: stateOf("starting"), said: ({ overlay }) => [overlay.starting], isEmpty: true },
  listening: { status: running(), said: ({ overlay }) => [overlay.listening], isEmpty: true },
  "model-loading": {
    status: stateOf("model-loading"),
    said: ({ overlay }) => [overlay.modelLoading],
    isEmpty: true,
  },
  left: {
    status: running({ leaving: { why: "left", stopsAtMs: null } }),
    said: ({ leaving }) => [leaving.left],
  },
  elsewhere: {
    status: running({ leaving: { why: "elsewhere", stopsAtMs: null } }),
    said: ({ leaving }) => [leaving.elsewhere],
  },
  paused: { status: stateOf("paused"), said: ({ overlay }) => [overlay.paused] },
  stalled: {
    status: stateOf("stalled"),
    said: ({ errors }) => [errors.capture_stalled.sentence, errors.capture_stalled.remedy],
  },
  late: { status: stateOf("catching-up"), said: ({ lag, units }) => [lag(units.seconds("42"))] },
  restarting: { status: stateOf("restarting"), said: ({ sidecar }) => [sidecar.restarting, sidecar.kept] },
  failed: { status: stateOf("failed"), said: ({ overlay }) => [overlay.sidecarFailed] },
};

function stateOf(name: string): Status {
  const status = STATES[name];
  if (status === undefined) throw new Error(`no state ${name}`);
  return status;
}

describe("what is said above captions", () => {
  const views = useFedViews();

  const PLACES = {
    overlay: ({ status, isEmpty }: Case, language: "en" | "ja") => {
      const { session, segments, speakers } = isEmpty === true ? transcriptOf([]) : meeting();
      const notices = captionNotices(status);
      const snapshot = { session, segments, speakers, notices, areDoubtsMarked: false };
      return views.openOverlay({ viewport: VIEWPORT, language, snapshot });
    },
    "caption-window": ({ status, isEmpty }: Case, language: "en" | "ja") =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: VIEWPORT,
        language,
        snapshot: { type: "snapshot", status, settings, transcript: isEmpty === true ? null : meeting() },
      }),
  };

  describe.each(["overlay", "caption-window"] as const)("in the %s", (place) => {
    test.each(Object.entries(CASES))(
      "CAP-5 CAP-6 CAP-7 UI-6 is a sentence with cause and remedy, in both languages and schemes: %s",
      async (name, shown) => {
        for (const language of ["en", "ja"] as const) {
          const page = await PLACES[place](shown, language);
          const said = await page.$eval(".notices", (notices) => notices.textContent);
          for (const part of shown.said(wordsIn(language))) expect(said).toContain(part);
          for (const scheme of ["dark", "light"] as const) {
            await lookBy(page, scheme);
            const path = join(PICTURES, `${place}-said-${name}-${language}-${scheme}`);
            await takePictureAsIs(page, path);
            expect((await leastContrastOf(page, ".notices")) ?? 0).toBeGreaterThanOrEqual(4.5);
          }
          expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
          expect(shown.isEmpty === true || (await isNewestLineInView(page))).toBe(true);
          await page.close();
        }
      },
    );

    test("CAP-7 IPC-10 UI-6 what was over is not said any more, and the captions do not lose their lines", async () => {
      const page = await PLACES[place]({ status: stateOf("failed"), said: () => [] }, "en");
      const lines = () => page.$$eval("[data-caption]", (all) => all.map(({ textContent }) => textContent));
      const before = await lines();
      await page.waitForSelector('[data-notice="sidecar-failed"]');
      await page.evaluate(
        (message) => globalThis.earshotFeed(message),
        place === "overlay"
          ? { type: "overlay-notices", notices: captionNotices(running()) }
          : { type: "status-changed", status: running() },
      );
      await page.waitForSelector(".notices", { hidden: true });
      await takePictureAsIs(page, join(PICTURES, `${place}-said-recovered-en`));

      expect(await lines()).toEqual(before);
    });
  });
});

async function lookBy(page: Page, scheme: keyof typeof PAGES): Promise<void> {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.evaluate((colour) => {
    if (document.querySelector("[data-overlay]") !== null) document.documentElement.style.background = colour;
  }, PAGES[scheme]);
}

/** Whatever is said above them, the words that were just spoken stay readable. */
function isNewestLineInView(page: Page): Promise<boolean> {
  return page.$eval(".turn:last-child .said", (line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
