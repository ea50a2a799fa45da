import { beforeEach, expect, test } from "vitest";
import { Acknowledger } from "../../../native-host/session/acknowledger.ts";
import { ManualClock } from "../manual-clock.ts";

let clock: ManualClock;
let acknowledged: string[];
let acknowledger: Acknowledger;

beforeEach(() => {
  clock = new ManualClock();
  acknowledged = [];
  acknowledger = new Acknowledger(
    (source) => {
      acknowledged.push(source);
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

test("a hole asks the sender back once, and again only when reminded", () => {
  acknowledger.hole("tab");
  clock.turn();
  acknowledger.hole("tab");
  clock.turn();
  expect(acknowledged).toEqual(["tab"]);

  acknowledger.remind();
  clock.turn();
  expect(acknowledged).toEqual(["tab", "tab"]);
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
  expect(acknowledged).toEqual(["mic", "mic"]);
});
