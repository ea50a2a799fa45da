import { expect, test } from "vitest";
import type browser from "webextension-polyfill";
import { OverlayPlace } from "../../../src/background/browser/overlay-place.ts";
import type { OverlaySight } from "../../../src/shared/status.ts";

const TAB = 7;
const TOKEN = "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11";
const viewport = { width: 1280, height: 720 };
const box = { left: 0, bottom: 96, width: 836, height: 134 };

/** An overlay's two halves, and a clock that the test moves. */
function placeDesk() {
  const sights: OverlaySight[] = [];
  const joined: browser.Runtime.Port[] = [];
  const left: browser.Runtime.Port[] = [];
  let nowMs = 0;
  let waiting: { readonly action: () => void; readonly atMs: number }[] = [];
  const place = new OverlayPlace({
    onJoined: (frame) => void joined.push(frame),
    onLeft: (frame) => void left.push(frame),
    onSight: (sight) => void sights.push(sight),
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
  const desk = placeDesk();
  const [early, forged, elsewhere] = [desk.port(), desk.port(), desk.port()];

  desk.place.frameReady(early, TAB, null, TOKEN);
  desk.open();
  desk.place.frameReady(forged, TAB, null, "00000000-0000-4000-8000-000000000000");
  desk.place.frameReady(elsewhere, TAB + 1, null, TOKEN);

  expect(desk.joined).toEqual([early]);
  expect([forged, elsewhere].map((port) => desk.place.isJoined(port))).toEqual([false, false]);
  expect([forged.got, elsewhere.got]).toEqual([[], []]);
});

test("SEC-3 nothing more goes to a frame once its session is over, or its script began anew", () => {
  const desk = placeDesk();
  const [first, second] = [desk.port(), desk.port()];
  desk.open();
  desk.place.frameReady(first, TAB, null, TOKEN);
  desk.open();
  expect(desk.left).toEqual([first]);

  desk.place.frameReady(second, TAB, null, TOKEN);
  desk.place.close();
  expect(desk.left).toContain(second);
});

test("UI-1 the frame's place reaches the script, the page's viewport the frame, and no caption the script", () => {
  const desk = placeDesk();
  const frame = desk.port();
  desk.open();
  desk.place.frameReady(frame, TAB, null, TOKEN);

  desk.place.fromFrame({ type: "box-changed", box });
  desk.place.close();

  expect(desk.script.got).toEqual([{ type: "place-overlay", box }, { type: "overlay-close" }]);
  expect(frame.got).toEqual([{ type: "overlay-viewport", viewport, zoom: 1 }]);
});

test("SEC-3 a frame that is thrown out is told at once, for long enough to be read", () => {
  const desk = placeDesk();
  const [first, second] = [desk.port(), desk.port()];
  desk.open();
  desk.place.frameReady(first, TAB, null, TOKEN);
  desk.stands(false);
  desk.place.remove(first);
  desk.stands(true);
  desk.place.frameReady(second, TAB, null, TOKEN);

  expect(desk.sights).toEqual(["shown", "removed"]);
  desk.pass(3000);
  expect(desk.sights).toEqual(["shown", "removed"]);
  desk.pass(2000);
  expect(desk.sights).toEqual(["shown", "removed", "shown"]);
});

test("SEC-3 what stays over the captions is told within 2 s, also where both rise by turns; what passes is not", () => {
  const desk = placeDesk();
  desk.open();
  desk.place.frameReady(desk.port(), TAB, null, TOKEN);

  desk.sees(false);
  desk.pass(200);
  desk.sees(true);
  desk.pass(5000);
  expect(desk.sights).toEqual(["shown"]);

  for (let turn = 0; turn < 8; turn += 1) {
    desk.sees(turn % 2 === 1);
    desk.pass(150);
  }
  expect(desk.sights).toEqual(["shown", "covered"]);
  desk.sees(true);
  desk.pass(5000);
  expect(desk.sights).toEqual(["shown", "covered", "shown"]);
  expect(desk.script.got).toContainEqual({ type: "raise-overlay" });
});

test("SEC-3 a frame that was loaded and never spoke was refused by the page", () => {
  const desk = placeDesk();
  desk.open();
  desk.pass(60_000);
  expect(desk.sights).toEqual([]);

  desk.place.fromPlacement(desk.script, TAB, { type: "frame-loaded" });
  desk.pass(2000);
  expect(desk.sights).toEqual(["refused"]);
  desk.place.close();
  expect(desk.sights).toEqual(["refused", "none"]);
});
