import { expect, it } from "vitest";
import { barChart, lineChart } from "../../../tools/bench/engine/plots/svg.ts";

const RISING = { name: "a < b", points: [0, 1, 2, 3].map((x) => ({ x, y: x * x })) };

it("a chart draws each series between its axes, whose ends are round, and marks its band", () => {
  const svg = lineChart({
    title: "Rising",
    xLabel: "s",
    yLabel: "MB",
    series: [RISING],
    band: { from: 1, to: 2, name: "scarce" },
  });

  const points = (/points="([^"]+)"/u.exec(svg)?.[1] ?? "")
    .split(" ")
    .map((pair) => pair.split(",").map(Number));
  expect(points).toHaveLength(4);
  expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).toSorted((a = 0, b = 0) => a - b));
  expect(svg.match(/<text class="quiet"[^>]*>[\d.]+<\/text>/gu)?.length).toBeGreaterThan(6);
  expect(svg).toContain("a &lt; b");
  expect(svg).toContain("scarce");
  expect(svg).toContain("prefers-color-scheme:dark");
});

it("a bar is as long as its value", () => {
  const svg = barChart("CPU", "s", [
    { name: "ours", value: 10 },
    { name: "theirs", value: 40 },
  ]);

  const [ours = 0, theirs = 0] = [...svg.matchAll(/width="([\d.]+)" height="20"/gu)].map(([, width]) =>
    Number(width),
  );
  expect(theirs / ours).toBeCloseTo(4, 1);
});
