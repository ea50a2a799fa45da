import type { Figure } from "./figure.ts";

/** The figures as a Markdown table, aligned so that it reads well in a terminal too. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [
    ["figure", "value", "unit", "goal", "met"],
    ...figures.map(({ name, value, unit, goal }) => [
      name,
      value === null ? "not measurable here" : String(value),
      unit,
      goal === undefined ? "" : `≤ ${goal.atMost}`,
      goal === undefined ? "" : goal.isMet ? "yes" : "NO",
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
