import type { ErrorCode, ErrorReport } from "../../../protocol/errors.ts";
import type { EngineReport } from "../../../protocol/reports.ts";
import { isOnlyImproving, type Status } from "../../shared/status.ts";
import { worstLagMs } from "../captions/time.ts";
import { stepWords } from "./step-words.ts";

/** A problem to tell, each code once. */
export interface ProblemNews {
  readonly code: ErrorCode;
  /** The report's own words, for the log-minded. */
  readonly detail: string | undefined;
  /** Nothing but the user ends it. */
  readonly isDismissible: boolean;
  /** New sound waits in memory, which is bounded. */
  readonly isHeldInMemory: boolean;
}

/** What is wrong, the most urgent first (pure). What the recogniser does is told by `recogniserNews`. */
export function problemNews(status: Status): readonly ProblemNews[] {
  const { host, problem, recogniser, session, sources, storage } = status;
  const isActive = session.name !== "idle";
  const cause = sessionCause(status);
  const hostError = host.name === "failed" ? host.error : null;
  const hasTabCrashed = sources.tab.name === "silenced" && sources.tab.reasons.includes("tab_crashed");
  const plain = { detail: undefined, isDismissible: false, isHeldInMemory: false };
  const all: readonly ProblemNews[] = [
    ...(isActive && storage !== null ? [{ ...plain, code: storage, isHeldInMemory: true }] : []),
    ...[cause, hostError]
      .filter((error) => error !== null)
      .map(({ code, message }) => ({ ...plain, code, detail: message })),
    ...(hasTabCrashed ? [{ ...plain, code: "tab_crashed" as const }] : []),
    ...(problem === null || (recogniserNews(status) !== null && problem.code === recogniser.error)
      ? []
      : [{ ...plain, code: problem.code, detail: problem.message, isDismissible: true }]),
  ];
  return all.filter(({ code }, index) => all.findIndex((other) => other.code === code) === index);
}

/** Why the session is not recording, or why the last one ended. */
function sessionCause({ session }: Status): ErrorReport | null {
  switch (session.name) {
    case "idle":
      return session.lastError;
    case "stalled":
    case "stopping":
      return session.cause;
    case "paused":
    case "starting":
    case "recording":
      return null;
    default:
      return session satisfies never;
  }
}

/** Whether captions stopped because the recogniser did; null while it works, or while nothing needs it. */
export function recogniserNews({
  host,
  recogniser,
  recovered,
  session,
}: Status): "restarting" | "failed" | null {
  const isNeeded = session.name !== "idle" || recovered.some(({ state }) => state !== "done");
  if (recogniser.state === "failed") return isNeeded || host.name === "connected" ? "failed" : null;
  return recogniser.state === "restarting" && isNeeded ? "restarting" : null;
}

/** A long sentence is open for this long before its final without anything being slow. */
const NORMAL_LAG_MS = 8000;

export interface LagNews {
  /** Null while captions keep their normal rhythm, because of what was given up. */
  readonly lagMs: number | null;
  readonly step: EngineReport["step"];
  /** False while sound cannot be stored: then nothing may be promised. */
  readonly isSafe: boolean;
}

/**
 * How far captions are behind and what they do without to catch up; null within the normal rhythm with nothing given up
 * that people notice, and when told otherwise.
 */
export function lagNews(status: Status): LagNews | null {
  if (status.session.name === "stopping" || recogniserNews(status) !== null) return null;
  const lagMs = waitingMs(status);
  const step = stepNews(status);
  return lagMs === null && stepWords(step) === "" ? null : { lagMs, step, isSafe: isSoundSafe(status) };
}

/** The step to tell of: none between meetings, nor one that is this computer's ordinary one with this model. */
function stepNews({ engine, session }: Status): EngineReport["step"] {
  if (engine === null || session.name === "idle") return "full";
  const isOrdinary = engine.step === "finals_only" && engine.calibration?.reason === "finals_only";
  return isOrdinary ? "full" : engine.step;
}

/** Whether it may be promised that no sound is lost. */
export function isSoundSafe({ session, storage }: Status): boolean {
  return storage === null && session.name !== "stalled";
}

/** Sound that waits for its captions; null when it is next to nothing. */
export function waitingMs({ lagMs }: Status): number | null {
  const waiting = worstLagMs(lagMs);
  return waiting < NORMAL_LAG_MS ? null : waiting;
}

export interface StoppingNews {
  readonly leftMs: number;
  /** 0 … 1. */
  readonly fraction: number;
  /** Too much for a moment's patience: progress and a way out are offered at once. */
  readonly isLong: boolean;
  /** Lines that a larger model works on, once they are all that is left. */
  readonly improved: { readonly done: number; readonly all: number } | null;
}

/** How far the last captions are after Stop; null in any other state. */
export function stoppingNews(status: Status): StoppingNews | null {
  if (status.session.name !== "stopping") return null;
  const { corrections } = status;
  if (corrections !== null && isOnlyImproving(status)) {
    const improved = { done: corrections.done, all: corrections.done + corrections.left };
    return { leftMs: 0, fraction: improved.done / improved.all, isLong: true, improved };
  }
  const leftMs = worstLagMs(status.lagMs);
  const wholeMs = Math.max(status.lagAtStopMs ?? 0, leftMs, 1);
  const isLong = leftMs >= NORMAL_LAG_MS || recogniserNews(status) !== null;
  return { leftMs, fraction: 1 - leftMs / wholeMs, isLong, improved: null };
}

/** What keeps the captions on the meeting page from being seen; null while nothing does, or while no meeting runs. */
export function sightNews({ overlay, session }: Status): "covered" | "removed" | "refused" | null {
  if (session.name === "idle" || overlay === "none" || overlay === "shown") return null;
  return overlay;
}

/** Whether the user keeps the microphone out of the captions. */
export function isMicrophoneMuted({ mic }: Status["sources"]): boolean {
  return mic.name === "silenced" && mic.reasons.includes("muted");
}
