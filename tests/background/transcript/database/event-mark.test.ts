import * as fc from "fast-check";
import { expect, test } from "vitest";
import { markStored, NO_EVENTS } from "../../../../src/background/transcript/database/event-mark.ts";

const after = (...numbers: readonly number[]) => numbers.reduce(markStored, NO_EVENTS);

test("IPC-7 only what is stored without a hole counts, in whatever order it came", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30)), (numbers) => {
      const stored = new Set(numbers);
      let next = 0;
      while (stored.has(next)) next++;

      expect(after(...numbers).next).toBe(next);
    }),
  );
});

test("IPC-7 an event that comes twice changes nothing", () => {
  expect(after(0, 1, 1, 0)).toEqual({ next: 2, ahead: [] });
});

test("IPC-7 a hole that the host cannot fill is passed over once it sends what comes after it again", () => {
  expect(after(0, 3, 4)).toEqual({ next: 1, ahead: [3, 4] });
  expect(after(0, 3, 4, 3)).toEqual({ next: 5, ahead: [] });
});
