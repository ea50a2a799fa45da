export type Unit =
  | "ms"
  | "s"
  | "MiB"
  | "% of one core"
  | "%"
  | "frames"
  | "rows"
  | "words"
  | "captions"
  | "share"
  | "steps"
  | "MB"
  | "MB/h"
  | "×"
  | "CPU s/min"
  | "s/min";

/** One measured figure; null when this machine cannot tell it. */
export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** The product's promise, where there is one. */
  readonly goal?: { readonly atMost: number; readonly isMet: boolean };
}

const DIGITS: Readonly<Partial<Record<Unit, number>>> = { ms: 1, MiB: 1, MB: 1, share: 5 };

/** A figure rounded to what its measurement can carry. */
export function figure(name: string, value: number | null, unit: Unit, atMost?: number): Figure {
  const rounded = value === null ? null : Number(value.toFixed(DIGITS[unit] ?? 2));
  if (atMost === undefined) return { name, value: rounded, unit };
  return { name, value: rounded, unit, goal: { atMost, isMet: value !== null && value <= atMost } };
}

export function mebibytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1_048_576;
}

/** Smallest value that at least `share` of the values do not exceed (nearest rank); null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Figures of p50, p95, p99 and max; `goals` names the promised ones. */
export function spread(
  name: string,
  values: readonly number[],
  unit: Unit,
  shares: Readonly<Record<string, number>>,
  goals: Readonly<Record<string, number>> = {},
): Figure[] {
  return Object.entries(shares).map(([label, share]) =>
    figure(`${name}, ${label}`, percentile(values, share), unit, goals[label]),
  );
}
