export type Unit =
  | "ms"
  | "s"
  | "MiB"
  | "%"
  | "% of one core"
  | "frames"
  | "rows"
  | "words"
  | "captions"
  | "steps"
  | "layouts"
  | "MB"
  | "×"
  | "CPU s/min";

/** One measured figure; null when this machine cannot measure it. */
export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** The product's promise, where there is one. */
  readonly goal?: { readonly atMost: number; readonly isMet: boolean };
}

const DIGITS: Readonly<Partial<Record<Unit, number>>> = { ms: 1, MiB: 1, MB: 1 };

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

/** Figures of p50, p95, p99 and max; `goals` names those that have one. */
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

/** The figures as a table. */
export function figureTable(figures: readonly Figure[]): string {
  return textTable([
    ["figure", "value", "unit", "goal", "met"],
    ...figures.map(({ name, value, unit, goal }) => [
      name,
      value === null ? "not measurable here" : String(value),
      unit,
      goal === undefined ? "" : `≤ ${goal.atMost}`,
      goal === undefined ? "" : goal.isMet ? "yes" : "NO",
    ]),
  ]);
}

/** Rows as a Markdown table, aligned so that it reads well in a terminal too; the first one is the head. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
