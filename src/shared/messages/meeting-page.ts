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
 * Whether the meeting's own mute keeps the microphone out: `muted` does. `overridden`: the user wants to be captioned all the same,
 * until the meeting says that the mute is over.
 */
export const MEETING_MUTES = ["open", "muted", "overridden"] as const;
export type MeetingMute = (typeof MEETING_MUTES)[number];

/** What holds after `reading`: what the page does not say changes nothing (pure). */
export function muteAfter(before: MeetingMute, { ownMute, stage }: PageReading): MeetingMute {
  if (stage === "left") return before;
  if (stage === "lobby" || ownMute === "muted") return before === "overridden" ? before : "muted";
  return ownMute === "open" ? "open" : before;
}
