import { beforeEach, expect, test } from "vitest";
import { DeadlockWatch } from "../../../native-host/supervision/sidecar-health.ts";

let watch: DeadlockWatch;

beforeEach(() => {
  watch = new DeadlockWatch();
});

/** How many deadlocks are counted when one period after the other passes at these positions. */
function deadlocksAt(positions: readonly number[], isWorking = true): number {
  return positions.filter((position) => watch.periodPassed({ isWorking, positions: [position] })).length;
}

test("IPC-14 30 s in which nothing moves are one deadlock, the next 30 s another", () => {
  const still = Array.from({ length: 7 }, () => 5);

  expect(deadlocksAt(still)).toBe(1);
  expect(deadlocksAt(still.slice(1))).toBe(1);
});

test("IPC-14 any movement lets the time begin again", () => {
  expect(deadlocksAt([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])).toBe(0);
});

test("IPC-14 a sidecar without audio, model or answer is no deadlock", () => {
  expect(
    deadlocksAt(
      Array.from({ length: 20 }, () => 5),
      false,
    ),
  ).toBe(0);
});
