import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { defaultLayout } from "../../../src/overlay/layout.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { PICTURES, useFedViews } from "../views/fed-view.ts";
import { twoFrames } from "../views/view-checks.ts";
import { running, settings } from "../views/view-samples.ts";

declare global {
  /** Words by what they are and where their line stands, for each frame that the browser drew. */
  var earshotFrames: Readonly<Record<string, Place>>[];
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
