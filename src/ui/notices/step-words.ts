import type { EngineReport } from "../../../protocol/reports.ts";
import { words } from "../../i18n/index.ts";

/**
 * What captions do without on this step of the degrade ladder (STT-3), in words for people; empty where nobody would
 * notice: rarer partials stand in the diagnostics only.
 */
export function stepWords(step: EngineReport["step"]): string {
  return step === "full" || step === "rare_partials" ? "" : words.steps[step];
}
