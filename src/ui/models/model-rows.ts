import { FIRST_MODEL } from "../../../protocol/models.ts";
import type { ModelDownload, ModelEntry } from "../../../protocol/reports.ts";
import { AUTOMATIC_MODEL } from "../../shared/settings.ts";
import { isUnderWay, keptBytes, type ModelCare } from "../../shared/status.ts";

/** One model in the list, with what is being done about it. */
export interface ModelRow {
  readonly entry: ModelEntry;
  readonly download: ModelDownload | null;
  /** The download moves; only cancelling makes sense. */
  readonly isUnderWay: boolean;
  /** A part of it is on the disk. */
  readonly isPart: boolean;
  /** False when what is still to come does not fit on the disk. */
  readonly hasRoom: boolean;
}

/** A row for each model, in the list's order (pure). */
export function modelRows({ list, downloads }: ModelCare): readonly ModelRow[] {
  return (list?.models ?? []).map((entry) =>
    rowOf(entry, downloads.find(({ model }) => model === entry.model) ?? null, list?.free_bytes ?? null),
  );
}

function rowOf(entry: ModelEntry, download: ModelDownload | null, freeBytes: number | null): ModelRow {
  const hasStopped = download?.state === "cancelled" || download?.state === "failed";
  const received = download === null ? 0 : keptBytes(download);
  const total = download?.total_bytes ?? entry.bytes;
  return {
    entry,
    download,
    isUnderWay: download !== null && isUnderWay(download),
    isPart: hasStopped && received > 0,
    hasRoom: freeBytes === null || total === null || total - received <= freeBytes,
  };
}

/** Whether the model would have to be downloaded before it can be used; false while that is not known (pure). */
export function isMissing({ list }: ModelCare, model: string): boolean {
  return list?.models.some((entry) => entry.model === model && !entry.is_installed) === true;
}

/**
 * The model that has to be downloaded before `chosen` is what it says: itself, or the first one where the computer has none
 * to choose from; null when nothing is missing (pure).
 */
export function missingModel(care: ModelCare, chosen: string): string | null {
  const hasAny = care.list?.models.some(({ kind, is_installed }) => kind === "whisper" && is_installed);
  const wanted = chosen === AUTOMATIC_MODEL && hasAny === false ? FIRST_MODEL : chosen;
  return isMissing(care, wanted) ? wanted : null;
}

/** The download of the missing model, while it moves; null where it is offered, or nothing is missing (pure). */
export function missingDownload(care: ModelCare, chosen: string): ModelDownload | null {
  const missing = missingModel(care, chosen);
  return care.downloads.find((download) => download.model === missing && isUnderWay(download)) ?? null;
}

/** The model to offer: the missing one, unless it is on its way already (pure). */
export function offeredModel(care: ModelCare, chosen: string): string | null {
  return missingDownload(care, chosen) === null ? missingModel(care, chosen) : null;
}

/** Installed models that may go over the lines of `working` again: those that are larger, where sizes are known (pure). */
export function correctionChoices({ list }: ModelCare, working: string | null): readonly string[] {
  const installed = (list?.models ?? []).filter((entry) => entry.is_installed && entry.kind !== "demo");
  const bytes = list?.models.find(({ model, kind }) => model === working && kind !== "demo")?.bytes ?? 0;
  return installed
    .filter((entry) => entry.model !== working && (entry.bytes === null || entry.bytes > bytes))
    .map(({ model }) => model);
}
