import type { Arrival } from "../../driver/sidecar/caption-engine.ts";

/** Messages that a page shows at once. */
export interface Paint {
  /** When the last of them arrived. */
  readonly atMs: number;
  readonly arrivals: readonly Arrival[];
}

/** A page paints 60 times a second at most: what comes within this time is never seen apart. */
const PAINT_MS = 20;

/** @param arrivals of one source, in the order of arrival */
export function paintsOf(arrivals: readonly Arrival[]): Paint[] {
  const groups: Arrival[][] = [];
  for (const arrival of arrivals) {
    const group = groups.at(-1);
    const beganMs = group?.[0]?.atMs ?? Number.NEGATIVE_INFINITY;
    if (group !== undefined && arrival.atMs - beganMs <= PAINT_MS) group.push(arrival);
    else groups.push([arrival]);
  }
  return groups.map((group) => ({ atMs: group.at(-1)?.atMs ?? 0, arrivals: group }));
}
