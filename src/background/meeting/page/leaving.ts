import type { Leaving } from "../../../shared/status.ts";

/** As it is written down of a session. */
export interface KnownLeaving extends Leaving {
  /** The user wants to go on all the same. */
  readonly isKeptOn: boolean;
}

export interface LeavingSigns {
  /** The tab shows something else than the call. */
  readonly isElsewhere: boolean;
  readonly isInCall: boolean;
  /** The page shows that the call was left, or has shown nothing of it for a while. */
  readonly isLeft: boolean;
  /** All that was captured is recognised, and nobody has spoken for a while: in the tab and, unless the page shows that it was left, here. */
  readonly isQuiet: boolean;
}

/** For so long the user can object. */
const OBJECTION_MS = 15_000;

/**
 * What holds after these signs (pure). One sign alone stops nothing: a page may change its layout, and people may be silent. That a tab is
 * elsewhere is certain.
 *
 * @param earliestMs no countdown begins before that, since the epoch: a page that starts its audio may go elsewhere and come back
 */
export function leavingAfter(
  before: KnownLeaving | null,
  { isElsewhere, isInCall, isLeft, isQuiet }: LeavingSigns,
  nowMs: number,
  { isStopWanted, earliestMs }: { readonly isStopWanted: boolean; readonly earliestMs: number },
): KnownLeaving | null {
  const stopsAtMs = isStopWanted ? Math.max(nowMs, earliestMs) + OBJECTION_MS : null;
  // Also who goes elsewhere after he has left: he objected already.
  if (before?.isKeptOn === true && (isElsewhere || (before.why === "left" && !isInCall))) return before;
  if (isElsewhere && before?.why === "elsewhere") {
    // The setting may have changed since.
    const nextMs = isStopWanted ? (before.stopsAtMs ?? stopsAtMs) : null;
    return nextMs === before.stopsAtMs ? before : { ...before, stopsAtMs: nextMs };
  }
  if (isElsewhere) return { why: "elsewhere", stopsAtMs, isKeptOn: false };
  if (!isLeft || !isQuiet || !isStopWanted) return null;
  return before?.why === "left" ? before : { why: "left", stopsAtMs, isKeptOn: false };
}

/** Whether both sources are kept out of the recording: what the tab shows is none of the call's (pure). */
export function keepsBothOut(leaving: KnownLeaving | null): boolean {
  return leaving !== null && leaving.why === "elsewhere" && !leaving.isKeptOn;
}
