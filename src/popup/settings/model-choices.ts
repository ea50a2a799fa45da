import { DEMO_MODEL, OFFERED_MODELS } from "../../../protocol/models.ts";
import { words } from "../../i18n/index.ts";
import { AUTOMATIC_MODEL } from "../../shared/settings.ts";
import type { ModelCare } from "../../shared/status.ts";
import { isMissing } from "../../ui/models/model-rows.ts";
import { modelSize } from "../../ui/models/model-size.ts";
import { modelName } from "../../ui/models/model-words.ts";

export interface ModelChoice {
  readonly name: string;
  readonly label: string;
}

/**
 * What can be chosen, `auto` first (pure): the offered models, what else is installed, such as a local one that the host
 * added, and the chosen one wherever it is. What is not here says so.
 */
export function modelChoices(models: ModelCare, chosen: string): readonly ModelChoice[] {
  const installed = models.list?.models.filter(({ is_installed }) => is_installed) ?? [];
  const names = new Set([
    AUTOMATIC_MODEL,
    ...OFFERED_MODELS,
    DEMO_MODEL,
    ...installed.map(({ model }) => model),
    ...(models.next === null ? [] : [models.next]),
    chosen,
  ]);
  return [...names].map((name) => ({ name, label: labelOf(models, name) }));
}

function labelOf(models: ModelCare, name: string): string {
  if (!isMissing(models, name)) return modelName(name);
  const entry = models.list?.models.find(({ model }) => model === name);
  return words.models.toDownload(modelName(name), entry === undefined ? null : modelSize(entry));
}
