import type { Figure } from "./figure.ts";
import { textTable } from "./text-table.ts";

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
