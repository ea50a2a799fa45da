import { downloadBytes } from "../../protocol/models.ts";
import type { ModelEntry } from "../../protocol/reports.ts";
import type { ModelCare } from "../shared/status.ts";
import { sizeWords } from "./model-words.ts";

/** What a model takes, in words; null where nobody knows. */
export function modelSize({ model, bytes }: Pick<ModelEntry, "model" | "bytes">): string | null {
  const known = bytes ?? downloadBytes(model);
  return known === null ? null : sizeWords(known);
}

/** What a download of `model` would take, in words; null where nobody knows. */
export function downloadSize({ list }: ModelCare, model: string): string | null {
  return modelSize(list?.models.find((entry) => entry.model === model) ?? { model, bytes: null });
}

/** The server that models come from, for people. */
export function hubName({ list }: ModelCare): string {
  return list?.hub ?? "huggingface.co";
}
