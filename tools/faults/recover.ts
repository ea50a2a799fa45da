import type { Transcript } from "../../src/shared/transcript.ts";
import { ScriptError } from "../runtime/script-error.ts";
import type { Stage } from "./test-bed.ts";

/** The remaining audio of a short meeting, and the loading of the model. */
const RECOVERY_LIMIT_MS = 120_000;

/** Starts the killed browser again and waits until it offers the cut-off meeting as recovered. */
export async function recoverAfterKill(
  stage: Stage,
  session: string,
): Promise<{ readonly transcript: Transcript; readonly recoveredMs: number }> {
  await stage.launch();
  const launchedAtMs = performance.now();
  const { view } = stage.earshot;
  await view.until("the recovered meeting", RECOVERY_LIMIT_MS, () =>
    view.status?.recovered.find((found) => found.session === session && found.state === "done"),
  );
  const recoveredMs = performance.now() - launchedAtMs;
  const transcript = await view.storedTranscript(session);
  if (transcript === null) {
    throw new ScriptError(
      "session_failed",
      "The recovered meeting has no transcript.",
      "See the host's log.",
    );
  }
  return { transcript, recoveredMs };
}
