import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type MountedOverlay, onlyOnce } from "../../src/content-script/only-once.ts";
import { defaultLayout, fitLayout, moveBy, resizeBy, zoomBy } from "../../src/overlay/layout.ts";
import { layoutStore } from "../../src/overlay/layout-store.ts";
import { reduceOverlay } from "../../src/overlay/overlay-state.ts";
import { unreported } from "../../src/overlay/paint-report.ts";
import type { OverlayLayout } from "../../src/shared/overlay-layout.ts";
import { newestTurns } from "../../src/ui/captions/turns.ts";
import { finalSegment } from "../shared/transcript-samples.ts";

const SHOWN = { turns: 3, segmentsPerTurn: 4 };
const window = { width: 1280, height: 720 };

function said(source: "tab" | "mic", second: number) {
  const startSample = second * 16_000;
  return finalSegment({ source, utterance: startSample, startSample, endSample: startSample + 16_000 });
}

test("UI-1 the last turns of both speakers are shown, oldest first", () => {
  const turns = newestTurns(
    [said("mic", 1), said("tab", 2), said("mic", 3), said("tab", 4), said("tab", 5)],
    SHOWN,
  );

  expect(turns.map(({ source, segments }) => [source, segments.length])).toEqual([
    ["tab", 1],
    ["mic", 1],
    ["tab", 2],
  ]);
});

test("UI-1 the overlay keeps the newest captions and takes none of another session", () => {
  const segments = Array.from({ length: 40 }, (_, second) => said("tab", second));
  const speakers = { tab: "Meeting", mic: "You" };
  const snapshot = {
    type: "overlay-snapshot",
    session: "a",
    segments,
    speakers,
    notices: [],
    areDoubtsMarked: false,
    layout: null,
  } as const;
  const change = { type: "put", segment: said("mic", 41) } as const;

  const state = reduceOverlay(null, snapshot);

  expect(state?.segments.at(-1)).toBe(segments.at(-1));
  expect(state?.segments.length).toBeLessThan(40);
  expect(reduceOverlay(state, { type: "overlay-caption", session: "b", change })).toBe(state);
  expect(reduceOverlay(state, { type: "overlay-caption", session: "a", change })?.segments.at(-1)).toBe(
    change.segment,
  );
});

test("STT-7 the overlay marks doubtful words as soon as the user asks for it", () => {
  const rest = { session: "a", segments: [], speakers: { tab: "", mic: "" }, notices: [], layout: null };
  const state = reduceOverlay(null, { type: "overlay-snapshot", areDoubtsMarked: false, ...rest });

  expect(state?.areDoubtsMarked).toBe(false);
  expect(reduceOverlay(state, { type: "overlay-doubts", areDoubtsMarked: true })?.areDoubtsMarked).toBe(true);
});

test("SEC-7 the overlay shows no line that reaches into a struck stretch", () => {
  const segments = [said("tab", 0), said("mic", 1), said("tab", 2), said("tab", 3)];
  const speakers = { tab: "Meeting", mic: "You" };
  const rest = { session: "a", speakers, notices: [], areDoubtsMarked: false, layout: null };
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

  expect(zoomBy(layout, 1)).toMatchObject({ fontSize: 24, height: (layout.height * 24) / 22 });
  expect(fitLayout(zoomBy(layout, 100), window).fontSize).toBe(48);
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

test("UI-1 a second injection does not double the overlay, but replaces a dead one", () => {
  const mounted: { isAlive: boolean; isRemoved: boolean }[] = [];
  const mount = (): MountedOverlay => {
    const overlay = { isAlive: true, isRemoved: false };
    mounted.push(overlay);
    return { isAlive: () => overlay.isAlive, remove: () => void (overlay.isRemoved = true) };
  };

  onlyOnce(mount);
  onlyOnce(mount);
  expect(mounted).toHaveLength(1);
  for (const overlay of mounted) overlay.isAlive = false;
  onlyOnce(mount);

  expect(mounted).toMatchObject([{ isRemoved: true }, { isAlive: true, isRemoved: false }]);
});

test("UI-1 every revision is reported as painted once", () => {
  const segment = finalSegment({ source: "mic", utterance: 5, revision: 2 });

  expect(unreported([segment], new Map())).toEqual([segment]);
  expect(unreported([segment], new Map([["mic 5", 1]]))).toEqual([segment]);
  expect(unreported([segment], new Map([["mic 5", 2]]))).toEqual([]);
});
