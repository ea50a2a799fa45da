import type { OverlayNotice } from "./overlay-messages.ts";
import type { Status } from "./status.ts";

/** Captions further behind than this are called late. */
const LATE_AFTER_MS = 8000;

/** What the overlay has to say besides captions, the most urgent first (pure). */
export function overlayNotice(status: Status): OverlayNotice | null {
  const { session, sources, model, engine, recogniser, lagMs, problem, storage } = status;
  if (storage !== null) return { type: "problem", code: storage, isHeldInMemory: true };
  if (session.name === "stalled") return problemOf(session.cause);
  if (sources.tab.name === "silenced" && sources.tab.reasons.includes("tab_crashed"))
    return problemOf({ code: "tab_crashed" });
  if (session.name === "paused") return { type: "paused" };
  if (recogniser.state === "failed") return { type: "recogniser-failed" };
  if (recogniser.state === "restarting") return { type: "recogniser-restarting" };
  if (problem !== null) return problemOf(problem);
  if (session.name === "starting") return { type: "starting" };
  if (model !== null && model.state !== "ready" && model.state !== "failed") return { type: "model-loading" };
  const worstMs = Math.max(lagMs.tab, lagMs.mic);
  if (worstMs > LATE_AFTER_MS) return { type: "catching-up", lagMs: worstMs, step: engine?.step ?? "full" };
  return model?.loaded?.is_demo === true ? { type: "demo-model" } : null;
}

function problemOf({ code }: Pick<NonNullable<Status["problem"]>, "code">): OverlayNotice {
  return { type: "problem", code, isHeldInMemory: false };
}
