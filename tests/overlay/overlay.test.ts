import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Mounted, onlyOnce } from "../../src/content-script/only-once.ts";
import {
  boxOf,
  defaultLayout,
  fadeBy,
  fitLayout,
  linesOf,
  moveBy,
  PLACES,
  placeAt,
  placeOf,
  resizeBy,
  withLines,
  zoomBy,
} from "../../src/overlay/layout.ts";
import { layoutStore } from "../../src/overlay/layout-store.ts";
import { reduceOverlay } from "../../src/overlay/overlay-state.ts";
import { unreported } from "../../src/overlay/paint-report.ts";
import { type OverlayLayout, overlayLayout } from "../../src/shared/overlay-layout.ts";
import type { Segment } from "../../src/shared/transcript.ts";
import { NO_TURNS, nextTurns } from "../../src/ui/captions/shown-turns.ts";
import { finalSegment } from "../shared/transcript-samples.ts";

const window = { width: 1280, height: 720 };

function said(source: "tab" | "mic", second: number) {
  const startSample = second * 16_000;
  return finalSegment({ source, utterance: startSample, startSample, endSample: startSample + 16_000 });
}

test("UI-1 the last turns of both speakers are shown, oldest first", () => {
  const all = [said("mic", 1), said("tab", 2), said("mic", 3), said("tab", 4), said("tab", 5)];
  const { turns } = nextTurns(NO_TURNS, all, 3);

  expect(turns.map(({ source, segments }) => [source, segments.length])).toEqual([
    ["tab", 1],
    ["mic", 1],
    ["tab", 2],
  ]);
});

test("UI-1 the overlay keeps the newest captions and takes none of another session", () => {
  const segments = Array.from({ length: 400 }, (_, second) => said("tab", second));
  const speakers = { tab: "Meeting", mic: "You" };
  const snapshot = {
    type: "overlay-snapshot",
    session: "a",
    segments,
    speakers,
    notices: [],
    areDoubtsMarked: false,
    alertWords: [],
    layout: null,
  } as const;
  const change = { type: "put", segment: said("mic", 401) } as const;

  const state = reduceOverlay(null, snapshot);

  expect(state?.segments.at(-1)).toBe(segments.at(-1));
  expect(state?.segments.length).toBeLessThan(400);
  expect(reduceOverlay(state, { type: "overlay-caption", session: "b", change })).toBe(state);
  expect(reduceOverlay(state, { type: "overlay-caption", session: "a", change })?.segments.at(-1)).toBe(
    change.segment,
  );
});

test("UI-1 a worker that was started again takes no line from the overlay, and brings none from before its first", () => {
  const all = Array.from({ length: 60 }, (_, second) => said("tab", second));
  const rest = {
    type: "overlay-snapshot",
    session: "a",
    speakers: { tab: "", mic: "" },
    notices: [],
    areDoubtsMarked: false,
    alertWords: [],
    layout: null,
  } as const;
  const late = reduceOverlay(null, { ...rest, segments: all.slice(0, 20) });
  const grown = all
    .slice(20, 50)
    .reduce(
      (state, segment) =>
        reduceOverlay(state, { type: "overlay-caption", session: "a", change: { type: "put", segment } }),
      late,
    );
  const struck = all.filter((_, second) => second !== 30);

  expect(late?.segments).toEqual(all.slice(14, 20));
  expect(grown?.segments).toEqual(all.slice(14, 50));
  expect(reduceOverlay(grown, { ...rest, segments: struck })?.segments).toEqual([
    ...all.slice(14, 30),
    ...all.slice(31),
  ]);
});

test("WHO-2 UI-1 what reaches back to a line that the overlay keeps no more is not shown as the newest", () => {
  const all = Array.from({ length: 40 }, (_, second) => said("tab", second));
  const head = { session: "a", speakers: { tab: "", mic: "" }, notices: [], areDoubtsMarked: false };
  const state = reduceOverlay(null, {
    type: "overlay-snapshot",
    ...head,
    segments: all,
    alertWords: [],
    layout: null,
  });
  const put = (segment: Segment) =>
    reduceOverlay(state, { type: "overlay-caption", session: "a", change: { type: "put", segment } });
  const named = { speaker: "Aki", speakerAtMs: 1 };
  const corrected = { versions: [{ text: "x", language: "en", model: null }] };

  for (const late of [{ voice: "s1" }, named, corrected]) {
    expect(put({ ...said("tab", 1), ...late })).toBe(state);
    expect(put({ ...said("tab", 39), ...late })?.segments.at(-1)).toMatchObject(late);
  }
  expect(put(said("tab", 1))?.segments).toContainEqual(said("tab", 1));
});

