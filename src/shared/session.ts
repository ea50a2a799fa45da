import type { ErrorReport } from "../../protocol/errors.ts";

/** How long a try-out captures. */
export const TRY_OUT_MS = 20_000;

/** The one meeting being captured. */
export interface ActiveSession {
  /** UUID of the session on every wire. */
  readonly session: string;
  /** Null: a try-out, which has the microphone alone and of which nothing is stored (ADR-041). */
  readonly tabId: number | null;
  /** Milliseconds since the epoch at the click; the transcript has the exact time of the first sample. */
  readonly startedAtMs: number;
}

/**
 * Where a capture stands. `recording` is claimed only while frames really reach the host's disk (CAP-7);
 * `stalled` names why they do not.
 */
export type SessionState =
  | { readonly name: "idle"; readonly lastError: ErrorReport | null }
  | ({ readonly name: "starting" } & ActiveSession)
  | ({ readonly name: "recording" } & ActiveSession)
  /** The user paused: both sources are kept out of the recording until `continue-requested`. */
  | ({ readonly name: "paused" } & ActiveSession)
  | ({ readonly name: "stalled"; readonly cause: ErrorReport } & ActiveSession)
  /** No new frames; queued audio is still being transcribed. */
  | ({ readonly name: "stopping"; readonly cause: ErrorReport | null } & ActiveSession);

export type SessionEvent =
  | { readonly type: "start-requested"; readonly active: ActiveSession }
  | { readonly type: "frames-stored" }
  | { readonly type: "frames-missing"; readonly cause: ErrorReport }
  | { readonly type: "pause-requested" }
  | { readonly type: "continue-requested" }
  /** `cause` is null when the user stopped, else what ended the capture. */
  | { readonly type: "stop-requested"; readonly cause: ErrorReport | null }
  | { readonly type: "stopped"; readonly error: ErrorReport | null };

export const IDLE: SessionState = { name: "idle", lastError: null };

/** The session's state machine (pure). Events that make no sense in a state leave it unchanged. */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "start-requested":
      return state.name === "idle" ? { name: "starting", ...event.active } : state;
    case "frames-stored":
      return state.name === "starting" || state.name === "stalled"
        ? { name: "recording", ...activeOf(state) }
        : state;
    case "frames-missing":
      return state.name === "starting" || state.name === "recording" || state.name === "stalled"
        ? { name: "stalled", cause: event.cause, ...activeOf(state) }
        : state;
    case "pause-requested":
      return state.name === "idle" || state.name === "stopping"
        ? state
        : { name: "paused", ...activeOf(state) };
    case "continue-requested":
      return state.name === "paused" ? { name: "starting", ...activeOf(state) } : state;
    case "stop-requested":
      return state.name === "idle" || state.name === "stopping"
        ? state
        : { name: "stopping", cause: event.cause, ...activeOf(state) };
    case "stopped":
      return state.name === "idle" ? state : { name: "idle", lastError: event.error };
    default:
      return event satisfies never;
  }
}

/** Whether what runs is a try-out (ADR-041). */
export function isTryOut(state: SessionState): boolean {
  return state.name !== "idle" && state.tabId === null;
}

/** The session a state belongs to, null when idle. */
export function activeSession(state: SessionState): ActiveSession | null {
  return state.name === "idle" ? null : activeOf(state);
}

function activeOf(state: ActiveSession): ActiveSession {
  const { session, tabId, startedAtMs } = state;
  return { session, tabId, startedAtMs };
}
