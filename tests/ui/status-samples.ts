import type { ModelProgress } from "../../protocol/reports.ts";
import type { SessionState } from "../../src/shared/session.ts";
import type { Status } from "../../src/shared/status.ts";

export const active = {
  session: "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11",
  tabId: 7,
  startedAtMs: Date.UTC(2026, 10, 22, 9, 30),
};

export function statusOf(session: SessionState): Status {
  return {
    session,
    sources: { tab: { name: "off" }, mic: { name: "off" } },
    host: { name: "disconnected" },
    model: null,
    recogniser: { state: "running", error: null },
    storage: null,
    lagAtStopMs: null,
    recovered: [],
    lagMs: { tab: 0, mic: 0 },
    problem: null,
  };
}

export function modelOf(changes: Partial<ModelProgress>): ModelProgress {
  const nothing = { received_bytes: null, total_bytes: null, loaded: null, error: null };
  return { requested: "base", state: "loading", ...nothing, ...changes };
}
