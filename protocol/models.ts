import table from "./models.json" with { type: "json" };

/** Earshot's own small model: it knows the demo meeting's words and little else. */
export const DEMO_MODEL = "demo";

/** What is offered where a computer has no model yet. */
export const FIRST_MODEL = table.first;

/** The Whisper sizes that are offered, from small to large; a host may add local ones (docs/adr/026). */
export const OFFERED_MODELS: readonly string[] = table.models
  .filter(({ is_offered }) => is_offered)
  .map(({ name }) => name);

/** Every model that can be downloaded by name. */
export const DOWNLOADABLE_MODELS: readonly string[] = table.models.map(({ name }) => name);

/** What a download takes; null of a model that is none of the table's. */
export function downloadBytes(model: string): number | null {
  const pinned = table.models.find(({ name }) => name === model);
  return pinned === undefined ? null : pinned.files.reduce((sum, { bytes }) => sum + bytes, 0);
}
