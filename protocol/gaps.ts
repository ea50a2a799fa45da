import { isAtLeast } from "./version.ts";

/** Why a span of a source's audio is missing. Free of schemas, so that views can name every reason. */
export const GAP_REASONS = [
  /** The user paused the capture. */
  "paused",
  /** The user muted the microphone in Earshot. */
  "muted",
  /** The user was muted in the meeting itself, or not let in yet; since 1.3. */
  "muted_in_meeting",
  /** The tab had left the meeting's page: what it shows by then is none of the meeting's; since 1.4. */
  "meeting_left",
  /** The microphone was unplugged, refused or not there yet. */
  "microphone_off",
  /** The browser never rendered the audio: the machine was overloaded. */
  "overload",
  /** The machine slept. */
  "asleep",
  /** The audio could be stored nowhere: the disk was full or the host away for longer than memory lasts. */
  "not_stored",
  /** The meeting's page had crashed. */
  "tab_crashed",
  /** What was stored of it could not be read back: the disk returned something else. */
  "damaged",
  /** The user struck it: its words and audio were deleted for good. */
  "struck",
] as const;
/**
 * Audio that an overloaded machine never rendered is a gap from 200 ms on. What is shorter the sidecar takes for silence in its
 * place; the journal knows where and why, the transcript does not say (ADR-014). In samples.
 */
export const SHORTEST_OVERLOAD_GAP = 3200;
export type GapReason = (typeof GAP_REASONS)[number];

/** Reasons that came later, each with the version that knows it and what a side of before takes it for. */
const LATER: Partial<Record<GapReason, readonly [version: string, before: GapReason]>> = {
  muted_in_meeting: ["1.3", "muted"],
  meeting_left: ["1.4", "paused"],
};

/** The reason as a side that speaks `version` knows it (pure). */
export function reasonKnownTo(version: string, reason: GapReason): GapReason {
  const [since, before] = LATER[reason] ?? [];
  return since === undefined || before === undefined || isAtLeast(version, since) ? reason : before;
}
