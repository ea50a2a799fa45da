import type { ModelProgress } from "../../../protocol/reports.ts";
import { ScriptError } from "../../runtime/script-error.ts";

/** Why nothing may be measured: a stand-in for the wanted model would be measured under a wrong name. Null when it is there. */
export function modelFailure(
  { error, loaded }: Pick<ModelProgress, "error" | "loaded">,
  wanted: string,
): ScriptError | null {
  if (loaded?.model === wanted) return null;
  const reason = error ?? loaded?.fallback_reason ?? "no reason given";
  return new ScriptError(
    "model_failed",
    `The sidecar runs ${loaded?.model ?? "no model"} instead of ${wanted} (${reason}).`,
    "Remove .earshot/bench, so that the model is made anew, and run `npm run doctor`.",
  );
}
