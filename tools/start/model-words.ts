import { FIRST_MODEL } from "../../protocol/models.ts";
import type { ModelProgress } from "../../protocol/reports.ts";
import { AUTOMATIC_MODEL } from "../../src/shared/settings.ts";

const WHY: Readonly<Record<string, string>> = {
  model_not_found: "it is not on this computer",
  model_corrupt: "its files could not be loaded",
};

/** Which model wrote the captions, plainly, with the reason when it is not the one asked for. */
export function modelWords(progress: ModelProgress | null): string {
  const loaded = progress?.loaded ?? null;
  if (progress === null || loaded === null) return "Model: none was loaded.";
  const { model, device, is_demo: isDemo, fallback_reason: reason } = loaded;
  if (!isDemo) return `Model: ${model} on ${device}.`;
  const wanted = progress.requested === AUTOMATIC_MODEL ? FIRST_MODEL : progress.requested;
  const why =
    reason === null ? "" : ` It stands in for "${wanted}": ${WHY[reason] ?? reason.replaceAll("_", " ")}.`;
  return `Model: Earshot's embedded demo model.${why} It knows the demo meeting's words and little else.`;
}
