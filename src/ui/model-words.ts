import type { ErrorCode } from "../../protocol/errors.ts";
import type { ModelProgress } from "../../protocol/reports.ts";
import { words } from "./words.ts";

/** What a view says about the model: one sentence, how urgent, and the cause where something went wrong. */
export interface ModelNews {
  readonly sentence: string;
  /** `busy`: not ready yet; `substitute`: another model than the chosen one works; `ready`: nothing to tell. */
  readonly kind: "busy" | "substitute" | "ready" | "failed";
  /** 0 … 1 while downloading with a known size. */
  readonly fraction: number | null;
  readonly cause: ErrorCode | null;
}

/** The news of `model` in words (STT-5); null while nothing is known. */
export function modelNews(model: ModelProgress | null): ModelNews | null {
  if (model === null) return null;
  const { requested, loaded, received_bytes: received, total_bytes: total } = model;
  const news = { fraction: null, cause: null };
  switch (model.state) {
    case "downloading": {
      const fraction =
        received !== null && total !== null && total > 0 ? Math.min(1, received / total) : null;
      const percent = fraction === null ? null : Math.floor(fraction * 100);
      return { ...news, kind: "busy", sentence: words.model.downloading(requested, percent), fraction };
    }
    case "loading":
      return { ...news, kind: "busy", sentence: words.model.loading(requested) };
    case "failed":
      return { ...news, kind: "failed", sentence: "", cause: model.error ?? "internal_error" };
    case "ready": {
      if (loaded === null) return null;
      const cause = loaded.fallback_reason;
      if (loaded.is_demo && cause === null)
        return { ...news, kind: "substitute", sentence: words.model.demo };
      if (loaded.is_demo)
        return { ...news, kind: "substitute", sentence: words.model.demoStandsIn(requested), cause };
      if (cause !== null)
        return {
          ...news,
          kind: "substitute",
          sentence: words.model.standsIn(loaded.model, requested),
          cause,
        };
      const device = words.model.devices[loaded.device];
      return { ...news, kind: "ready", sentence: words.model.ready(loaded.model, device) };
    }
    default:
      return model.state satisfies never;
  }
}
