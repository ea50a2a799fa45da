import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Calibration, ModelProgress } from "../../../protocol/reports.ts";
import type { ErrorText } from "../../i18n/en.ts";
import { formatSeconds } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { AUTOMATIC_MODEL } from "../../shared/settings.ts";

/** What a view says about the model: one sentence, how urgent, and the cause where something went wrong. */
export interface ModelNotice {
  readonly sentence: string;
  /** `busy`: not ready yet; `substitute`: another model than the chosen one works; `ready`: nothing to say. */
  readonly kind: "busy" | "substitute" | "ready" | "failed";
  /** 0 … 1 while downloading with a known size. */
  readonly fraction: number | null;
  readonly cause: ErrorCode | null;
}

/** The notice of `model` in words (STT-5); null while nothing is known. */
export function modelNotice(model: ModelProgress | null): ModelNotice | null {
  if (model === null) return null;
  const { loaded, received_bytes: received, total_bytes: total } = model;
  // Which one that will be is not known before it is loaded.
  const requested = model.requested === AUTOMATIC_MODEL ? null : model.requested;
  const plain = { fraction: null, cause: null };
  switch (model.state) {
    case "downloading": {
      const fraction = received === null ? null : fractionOf(received, total);
      const percent = fraction === null ? null : Math.floor(fraction * 100);
      return { ...plain, kind: "busy", sentence: words.model.downloading(requested, percent), fraction };
    }
    case "loading":
      return { ...plain, kind: "busy", sentence: words.model.loading(requested) };
    case "failed":
      return { ...plain, kind: "failed", sentence: "", cause: model.error ?? "internal_error" };
    case "ready": {
      if (loaded === null) return null;
      const cause = loaded.fallback_reason;
      if (loaded.is_demo && cause === null)
        return { ...plain, kind: "substitute", sentence: words.model.demo };
      if (loaded.is_demo)
        return { ...plain, kind: "substitute", sentence: words.model.demoStandsIn(requested), cause };
      if (cause !== null)
        return {
          ...plain,
          kind: "substitute",
          sentence: words.model.standsIn(loaded.model, requested),
          cause,
        };
      const device = words.model.devices[loaded.device];
      return { ...plain, kind: "ready", sentence: words.model.ready(loaded.model, device) };
    }
    default:
      return model.state satisfies never;
  }
}

/** What this computer was found to do with the model, in one sentence. */
export function calibrationWords({ model, partial_model, unit_ms, reason }: Calibration): string {
  return words.model.calibrations[reason](model, partial_model, formatSeconds(unit_ms / 1000));
}

/** Why a download failed and what to do about it, in words of its own where the code's speak of something else. */
export function downloadFailure(code: ErrorCode): ErrorText {
  const failures: Partial<Record<ErrorCode, ErrorText>> = words.models.failures;
  return failures[code] ?? words.errors[code];
}

/** What people call a model. */
export function modelName(model: string): string {
  return words.model.names[model] ?? model;
}

/** 0 … 1; null without a known size. */
export function fractionOf(received: number, total: number | null): number | null {
  return total === null || total <= 0 ? null : Math.min(1, received / total);
}
