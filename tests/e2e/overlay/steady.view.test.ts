import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { defaultLayout } from "../../../src/overlay/layout.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { twoFrames } from "../views/view-checks.ts";
import { meeting, running, STATES, settings } from "../views/view-samples.ts";

declare global {
  /** Words by what they are and where their line stands, for each frame that the browser drew. */
  var earshotFrames: Readonly<Record<string, Place>>[];
  /** What moved since `watchMotion`: animations of one frame at most, and calls that scroll smoothly. */
  var earshotMotion: { animations: number; smooth: number };
}

interface Place {
  /** Everything before the word in its paragraph. */
  readonly before: string;
  /** Line within the paragraph, counted from 0. */
  readonly line: number;
  /** Of the word's line, from the lower edge of the captions upwards, in pixels. */
  readonly above: number;
  readonly isInView: boolean;
}

const ROOM = { width: 720, height: 320 };
const LINE_PX = 30;
/** What both say, by turns, with lines that begin and end anywhere, and one whose last words are taken back. */
const SAID: readonly (readonly ["tab" | "mic", string])[] = [
  ["tab", "Good morning everyone, shall we go through the plan for this week before the others join us?"],
  ["tab", "I have it here."],
  ["mic", "Yes, and I have the list of open questions that we did not get to on Friday."],
  ["tab", "The first one is the venue: we need an answer by Thursday at the latest, because of the deposit."],
  ["tab", "I will call them today."],
  ["tab", "And then I tell you what they say."],
  ["tab", "Is that fine?"],
  ["tab", "If they want more, we look at the other house again, the one by the river with the large garden."],
  ["tab", "It was cheaper anyway."],
  ["mic", "Fine."],
  ["tab", "無ければ来週の木曜日までに、もう一つの会場の見積もりを取り寄せて比べてみましょう。"],
];

describe("captions that grow while they are read", () => {
  const views = useFedViews();
  const transcript = transcriptOf([], { session: active.session });
  const snapshot = { ...transcript, notices: [], areDoubtsMarked: false };
  const PLACES = {
    overlay: () => views.openOverlay({ viewport: ROOM, snapshot }),
    // Here the name begins the paragraph.
    "narrow-overlay": () =>
      views.openOverlay({ viewport: ROOM, snapshot, layout: { ...defaultLayout(ROOM), width: 320 } }),
    "caption-window": () =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: { width: 520, height: 220 },
        snapshot: { type: "snapshot", status: running(), settings, transcript },
      }),
  };

  test.each(["overlay", "narrow-overlay", "caption-window"] as const)(
    "UI-1 UI-9 no word changes its line, and lines move up by whole lines only, in the %s",
    async (place) => {
      const page = await PLACES[place]();
      await page.waitForSelector(".lines");
      await record(page);
      for (const segment of growing()) {
        const change = { type: "put", segment };
        await page.evaluate((message) => globalThis.earshotFeed(message), {
          type: place === "caption-window" ? "caption-changed" : "overlay-caption",
          session: active.session,
          change,
        });
        await twoFrames(page);
      }
      await takePictureAsIs(page, join(PICTURES, `${place}-grown`));
      const frames = await page.evaluate(() => globalThis.earshotFrames);

      const seen = faultsOf(frames);
      expect(seen.faults).toEqual([]);
      // It was tried: words were followed from frame to frame, and lines did move.
      expect(seen.followed).toBeGreaterThan(1000);
      expect(seen.moves).toBeGreaterThan(4);
    },
  );
});

describe("where less motion is wished", () => {
  const views = useFedViews();
  const starting = STATES["starting"] ?? running();
  const view = (page: Feed["page"], status: Status) =>
    views.open({
      page,
      viewport: { width: 900, height: 500 },
      snapshot: { type: "snapshot", status, settings, transcript: meeting() },
    });

  test("UI-6 what is under way turns and fades elsewhere, and stands still here", async () => {
    const popup = await view("src/popup/index.html", starting);
    const moving = () => popup.evaluate(() => document.getAnimations().length);
    await popup.waitForSelector('.state[data-state="starting"]');

    expect(await moving()).toBeGreaterThan(0);
    await wishLessMotion(popup);
    expect(await moving()).toBe(0);
  });

  test.each(["popup", "sidepanel", "caption-window", "history", "welcome"] as const)(
    "UI-6 nothing in the %s moves by itself and nothing scrolls smoothly, whatever happens",
    async (name) => {
      const page = await view(`src/${name}/index.html`, starting);
      await wishLessMotion(page);
      await watchMotion(page);
      await feedView(page, { type: "status-changed", status: running() });
      for (const peak of [0.1, 0.9, 0.2]) {
        await feedView(page, { type: "level-changed", source: "tab", level: { rms: peak / 2, peak } });
        await twoFrames(page);
      }
      for (const segment of [...growing()].slice(0, 60))
        await feedView(page, {
          type: "caption-changed",
          session: active.session,
          change: { type: "put", segment },
        });
      await page.mouse.move(200, 200);
      await page.keyboard.press("Tab");
      await page.keyboard.press("End");
      await twoFrames(page);

      expect(await page.evaluate(() => globalThis.earshotMotion)).toEqual({ animations: 0, smooth: 0 });
    },
  );

  test("UI-1 UI-6 nor do the captions on the page, or their buttons", async () => {
    const { session, segments, speakers } = meeting();
    const overlay = await views.openOverlay({
      viewport: ROOM,
      snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
    });
    await wishLessMotion(overlay);
    await watchMotion(overlay);
    await overlay.mouse.move(300, 250);
    await overlay.waitForSelector(".bar.shown");
    for (const segment of [...growing()].slice(0, 60))
      await overlay.evaluate((message) => globalThis.earshotFeed(message), {
        type: "overlay-caption",
        session,
        change: { type: "put", segment },
      });
    await overlay.mouse.move(300, 2);
    await twoFrames(overlay);

    expect(await overlay.evaluate(() => globalThis.earshotMotion)).toEqual({ animations: 0, smooth: 0 });
  });
});

