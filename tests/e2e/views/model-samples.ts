import type { ModelDownload } from "../../../protocol/reports.ts";
import type { ModelCare, Status } from "../../../src/shared/status.ts";
import { modelCareOf, modelOf } from "../../ui/status-samples.ts";
import { idle } from "./view-samples.ts";

export const fetching: ModelDownload = {
  model: "small",
  state: "downloading",
  received_bytes: 165_000_000,
  total_bytes: 486_000_000,
  error: null,
};
export const failed: ModelDownload = {
  ...fetching,
  model: "large-v3-turbo",
  state: "failed",
  total_bytes: 1_620_000_000,
  error: "model_download_failed",
};
export const base = {
  model: "base",
  device: "cpu",
  compute_type: "int8",
  is_demo: false,
  fallback_reason: null,
} as const;
export const demo = { ...base, model: "demo", is_demo: true, fallback_reason: "model_not_found" } as const;
export const ready: Status = { ...idle, model: modelOf({ state: "ready", loaded: base }) };
export const withModels = (changes: Partial<ModelCare>): Status => ({
  ...ready,
  models: { ...modelCareOf(), ...changes },
});

export function listWithout(...missing: string[]): ModelCare["list"] {
  const { list } = modelCareOf();
  const models = list?.models ?? [];
  const second = { second_source: { server: "pypi.org", bytes: 150_226_579 } };
  return {
    models: models.map((entry) =>
      missing.includes(entry.model)
        ? { ...entry, is_installed: false, ...(entry.model === "base" ? second : {}) }
        : entry,
    ),
    free_bytes: 52_000_000_000,
  };
}
