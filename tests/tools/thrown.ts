import { ScriptError } from "../../tools/runtime/script-error.ts";

/** The ScriptError that `act` throws or rejects with; anything else fails the test. */
export async function thrownBy(act: () => unknown): Promise<ScriptError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ScriptError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
