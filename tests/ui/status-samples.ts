import type { ModelEntry, ModelProgress } from "../../protocol/reports.ts";
import type { SessionState } from "../../src/shared/session.ts";
import { INITIAL_STATUS, type ModelCare, type PageFigures, type Status } from "../../src/shared/status.ts";

export const active = {
  session: "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11",
  tabId: 7,
  startedAtMs: Date.UTC(2026, 10, 22, 9, 30),
};

/** Of a call of seven, of whom one has no name. */
export const pageFigures: PageFigures = {
  people: 6,
  named: 5,
  meters: 6,
  longestLookMs: 2,
  health: "partial",
  isHidden: false,
  intervals: 41,
};

/** A model that runs. */
export const loaded = {
  model: "base",
  device: "cpu",
  compute_type: "int8",
  is_demo: false,
  fallback_reason: null,
} as const;

export function statusOf(session: SessionState): Status {
  return { ...INITIAL_STATUS, session, recogniser: { state: "running", error: null } };
}

export function modelOf(changes: Partial<ModelProgress>): ModelProgress {
  const nothing = { received_bytes: null, total_bytes: null, loaded: null, error: null };
  return { requested: "base", state: "loading", ...nothing, ...changes };
}

/** A computer with tiny, base (in use) and a local model, and with that much room. */
export function modelCareOf(freeBytes = 52_000_000_000): ModelCare {
  const models: readonly ModelEntry[] = [
    { model: "tiny", kind: "whisper", is_installed: true, bytes: 78_000_000, is_in_use: false },
    { model: "base", kind: "whisper", is_installed: true, bytes: 148_000_000, is_in_use: true },
    { model: "small", kind: "whisper", is_installed: false, bytes: 486_000_000, is_in_use: false },
    { model: "medium", kind: "whisper", is_installed: false, bytes: null, is_in_use: false },
    { model: "large-v3-turbo", kind: "whisper", is_installed: false, bytes: 1_620_000_000, is_in_use: false },
    { model: "large-v3", kind: "whisper", is_installed: false, bytes: null, is_in_use: false },
    { model: "mine", kind: "local", is_installed: true, bytes: 760_000_000, is_in_use: false },
    { model: "demo", kind: "demo", is_installed: true, bytes: 2_000_000, is_in_use: false },
  ];
  return {
    list: { models: [...models], free_bytes: freeBytes },
    downloads: [],
    next: null,
    refusal: null,
  };
}
