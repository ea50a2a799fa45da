import { expect, test } from "vitest";
import { trendOf } from "../../../tools/soak/report.ts";
import { EventReceipts } from "../../../tools/soak/soak.ts";

test("the trend of a soak is its rise per unit by least squares", () => {
  const trend = trendOf([
    { x: 0, y: 100 },
    { x: 1, y: 104 },
    { x: 2, y: 106 },
    { x: 3, y: 110 },
  ]);

  expect(trend).toEqual({ slope: 3.2, first: 100, last: 110, min: 100, max: 110 });
  expect(trendOf([{ x: 1, y: 5 }])).toBeNull();
});

test("the soak acknowledges numbered events only without holes", async () => {
  const reported = await new Promise<number>((resolve) => {
    const receipts = new EventReceipts((next) => {
      receipts.close();
      resolve(next);
    });
    for (const number of [0, 3, 1, undefined, 1]) receipts.received(number);
  });

  expect(reported).toBe(2);
});