test("STT-7 UI-8 the overlay marks doubtful words, and words of the list, as soon as the user asks for it", () => {
  const rest = { session: "a", segments: [], speakers: { tab: "", mic: "" }, notices: [], layout: null };
  const before = { areDoubtsMarked: false, alertWords: [] };
  const state = reduceOverlay(null, { type: "overlay-snapshot", ...before, ...rest });
  const after = { areDoubtsMarked: true, alertWords: ["Aiko"] };

  expect(state).toMatchObject(before);
  expect(reduceOverlay(state, { type: "overlay-word-marks", ...after })).toMatchObject(after);
});

test("SEC-7 the overlay shows no line that reaches into a struck span", () => {
  const segments = [said("tab", 0), said("mic", 1), said("tab", 2), said("tab", 3)];
  const speakers = { tab: "Meeting", mic: "You" };
  const rest = { session: "a", speakers, notices: [], areDoubtsMarked: false, alertWords: [], layout: null };
  const state = reduceOverlay(null, { type: "overlay-snapshot", segments, ...rest });

  const range = { startSample: 1.5 * 16_000, endSample: 3 * 16_000 };
  const change = { type: "strike", range } as const;
  const struck = reduceOverlay(state, { type: "overlay-caption", session: "a", change });

  expect(struck?.segments).toEqual([segments[0], segments[3]]);
});

test("UI-1 wherever it is dragged, the overlay stays inside the window", () => {
  const steps = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(steps, steps, steps, steps, (x, y, wider, higher) => {
      const layout = fitLayout(resizeBy(moveBy(defaultLayout(window), x, y), wider, higher), window);

      expect(layout.left).toBeGreaterThanOrEqual(0);
      expect(layout.left + layout.width).toBeLessThanOrEqual(window.width);
      expect(layout.bottom).toBeGreaterThanOrEqual(0);
      expect(layout.bottom).toBeLessThan(window.height);
    }),
  );
});

test("UI-1 text has a least and a greatest size, and its lines grow with it", () => {
  const layout = defaultLayout(window);

  expect(zoomBy(layout, 1).fontSize).toBe(24);
  expect(zoomBy(layout, 1).height).toBeGreaterThan(layout.height);
  expect(linesOf(zoomBy(layout, 1))).toBe(linesOf(layout));
  expect(fitLayout(zoomBy(layout, 100), window).fontSize).toBe(72);
  expect(fitLayout(zoomBy(layout, -100), window).fontSize).toBe(14);
});

test("UI-1 the layout begins where it was left, inside the window of today", () => {
  const remembered: OverlayLayout[] = [];
  const open = (layout: OverlayLayout | null, viewport = window) =>
    layoutStore(
      layout,
      () => viewport,
      (changed) => void remembered.push(changed),
    );

  open(null).change((layout) => ({ ...zoomBy(layout, 3), left: 900, isHidden: true }));
  const [left] = remembered;
  if (left === undefined) throw new Error("nothing was remembered");

  expect(left).toMatchObject({ fontSize: 28, isHidden: true });
  expect(open(left).layout.value).toEqual(left);
  const narrow = open(left, { width: 600, height: 720 }).layout.value;
  expect(narrow.left + narrow.width).toBeLessThanOrEqual(600);
});

test("UI-1 a layout that an earlier version remembered is taken, with defaults for what it did not know", () => {
  const old = { left: 10, bottom: 20, width: 800, height: 236, fontSize: 48, opacity: 0.6, isHidden: false };
  const parsed = overlayLayout.parse(old);
  const layout = fitLayout(parsed, window);

  expect(parsed).toEqual({
    ...old,
    top: null,
    font: "sans",
    colours: "white-on-black",
    areOwnWordsShown: true,
    isClickThrough: false,
  });
  expect(layout).toMatchObject({ left: 10, bottom: 20, width: 800, fontSize: 48 });
  expect(linesOf(layout)).toBe(4);
  expect(linesOf(fitLayout({ ...parsed, fontSize: 22 }, window))).toBe(6);
});

