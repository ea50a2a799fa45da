import type { Segment } from "../transcript.ts";

/**
 * Whether a line only repeats what the loudspeakers played (ADR-048): kept, and folded. What the user has edited, or says who
 * said it, is none (pure).
 */
export function isEcho({
  echoOf,
  isEdited,
  speaker,
}: Pick<Segment, "echoOf" | "isEdited" | "speaker">): boolean {
  return echoOf !== undefined && isEdited !== true && speaker === undefined;
}
