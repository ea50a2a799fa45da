import type { Segment } from "../transcript.ts";

/** Whether a line only repeats what the loudspeakers played (ADR-048): kept, and folded. What the user has edited is his own (pure). */
export function isEcho({ echoOf, isEdited }: Pick<Segment, "echoOf" | "isEdited">): boolean {
  return echoOf !== undefined && isEdited !== true;
}
