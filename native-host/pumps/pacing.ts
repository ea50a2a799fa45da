import type { Clock } from "../runtime/clock.ts";

/**
 * Runs tasks at least `periodMs` apart: the first at once, behind the messages that are already here, a later
 * one when its time has come.
 */
export function paced(periodMs: number, { nowMs, after }: Pick<Clock, "nowMs" | "after">) {
  let nextAtMs = -Infinity;
  return (task: () => void): void => {
    const dueAtMs = Math.max(nowMs(), nextAtMs);
    nextAtMs = dueAtMs + periodMs;
    after(dueAtMs - nowMs(), task);
  };
}
