import { downloadBytes } from "../../../protocol/models.ts";
import type { ModelEntry } from "../../../protocol/reports.ts";
import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { ModelCare } from "../../shared/status.ts";
import type { ModelRow } from "./model-rows.ts";

/** What a model takes, in words; null where nobody knows. */
export function modelSize({ model, bytes }: Pick<ModelEntry, "model" | "bytes">): string | null {
  const known = bytes ?? downloadBytes(model);
  return known === null ? null : formatSize(known);
}

/** How much of a model that was begun is here. */
export function partWords({ entry, download }: ModelRow): string {
  const total = download?.total_bytes ?? entry.bytes;
  return words.models.part(
    formatSize(download?.received_bytes ?? 0),
    total === null ? null : formatSize(total),
  );
}

/** What a download of `model` would take, in words; null where nobody knows. */
export function downloadSize({ list }: ModelCare, model: string): string | null {
  return modelSize(list?.models.find((entry) => entry.model === model) ?? { model, bytes: null });
}

/** Where `model` comes from: the hub, and where else, with what comes from there, if that cannot be reached. */
export function sourceWords(models: ModelCare, model: string): string {
  const hub = hubName(models);
  const second = models.list?.models.find((entry) => entry.model === model)?.second_source;
  return second === undefined ? hub : words.models.orElse(hub, formatSize(second.bytes), second.server);
}

/** The servers that models come from, in one sentence. */
export function serverWords(models: ModelCare): string {
  const hub = hubName(models);
  const second = models.list?.models.find(({ second_source }) => second_source !== undefined)?.second_source;
  return second === undefined ? words.models.from(hub) : words.models.fromTwo(hub, second.server);
}

/** The hub that models come from, for people. */
function hubName({ list }: ModelCare): string {
  return list?.hub ?? "huggingface.co";
}
