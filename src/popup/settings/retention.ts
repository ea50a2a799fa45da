/** Days offered; null keeps everything. */
const OFFERED_DAYS = [null, 365, 90, 30, 7] as const;

/** The choices, longest first; a number that was stored by hand stays choosable while it is the chosen one (pure). */
export function retentionChoices(chosen: number | null): readonly (number | null)[] {
  const offered: readonly (number | null)[] = OFFERED_DAYS;
  return offered.includes(chosen) ? offered : [...offered, chosen].toSorted((a, b) => days(b) - days(a));
}

/** Whether going from `now` to `next` deletes meetings that would have been kept. */
export function deletesMore(now: number | null, next: number | null): boolean {
  return days(next) < days(now);
}

function days(retention: number | null): number {
  return retention ?? Number.POSITIVE_INFINITY;
}
