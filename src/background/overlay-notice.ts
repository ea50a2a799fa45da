import type { OverlayNotice } from "../shared/messages.ts";
import type { Status } from "../shared/status.ts";

/** Captions further behind than this are called late. */
const LATE_AFTER_MS = 8000;

/** What the overlay has to say besides captions, the most urgent first (pure). */
export function overlayNotice({ session, model, lagMs, problem }: Status): OverlayNotice | null {
  if (session.name === "stalled") return { type: "problem", error: session.cause };
  if (problem !== null) return { type: "problem", error: problem };
  if (session.name === "starting") return { type: "starting" };
  if (model !== null && model.state !== "ready" && model.state !== "failed") return { type: "model-loading" };
  const worstMs = Math.max(lagMs.tab, lagMs.mic);
  if (worstMs > LATE_AFTER_MS) return { type: "catching-up", lagMs: worstMs };
  return model?.loaded?.is_demo === true ? { type: "demo-model" } : null;
}
