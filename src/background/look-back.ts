import { errorKind } from "../../protocol/errors.ts";
import type { Parts } from "./parts.ts";
import { hasRested } from "./recovery-rest.ts";

/** At the worker's start: shows and finishes what was cut off before, and removes what is too old. */
export async function lookBack({ recovery, removal }: Parts, running: string | null): Promise<void> {
  try {
    await recovery.load(running);
    await removal.removeExpired();
    if (recovery.isAnyUnfinished && !(await hasRested())) await recovery.run();
  } catch (error) {
    console.warn("Earshot could not look for meetings that were cut off:", errorKind(error));
  }
}
