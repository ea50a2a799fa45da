import { beforeEach, expect, test } from "vitest";
import { Acknowledger, throttled } from "../../../native-host/pumps/audio-intake.ts";
import { ManualClock } from "../manual-clock.ts";

let clock: ManualClock;
let acknowledged: string[];
let acknowledger: Acknowledger;

beforeEach(() => {
  clock = new ManualClock();
  acknowledged = [];
  acknowledger = new Acknowledger(
    (source, resend) => {
      acknowledged.push(resend ? `${source} again` : source);
    },
    (task) => clock.after(0, task),
  );
});

test("frames of one turn are acknowledged together, once per source", () => {
  acknowledger.stored("tab");
  acknowledger.stored("tab");
  acknowledger.stored("mic");
  expect(acknowledged).toEqual([]);

  clock.turn();
  expect(acknowledged).toEqual(["tab", "mic"]);
});

test("an early frame asks the sender back once, and again only when reminded", () => {
  acknowledger.early("tab");
  clock.turn();
  acknowledger.early("tab");
  clock.turn();
  expect(acknowledged).toEqual(["tab again"]);

  acknowledger.remind();
  clock.turn();
  expect(acknowledged).toEqual(["tab again", "tab again"]);
});

test("a frame that could not be written is asked for at the next reminder, until it is stored", () => {
  acknowledger.refused("mic");
  clock.turn();
  expect(acknowledged).toEqual([]);

  acknowledger.remind();
  clock.turn();
  acknowledger.stored("mic");
  clock.turn();
  acknowledger.remind();
  clock.turn();
  expect(acknowledged).toEqual(["mic again", "mic"]);
});

test("IPC-5 a frame that came twice is acknowledged, and what is missing is still asked for", () => {
  acknowledger.early("tab");
  acknowledger.duplicate("tab");
  clock.turn();
  acknowledger.duplicate("tab");
  clock.turn();
  acknowledger.remind();
  clock.turn();

  expect(acknowledged).toEqual(["tab again", "tab", "tab again"]);
});

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
