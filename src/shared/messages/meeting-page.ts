import type { SpeakingSign } from "../../../protocol/speakers/page-facts.ts";

/*
 * What our script in a meeting's page says of that page. It is evidence, never a command: a page may lie. What it says of the
 * mute can keep the user's own microphone out of the captions and nothing else; what it says of people is evidence for the names of voices.
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

/** Somebody whom the page shows, or what he shares. */
export interface PagePerson {
  /** The page's own name of him, as long as he is there. */
  readonly key: string;
  /** Null: the page does not say, or not clearly. */
  readonly name: string | null;
  readonly isSelf: boolean;
  readonly isShare: boolean;
}

/** The page showed somebody as audible. It is named by `key` and `startMs`; one that ends where it starts was taken back. */
export interface SpeakingInterval {
  readonly key: string;
  /** Milliseconds since the epoch, by the computer's clock. */
  readonly startMs: number;
  /** Null while it goes on. */
  readonly endMs: number | null;
  readonly sign: SpeakingSign;
}

/** How much of people is seen, without any name. */
export interface PeopleCounts {
  /** Without the user himself and what is shared. */
  readonly people: number;
  readonly named: number;
  readonly meters: number;
  /** The longest look at the page so far. */
  readonly longestLookMs: number;
}

/** Who is there, by what the page shows. */
export interface PeopleReading {
  readonly people: readonly PagePerson[];
  readonly title: string | null;
  /**
   * `partial`: not all have names, or nothing shows who is audible. `blind`: nobody is seen, or most have no name. Null outside of a
   * call and while nothing is known yet.
   */
  readonly health: PageHealth | null;
  /** The tab is not shown: its page shows nobody as audible then, whoever speaks. */
  readonly isHidden: boolean;
  readonly counts: PeopleCounts;
}

/** Of one message; a page that has more says the rest in the next one. */
export const MOST_INTERVALS_AT_ONCE = 50;

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
