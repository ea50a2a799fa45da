/*
 * What our script in a meeting's page says of that page. It is evidence, never a command: a page may lie, and what it says
 * can keep the user's own microphone out of the captions and nothing else.
 */

/** Whether the user is muted in the meeting. */
export const OWN_MUTES = ["muted", "open", "unknown"] as const;

/** How far the user is on the way through the meeting. In the lobby nobody hears him yet. */
export const STAGES = ["lobby", "in_call", "left", "unknown"] as const;

/** `partial`: the mute is seen, by a weaker sign or without the stage. `blind`: it is not seen. */
export const PAGE_HEALTHS = ["working", "partial", "blind"] as const;
export type PageHealth = (typeof PAGE_HEALTHS)[number];

export interface PageReading {
  readonly ownMute: (typeof OWN_MUTES)[number];
  readonly stage: (typeof STAGES)[number];
  readonly health: PageHealth;
}

/** What holds where nothing is seen, and where looking failed. */
export const NOTHING_SEEN: PageReading = { ownMute: "unknown", stage: "unknown", health: "blind" };

/**
 * What the meeting's page keeps the microphone out for. `lobby`: nobody hears the user yet; ends where the call is seen.
 * `overridden`: the user wants to be captioned all the same, until the meeting says that the mute is over, or is over itself.
 */
export const MEETING_MUTES = ["open", "muted", "lobby", "overridden"] as const;
export type MeetingMute = (typeof MEETING_MUTES)[number];

/** Whether it keeps the microphone out (pure). */
export function keepsMicrophoneOut(mute: MeetingMute): boolean {
  return mute === "muted" || mute === "lobby";
}

/** What holds after `reading`: what the page does not say changes nothing, but no lobby outlives itself (pure). */
export function muteAfter(before: MeetingMute, { ownMute, stage }: PageReading): MeetingMute {
  const isInLobby = stage === "lobby";
  if (stage === "left") return before === "overridden" ? "open" : before;
  if (before === "overridden") return ownMute === "open" && !isInLobby ? "open" : before;
  if (ownMute === "muted" || (before === "muted" && ownMute === "unknown")) return "muted";
  if (isInLobby) return "lobby";
  return ownMute === "open" || stage === "in_call" ? "open" : before;
}
