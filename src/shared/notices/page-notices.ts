import { isMutedInMeeting, isMutedInMeetingOnly, type Leaving, type Status } from "../status.ts";

/** What there is to say because of what the meeting's page shows. */
export type PageNotice =
  | MeetingMuteNotice
  /** Somebody listens to a microphone of which nobody sees whether the meeting has muted it, or that the meeting has. */
  | { readonly type: "meeting-mute-unseen" | "captioned-although-muted" }
  | LeavingNotice
  /** Captions stopped by themselves, and nobody has pressed Start since. */
  | { readonly type: "stopped-with-call" }
  /** The page names nobody. */
  | { readonly type: "names-unavailable" };

/** The meeting's own mute keeps the microphone out. `isBlind`: whether that still holds is not seen. `isOverridable`: nothing else does. */
interface MeetingMuteNotice {
  readonly type: "muted-in-meeting";
  readonly source: "mic";
  readonly isBlind: boolean;
  readonly isOverridable: boolean;
}

export function meetingMuteNotice({ session, sources, pageHealth }: Status): MeetingMuteNotice | null {
  if (session.name === "idle" || !isMutedInMeeting(sources)) return null;
  const isOverridable = session.name !== "stopping" && isMutedInMeetingOnly(sources);
  return { type: "muted-in-meeting", source: "mic", isBlind: pageHealth === "blind", isOverridable };
}

/** What is to be known of the meeting's mute while the microphone is captioned; on a page that is not looked at, nothing. */
export function liveNotice({
  session,
  sources,
  pageHealth,
  isMeetingMuteOverridden,
}: Status): PageNotice | null {
  if (session.name === "idle" || session.name === "stopping" || sources.mic.name !== "live") return null;
  if (isMeetingMuteOverridden) return { type: "captioned-although-muted" };
  return pageHealth === "blind" ? { type: "meeting-mute-unseen" } : null;
}

/** The call seems to be over, and captions stop by themselves, or wait for the tab to come back. */
interface LeavingNotice extends Leaving {
  readonly type: "leaving";
}

export function leavingNotice({ leaving, session }: Status): LeavingNotice | null {
  return leaving === null || session.name === "idle" || session.name === "stopping"
    ? null
    : { type: "leaving", ...leaving };
}

export function stoppedNotice({ wasStoppedWithCall, session }: Status): PageNotice | null {
  const isOver = session.name === "stopping" || session.name === "idle";
  return isOver && wasStoppedWithCall ? { type: "stopped-with-call" } : null;
}

/** Said for a moment, once in a meeting. */
export function namesNotice({ areNamesUnavailable, session }: Status): PageNotice | null {
  return areNamesUnavailable && session.name !== "idle" ? { type: "names-unavailable" } : null;
}
