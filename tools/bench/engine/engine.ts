import type { Figure } from "../../measure/figure.ts";
import { messageOf, ScriptError } from "../../runtime/script-error.ts";
import { print } from "../../runtime/terminal.ts";
import type { Scale } from "./parts/part.ts";
import { PART_NAMES, PARTS, type PartName } from "./parts/parts.ts";
import { soakFigures } from "./soak-slope.ts";
import { type TargetRow, targetRows } from "./target-rows.ts";
import { TARGETS } from "./targets.ts";

export interface EngineReport {
  readonly scale: Scale;
  readonly targets: readonly TargetRow[];
  /** By part. */
  readonly figures: Readonly<Record<string, readonly Figure[]>>;
  /** Parts that could not be measured, and why. */
  readonly failures: Readonly<Record<string, string>>;
}

export interface EngineChoice {
  readonly scale: Scale;
  /** Null: those of the scale. */
  readonly only: readonly PartName[] | null;
}

/** Measures one part after the other; one that fails does not keep the others from being measured. */
export async function benchEngine({ scale, only }: EngineChoice): Promise<EngineReport> {
  const names = only ?? PART_NAMES.filter((name) => scale === "full" || PARTS[name].isQuick);
  const figures: Partial<Record<PartName, readonly Figure[]>> = {};
  const failures: Partial<Record<PartName, string>> = {};
  for (const name of names) {
    print(`\n# ${PARTS[name].title}`);
    try {
      figures[name] = await PARTS[name].measure(scale);
    } catch (error) {
      failures[name] = error instanceof ScriptError ? `${error.message} ${error.remedy}` : messageOf(error);
      print(`  ${failures[name]}`);
    }
  }
  return {
    scale,
    targets: targetRows(TARGETS, { ...figures, soak: soakFigures() }),
    figures,
    failures,
  };
}
