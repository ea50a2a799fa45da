import type { Figure, Unit } from "../../measure/figure.ts";
import type { Target } from "./targets.ts";

/** One line of the target table. */
export interface TargetRow {
  readonly line: string;
  readonly bound: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** Null when it was not measured. */
  readonly isMet: boolean | null;
  readonly command: string;
}

/** The figures of each part that was measured, by its name. */
export type FiguresByPart = Readonly<Record<string, readonly Figure[]>>;

/** Each target with its figure, measured or not. */
export function targetRows(targets: readonly Target[], measured: FiguresByPart): TargetRow[] {
  return targets.map(({ line, part, figure: name, unit, bound }) => {
    const found = measured[part]?.find((figure) => figure.name === name);
    const value = found?.value ?? null;
    return {
      line,
      bound: "atMost" in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`,
      value,
      unit,
      // What was to be measured and gave no value, such as a lag that never ended, has not been met.
      isMet: found === undefined ? null : value !== null && isWithin(value, bound),
      command:
        part === "soak" ? "npm run soak -- --model base" : `npm run bench -- engine --full --only ${part}`,
    };
  });
}

function isWithin(value: number, bound: Target["bound"]): boolean {
  return "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast;
}

/** Rows of what was measured, as a Markdown table's, the first one its head. */
export function targetTable(rows: readonly TargetRow[]): string[][] {
  return [
    ["target", "bound", "measured", "unit", "met", "command"],
    ...rows.map(({ line, bound, value, unit, isMet, command }) => [
      line,
      bound,
      value === null ? "never" : String(value),
      unit,
      isMet === true ? "yes" : "NO",
      `\`${command}\``,
    ]),
  ];
}