test.each([1, 2, 3, 4, 5, 6])(
  "UI-1 %i lines are shown at every size of text that the page has room for",
  (lines) => {
    for (let fontSize = 14; fontSize <= 72; fontSize += 2) {
      const layout = fitLayout(withLines({ ...defaultLayout(window), fontSize }, lines), window);

      expect(linesOf(layout)).toBe(lines);
      expect(linesOf(zoomBy(zoomBy(layout, 1), -1))).toBe(lines);
    }
  },
);

test("UI-1 by dragging its corner the captions get whole lines, and their upper edge stays", () => {
  const layout = withLines(defaultLayout(window), 2);
  const [little, more] = [resizeBy(layout, 0, 10), resizeBy(layout, 0, 31)];

  expect([linesOf(little), little.bottom]).toEqual([2, layout.bottom]);
  expect([linesOf(more), more.bottom]).toEqual([3, layout.bottom - 30]);
});

test.each(PLACES)("UI-1 the captions are put at %s, inside the window, and grow into it", (place) => {
  const layout = fitLayout(placeAt(defaultLayout(window), place, window), window);
  const boxes = [60, 200].map((height) => boxOf(layout, { width: layout.width, height }, false, window));
  const tops = boxes.map(({ bottom, height }) => window.height - bottom - height);
  const bottoms = boxes.map(({ bottom }) => bottom);

  expect(placeOf(layout, window)).toBe(place);
  expect(placeOf(moveBy(layout, 40, place.startsWith("top") ? 40 : -40), window)).toBeNull();
  // The edge that stands stays while lines come.
  const [first, second] = place.startsWith("top") ? tops : bottoms;
  expect(first).toBe(second);
  expect(Math.min(...tops, ...bottoms, layout.left)).toBeGreaterThanOrEqual(0);
  expect(layout.left + layout.width).toBeLessThanOrEqual(window.width);
});

test("UI-1 captions that are higher than the room above or below them stay inside the window", () => {
  const panel = { width: 400, height: 600 };
  const low = boxOf({ ...defaultLayout(window), top: 500 }, panel, false, window);
  const high = boxOf({ ...defaultLayout(window), bottom: 400 }, panel, true, window);

  expect(low.bottom).toBeGreaterThanOrEqual(0);
  expect(high.bottom + high.height).toBeLessThanOrEqual(window.height);
});

test("UI-1 the ground is let through in steps, and never so far that words are lost", () => {
  const layout = defaultLayout(window);

  expect(fadeBy(layout, -1).opacity).toBe(0.8);
  expect(fitLayout(fadeBy(layout, -20), window).opacity).toBe(0.75);
  expect(fitLayout(fadeBy(layout, 20), window).opacity).toBe(1);
});

test("UI-1 a second injection does not double the overlay, but replaces a dead one", () => {
  const mounted: { isAlive: boolean; isRemoved: boolean }[] = [];
  const mount = (): Mounted => {
    const overlay = { isAlive: true, isRemoved: false };
    mounted.push(overlay);
    return { isAlive: () => overlay.isAlive, remove: () => void (overlay.isRemoved = true) };
  };

  onlyOnce("overlay", mount);
  onlyOnce("overlay", mount);
  expect(mounted).toHaveLength(1);
  for (const overlay of mounted) overlay.isAlive = false;
  onlyOnce("overlay", mount);

  expect(mounted).toMatchObject([{ isRemoved: true }, { isAlive: true, isRemoved: false }]);
});

test("UI-1 every revision is reported as painted once", () => {
  const segment = finalSegment({ source: "mic", utterance: 5, revision: 2 });

  expect(unreported([segment], new Map())).toEqual([segment]);
  expect(unreported([segment], new Map([["mic 5", 1]]))).toEqual([segment]);
  expect(unreported([segment], new Map([["mic 5", 2]]))).toEqual([]);
});