function wishLessMotion(page: Page): Promise<void> {
  return page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
}

/** Looks in every frame that the browser draws from now on, and at every call that scrolls. */
async function watchMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const motion = { animations: 0, smooth: 0 };
    globalThis.earshotMotion = motion;
    for (const name of ["scrollIntoView", "scrollTo", "scrollBy", "scroll"] as const) {
      const scroll = Element.prototype[name] as (...given: unknown[]) => unknown;
      Object.defineProperty(Element.prototype, name, {
        value(this: Element, ...given: unknown[]) {
          if (JSON.stringify(given).includes("smooth")) motion.smooth += 1;
          return Reflect.apply(scroll, this, given);
        },
      });
    }
    const look = () => {
      motion.animations = Math.max(motion.animations, document.getAnimations().length);
      for (const element of document.querySelectorAll("main, main *"))
        if (getComputedStyle(element).scrollBehavior === "smooth") motion.smooth += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Each line word by word, the last two still tentative; now and then the newest words are taken back once. */
function* growing(): Generator<Segment> {
  for (const [index, [source, text]] of SAID.entries()) {
    const startSample = (index + 1) * 80_000;
    const place = { source, utterance: startSample, startSample, endSample: startSample + 60_000 };
    const words = text.includes(" ") ? text.split(/(?= )/u) : (text.match(/.{1,3}/gu) ?? []);
    let revision = 0;
    for (let count = 1; count <= words.length; count += 1) {
      const stable = words.slice(0, Math.max(0, count - 2)).join("");
      const tail = words.slice(Math.max(0, count - 2), count).join("");
      revision += 1;
      yield finalSegment({ ...place, revision, stable, tail, isFinal: false });
      if (count % 5 !== 4) continue;
      revision += 1;
      yield finalSegment({ ...place, revision, stable, tail: "", isFinal: false });
    }
    yield finalSegment({ ...place, revision: revision + 1, stable: text, language: null });
  }
}

/** Notes every word's place in every frame that the browser draws from now on. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.earshotFrames = [];
    const look = () => {
      const lines = document.querySelector(".lines");
      const view = lines?.getBoundingClientRect();
      const places: Record<string, Place> = {};
      for (const paragraph of document.querySelectorAll(".said p")) {
        const top = paragraph.getBoundingClientRect().top;
        const linePx = Number(getComputedStyle(paragraph).lineHeight.replace("px", ""));
        let before = "";
        for (const caption of paragraph.querySelectorAll<HTMLElement>("[data-caption]")) {
          const walker = document.createTreeWalker(caption, NodeFilter.SHOW_TEXT);
          let count = 0;
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            for (const match of (node.textContent ?? "").matchAll(/\S+/gu)) {
              const range = document.createRange();
              range.setStart(node, match.index);
              range.setEnd(node, match.index + 1);
              const box = range.getBoundingClientRect();
              const line = Math.floor((box.top + box.height / 2 - top) / linePx);
              const lineTop = top + line * linePx;
              const { source, utterance } = caption.dataset;
              places[`${source} ${utterance} ${count} ${match[0]}`] = {
                before,
                line,
                above: Math.round((view?.bottom ?? 0) - lineTop),
                isInView: lineTop >= (view?.top ?? 0) - 1 && lineTop < (view?.bottom ?? 0),
              };
              before += ` ${match[0]}`;
              count += 1;
            }
          }
        }
      }
      globalThis.earshotFrames.push(places);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function faultsOf(frames: readonly Readonly<Record<string, Place>>[]) {
  const faults = new Set<string>();
  let followed = 0;
  let moves = 0;
  for (const [index, frame] of frames.entries()) {
    const earlier = frames[index - 1] ?? {};
    for (const [word, now] of Object.entries(frame)) {
      const was = earlier[word];
      if (was === undefined || was.before !== now.before) continue;
      followed += 1;
      if (was.line !== now.line) faults.add(`${word}: line ${was.line} to ${now.line} in frame ${index}`);
      const movedPx = now.above - was.above;
      if (movedPx !== 0) moves += 1;
      if ((was.isInView && movedPx < 0) || movedPx % LINE_PX !== 0)
        faults.add(`moved by ${movedPx} px in frame ${index}`);
    }
  }
  return { faults: [...faults], followed, moves };
}
