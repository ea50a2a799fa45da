import type { ModelEntry } from "../../protocol/reports.ts";
import { sizeWords } from "./model-words.ts";
import { words } from "./words.ts";

/** Downloads of the offered models, roughly: what they really take only the network tells. */
const ROUGH_BYTES: Readonly<Record<string, number>> = {
  tiny: 75_000_000,
  base: 145_000_000,
  small: 485_000_000,
  medium: 1_530_000_000,
  "large-v3-turbo": 1_620_000_000,
  "large-v3": 3_090_000_000,
};

/** The size of a model in words, roughly before it was ever asked for; null where nobody knows. */
export function modelSize({ model, bytes }: Pick<ModelEntry, "model" | "bytes">): string | null {
  if (bytes !== null) return sizeWords(bytes);
  const rough = ROUGH_BYTES[model];
  return rough === undefined ? null : words.models.about(sizeWords(rough));
}
