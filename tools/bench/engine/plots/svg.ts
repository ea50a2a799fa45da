/** One line of a chart, or one row of bars. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** The largest x that is shown; default: of all points. */
  readonly maxX?: number;
  /** A stretch that is marked, and why. */
  readonly band?: { readonly from: number; readonly to: number; readonly name: string };
}

const WIDTH = 760;
const BOTTOM = 340;
const LEFT = 64;
const TOP = 64;
const PLOT_WIDTH = WIDTH - LEFT - 24;
const ROW = 20;
/** At most; axes end at the last one. */
const TICKS = 6;

/** Colours hold against white and black; dashes tell lines apart without them. */
const COLOURS = ["#1f77c9", "#d0540a", "#1a9850", "#9b59d0", "#c0307a", "#8a7a00", "#00899b", "#777f8a"];
const DASHES = ["", "7 4", "2 3", "10 3 2 3"];

const STYLE = `<style>
.ground{fill:#fff}.ink{fill:#14181f}.quiet{fill:#515a67}.line{stroke:#d3d9e1}.band{fill:#8a7a00;opacity:.18}
text{font:13px system-ui,sans-serif}.title{font-size:16px;font-weight:600}
@media (prefers-color-scheme:dark){.ground{fill:#14171c}.ink{fill:#eef1f5}.quiet{fill:#aeb7c3}.line{stroke:#3a424d}}
</style>`;

/** Lines over two axes that start at 0. */
export function lineChart({ title, xLabel, yLabel, series, maxX, band }: Chart): string {
  const points = series.flatMap((line) => line.points);
  const endX = roundUp(maxX ?? Math.max(...points.map(({ x }) => x), 1));
  const endY = roundUp(Math.max(...points.map(({ y }) => y), 0.001));
  const x = (value: number): number => LEFT + (Math.min(value, endX) / endX) * PLOT_WIDTH;
  const y = (value: number): number => BOTTOM - (value / endY) * (BOTTOM - TOP);
  const lines = series.map((line, index) => {
    const path = line.points
      .filter((point) => point.x <= endX)
      .map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
    return `<polyline points="${path.join(" ")}" fill="none" stroke-width="2" ${stroke(index)}/>`;
  });
  const marked =
    band === undefined
      ? ""
      : `<rect class="band" x="${x(band.from)}" y="${TOP}" width="${x(band.to) - x(band.from)}" height="${BOTTOM - TOP}"/>${text(x(band.from) + 6, TOP + 16, band.name, "quiet")}`;
  return page(title, BOTTOM + 64 + series.length * ROW, [
    marked,
    ...ticks(endX).map((value) => text(x(value), BOTTOM + 18, short(value), "quiet", "middle")),
    ...ticks(endY).map(
      (value) => `${rule(y(value))}${text(LEFT - 8, y(value) + 4, short(value), "quiet", "end")}`,
    ),
    text(LEFT + PLOT_WIDTH / 2, BOTTOM + 36, xLabel, "quiet", "middle"),
    text(LEFT - 40, TOP - 14, yLabel, "quiet"),
    ...lines,
    ...series.map((line, index) => legend(index, BOTTOM + 60 + index * ROW, line.name)),
  ]);
}

/** One bar per name, its value beside it. */
export function barChart(
  title: string,
  unit: string,
  bars: readonly { readonly name: string; readonly value: number }[],
): string {
  const most = Math.max(...bars.map(({ value }) => value), 0.001);
  const left = 320;
  const scale = (WIDTH - left - 110) / most;
  return page(
    title,
    TOP + bars.length * 28 + 20,
    bars.flatMap(({ name, value }, index) => {
      const top = TOP + index * 28;
      return [
        text(left - 8, top + 15, name, "ink", "end"),
        `<rect x="${left}" y="${top}" width="${Math.max(1, value * scale).toFixed(1)}" height="20" fill="${COLOURS[0]}"/>`,
        text(left + value * scale + 8, top + 15, `${short(value)} ${unit}`, "ink"),
      ];
    }),
  );
}

function page(title: string, height: number, parts: readonly string[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">`;
  const body = [
    `<rect class="ground" width="${WIDTH}" height="${height}"/>`,
    text(16, 26, title, "ink title"),
  ];
  return `${[head, STYLE, ...body, ...parts, "</svg>"].filter((part) => part !== "").join("\n")}\n`;
}

function legend(index: number, y: number, name: string): string {
  const sample = `<line x1="${LEFT}" x2="${LEFT + 32}" y1="${y}" y2="${y}" stroke-width="2" ${stroke(index)}/>`;
  return sample + text(LEFT + 40, y + 4, name, "ink");
}

function stroke(index: number): string {
  const dash = DASHES[Math.floor(index / COLOURS.length + index) % DASHES.length] ?? "";
  const colour = `stroke="${COLOURS[index % COLOURS.length]}"`;
  return dash === "" ? colour : `${colour} stroke-dasharray="${dash}"`;
}

function rule(y: number): string {
  return `<line class="line" x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>`;
}

function text(x: number, y: number, words: string, kind: string, anchor = "start"): string {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function ticks(end: number): number[] {
  const step = tickStep(end);
  return Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
}

/** A round number, so that few of them reach the end. */
function tickStep(end: number): number {
  const unit = 10 ** Math.floor(Math.log10(end / TICKS));
  return [1, 2, 5].map((factor) => factor * unit).find((step) => end / step <= TICKS + 1e-9) ?? 10 * unit;
}

/** To a whole number of ticks. */
function roundUp(value: number): number {
  const step = tickStep(value);
  return Math.ceil(value / step - 1e-9) * step;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
