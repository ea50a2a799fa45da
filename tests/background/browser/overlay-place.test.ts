import { expect, test } from "vitest";
import type browser from "webextension-polyfill";
import { OverlayPlace } from "../../../src/background/browser/overlay-place.ts";
import type { OverlaySight } from "../../../src/shared/status.ts";

const TAB = 7;
const TOKEN = "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11";
const viewport = { width: 1280, height: 720 };
const box = { left: 0, bottom: 96, width: 836, height: 134, isClickThrough: false };

/** An overlay's two halves, and a clock that the test moves. */
function overlayFixture() {
  const sights: OverlaySight[] = [];
  const clickThroughs: boolean[] = [];
  const joined: browser.Runtime.Port[] = [];
  const left: browser.Runtime.Port[] = [];
  let nowMs = 0;
  let waiting: { readonly action: () => void; readonly atMs: number }[] = [];
  const place = new OverlayPlace({
    onJoined: (frame) => void joined.push(frame),
    onLeft: (frame) => void left.push(frame),
    onSight: (sight) => void sights.push(sight),
    onClickThrough: (isClickThrough) => void clickThroughs.push(isClickThrough),
    zoomOf: () => Promise.resolve(1),
    now: () => nowMs,
    schedule: (action, delayMs) => void waiting.push({ action, atMs: nowMs + delayMs }),
  });
  const port = (): browser.Runtime.Port & { readonly got: unknown[] } => {
    const got: unknown[] = [];
    return { got, postMessage: (message: unknown) => void got.push(message) } as unknown as ReturnType<
      typeof port
    >;
  };
  const script = port();
  return {
    place,
    sights,
    clickThroughs,
    joined,
    left,
    port,
    script,
    open: (isLoaded = false) =>
      place.fromPlacement(script, TAB, {
        type: "overlay-opened",
        token: TOKEN,
        viewport,
        isLoaded,
        isStanding: true,
      }),
    stands: (isStanding: boolean) =>
      place.fromPlacement(script, TAB, { type: "standing-changed", isStanding }),
    sees: (isVisible: boolean) => place.fromFrame({ type: "sight-changed", isVisible }),
    pass(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = waiting.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        waiting = waiting.filter((other) => other !== next);
        nowMs = next.atMs;
        next.action();
      }
      nowMs = untilMs;
    },
  };
}

test("SEC-3 captions go to the frame that says the script's token in the same tab, whichever half comes first", () => {
  const fixture = overlayFixture();
  const [early, forged, elsewhere] = [fixture.port(), fixture.port(), fixture.port()];

  fixture.place.frameReady(early, TAB, null, TOKEN);
  fixture.open();
  fixture.place.frameReady(forged, TAB, null, "00000000-0000-4000-8000-000000000000");
  fixture.place.frameReady(elsewhere, TAB + 1, null, TOKEN);

  expect(fixture.joined).toEqual([early]);
  expect([forged, elsewhere].map((port) => fixture.place.isJoined(port))).toEqual([false, false]);
  expect([forged.got, elsewhere.got]).toEqual([[], []]);
});

test("SEC-3 nothing more goes to a frame once its session is over, or its script began again", () => {
  const fixture = overlayFixture();
  const [first, second] = [fixture.port(), fixture.port()];
  fixture.open();
  fixture.place.frameReady(first, TAB, null, TOKEN);
  fixture.open();
  expect(fixture.left).toEqual([first]);

  fixture.place.frameReady(second, TAB, null, TOKEN);
  fixture.place.close();
  expect(fixture.left).toContain(second);
});

test("UI-1 the frame's place reaches the script, the page's viewport the frame, and no caption the script", () => {
  const fixture = overlayFixture();
  const frame = fixture.port();
  fixture.open();
  fixture.place.frameReady(frame, TAB, null, TOKEN);

  fixture.place.fromFrame({ type: "box-changed", box });
  fixture.place.close();

  expect(fixture.script.got).toEqual([{ type: "place-overlay", box }, { type: "overlay-close" }]);
  expect(frame.got).toEqual([{ type: "overlay-viewport", viewport, zoom: 1 }]);
});

test("UI-1 clicks that go through the captions are taken back by the shortcut and by a view, and said while they do", () => {
  const fixture = overlayFixture();
  const frame = fixture.port();
  fixture.open();
  fixture.place.frameReady(frame, TAB, null, TOKEN);
  frame.got.length = 0;

  fixture.place.toggleClickThrough("press 1");
  fixture.place.fromFrame({ type: "box-changed", box: { ...box, isClickThrough: true } });
  // One press that comes twice is one press.
  fixture.place.toggleClickThrough("press 1");
  fixture.place.toggleClickThrough("press 2");
  fixture.place.fromFrame({ type: "box-changed", box });
  fixture.place.setClickThrough(false);

  expect(frame.got).toEqual(
    [true, false, false].map((isClickThrough) => ({ type: "overlay-click-through", isClickThrough })),
  );
  expect(fixture.clickThroughs).toEqual([true, false]);
  fixture.place.fromFrame({ type: "box-changed", box: { ...box, isClickThrough: true } });
  fixture.place.close();
  expect(fixture.clickThroughs.at(-1)).toBe(false);
});

test("SEC-3 a frame that is thrown out is reported at once, for long enough to be read", () => {
  const fixture = overlayFixture();
  const [first, second] = [fixture.port(), fixture.port()];
  fixture.open();
  fixture.place.frameReady(first, TAB, null, TOKEN);
  fixture.stands(false);
  fixture.place.remove(first);
  fixture.stands(true);
  fixture.place.frameReady(second, TAB, null, TOKEN);

  expect(fixture.sights).toEqual(["shown", "removed"]);
  fixture.pass(3000);
  expect(fixture.sights).toEqual(["shown", "removed"]);
  fixture.pass(2000);
  expect(fixture.sights).toEqual(["shown", "removed", "shown"]);
});

test("SEC-3 what stays over the captions is reported within 2 s, also where both rise by turns; what passes is not", () => {
  const fixture = overlayFixture();
  fixture.open();
  fixture.place.frameReady(fixture.port(), TAB, null, TOKEN);

  fixture.sees(false);
  fixture.pass(200);
  fixture.sees(true);
  fixture.pass(5000);
  expect(fixture.sights).toEqual(["shown"]);

  for (let turn = 0; turn < 8; turn += 1) {
    fixture.sees(turn % 2 === 1);
    fixture.pass(150);
  }
  expect(fixture.sights).toEqual(["shown", "covered"]);
  fixture.sees(true);
  fixture.pass(5000);
  expect(fixture.sights).toEqual(["shown", "covered", "shown"]);
  expect(fixture.script.got).toContainEqual({ type: "raise-overlay" });
});

test("SEC-3 a frame that was loaded and never spoke was refused by the page", () => {
  const fixture = overlayFixture();
  fixture.open();
  fixture.pass(60_000);
  expect(fixture.sights).toEqual([]);

  fixture.place.fromPlacement(fixture.script, TAB, { type: "frame-loaded" });
  fixture.pass(2000);
  expect(fixture.sights).toEqual(["refused"]);
  fixture.place.close();
  expect(fixture.sights).toEqual(["refused", "none"]);
});
