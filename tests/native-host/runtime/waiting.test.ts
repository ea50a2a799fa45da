import { expect, test } from "vitest";
import { Watermark } from "../../../native-host/runtime/waiting.ts";

test("a wait ends as soon as its target is reached, and only then", async () => {
  const mark = new Watermark(0);
  const reached: number[] = [];
  const waits = [2, 1].map(async (target) => {
    await mark.reach(target);
    reached.push(target);
  });

  mark.set(1);
  await waits[1];
  expect(reached).toEqual([1]);

  mark.set(5);
  await waits[0];
  expect(reached).toEqual([1, 2]);
});

test("what cannot be reached any more says why, what is reached stays reached", async () => {
  const mark = new Watermark(3);
  const waiting = mark.reach(4);

  mark.fail(new Error("gone"));

  await expect(waiting).rejects.toThrow("gone");
  await expect(mark.reach(9)).rejects.toThrow("gone");
  await expect(mark.reach(3)).resolves.toBeUndefined();
});
