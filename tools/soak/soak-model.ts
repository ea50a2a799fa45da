import { type ModelSize, modelDirectory } from "../materials/materials.ts";
import { badArguments } from "../runtime/options.ts";
import type { ChosenModel } from "../setup/model.ts";

/** The demo model, or models that cost what those of that size cost and say the demo model's words. */
export const SOAK_MODELS = ["demo", "tiny", "base"] as const satisfies readonly ModelSize[];
export type SoakModel = (typeof SOAK_MODELS)[number];

/** `--model`. @throws bad_arguments */
export function soakModel(option: string): SoakModel {
  const known = SOAK_MODELS.find((name) => name === option);
  if (known !== undefined) return known;
  throw badArguments(`--model must be one of ${SOAK_MODELS.join(", ")}.`);
}

/** What the sidecar is told of it: a local model by a name of its own, so that no download is taken for it. */
export async function registeredModel(model: SoakModel): Promise<ChosenModel> {
  if (model === "demo") return { name: model, directory: null };
  return { name: `soak-${model}`, directory: await modelDirectory(model) };
}
