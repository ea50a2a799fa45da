import type { SourceWords } from "./source-words.ts";

/** How far the captions were behind at a moment. */
export interface LagPoint {
  readonly atMs: number;
  readonly lagMs: number;
}

const STEP_MS = 100;
/** A lag that is small for a moment only has not been made up. */
const SETTLED_MS = 10_000;

/**
 * For how long the oldest spoken word has been waiting that no caption has reached yet, whatever the captions say: a
 * slow engine shows in it, a mishearing does not. Words that are never reached are lost, and counted elsewhere.
 */
export function lagOver(sources: readonly SourceWords[], untilMs: number): LagPoint[] {
  const waits = sources.flatMap(({ reference, arrivals }) =>
    reference.flatMap(({ startMs, endMs }) => {
      const reached = arrivals.find(
        (arrival) => arrival.text.trim() !== "" && arrival.endMs >= (startMs + endMs) / 2,
      );
      return reached === undefined || reached.atMs <= endMs ? [] : [{ fromMs: endMs, toMs: reached.atMs }];
    }),
  );
  return Array.from({ length: Math.floor(untilMs / STEP_MS) + 1 }, (_, step) => {
    const atMs = step * STEP_MS;
    const waiting = waits.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return { atMs, lagMs: Math.max(0, ...waiting.map(({ fromMs }) => atMs - fromMs)) };
  });
}

/**
 * From a moment on, until the lag is below the bound and stays there for 10 s.
 * @returns null when it never does
 */
export function recoveryMs(lag: readonly LagPoint[], afterMs: number, boundMs: number): number | null {
  const later = lag.filter(({ atMs }) => atMs >= afterMs);
  for (const [index, { atMs }] of later.entries()) {
    const settled = later.slice(index, index + SETTLED_MS / STEP_MS);
    if (settled.length < SETTLED_MS / STEP_MS) return null;
    if (settled.every(({ lagMs }) => lagMs < boundMs)) return atMs - afterMs;
  }
  return null;
}
