import { expect, test } from "vitest";
import { soakFigures } from "../../../tools/bench/engine/soak-slope.ts";
import { trendOf } from "../../../tools/measure/trend.ts";
import { EventReceipts } from "../../../tools/soak/event-receipts.ts";
import { soakModel } from "../../../tools/soak/soak-model.ts";
import { thrownBy } from "../thrown.ts";

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
  const told = await new Promise<number>((resolve) => {
    const receipts = new EventReceipts((next) => {
      receipts.close();
      resolve(next);
    });
    for (const number of [0, 3, 1, undefined, 1]) receipts.received(number);
  });

  expect(told).toBe(2);
});

test("only a soak of three hours with the base model tells the slope of the memory", () => {
  const rows = [{ name: "sidecar, resident memory", perAudioHour: 1 }];

  expect(soakFigures({ model: "base", hours: 3, rows })).toMatchObject([{ value: 1.05, unit: "MB/h" }]);
  expect(soakFigures({ model: "demo", hours: 3, rows })).toEqual([]);
  expect(soakFigures({ hours: 3, rows })).toEqual([]);
  expect(soakFigures({ model: "base", hours: 2.9, rows })).toEqual([]);
  expect(soakFigures(null)).toEqual([]);
});

test("a soak takes the models it has at their true size, and names them for any other", async () => {
  expect(soakModel("base")).toBe("base");
  expect((await thrownBy(() => soakModel("large"))).message).toContain("demo, tiny, base");
});
