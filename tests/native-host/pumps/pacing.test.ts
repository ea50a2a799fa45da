import { expect, test } from "vitest";
import { throttled } from "../../../native-host/pumps/audio-intake.ts";

const task = () => {};

test("IPC-1 acknowledgements come at once at first, and then no closer than their period", () => {
  let nowMs = 1000;
  const delays: number[] = [];
  const run = throttled(200, { nowMs: () => nowMs, after: (delayMs) => void delays.push(delayMs) });

  run(task);
  nowMs = 1050;
  run(task);
  nowMs = 1900;
  run(task);

  expect(delays).toEqual([0, 150, 0]);
});
