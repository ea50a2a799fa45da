/** A line through points by least squares: its rise per unit of x, and how far the points lie apart. */
export interface Trend {
  readonly slope: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
}

/** @returns null for fewer than two different x */
export function trendOf(points: readonly { readonly x: number; readonly y: number }[]): Trend | null {
  const count = points.length;
  const meanX = points.reduce((total, { x }) => total + x, 0) / count;
  const meanY = points.reduce((total, { y }) => total + y, 0) / count;
  const spread = points.reduce((total, { x }) => total + (x - meanX) ** 2, 0);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || spread === 0) return null;
  const rise = points.reduce((total, { x, y }) => total + (x - meanX) * (y - meanY), 0);
  const values = points.map(({ y }) => y);
  return {
    slope: rise / spread,
    first: first.y,
    last: last.y,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
