import { expect, test } from "vitest";
import {
  FrameWatch,
  STALL_AFTER_MS,
  WATCH_INTERVAL_MS,
} from "../../../src/background/meeting/frame-watch.ts";

test("CAP-7 no captured frames for 3 s is a stall of the capture", () => {
  const watch = new FrameWatch();
  watch.expect("tab", 0);
  watch.stored("tab", 4000);

  expect(watch.verdict(2999)).toBeNull();
  expect(watch.verdict(3000)).toBe("capture_stalled");
});

test("CAP-7 frames that are captured but not stored are named so", () => {
  const watch = new FrameWatch();
  watch.expect("tab", 0);
  watch.captured("tab", 2900);

  expect(watch.verdict(3000)).toBe("frames_not_stored");
});

test("CAP-7 a stall of one source is seen while the other flows, unless it is switched off", () => {
  const watch = new FrameWatch();
  watch.expect("tab", 0);
  watch.expect("mic", 0);
  watch.captured("tab", 3000);
  watch.stored("tab", 3000);
  expect(watch.verdict(3500)).toBe("capture_stalled");

  watch.forget("mic");
  watch.captured("mic", 3400);

  expect(watch.verdict(3500)).toBeNull();
});

test("CAP-7 a stall is named within 6 s", () => {
  expect(STALL_AFTER_MS + WATCH_INTERVAL_MS).toBeLessThanOrEqual(6000);
});
