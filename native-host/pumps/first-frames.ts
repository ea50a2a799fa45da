import type { NextFrames } from "../../protocol/audio.ts";
import type { Journal } from "../journal/journal.ts";

/**
 * Settled frames that are sent again, 10 s: without them the voice detector begins cold and cuts the first words
 * elsewhere than its predecessor did. Measured: from 1 s on a restart changes no word, with 10 s hardly an edge.
 */
export const CONTEXT_FRAMES = 100;

/**
 * Where a sidecar begins with a session: each source at its first unsettled frame, less its context; and the tab no later than the
 * microphone, in which it may be heard (ADR-046).
 */
export function firstFramesToSend(
  journal: Pick<Journal, "resumeFrom" | "next" | "firstSample" | "frameAt">,
): NextFrames {
  const { tab, mic } = journal.resumeFrom;
  const isMicSettled = mic >= journal.next.mic;
  const besideMic = isMicSettled ? tab : journal.frameAt("tab", journal.firstSample("mic", mic));
  return {
    tab: Math.max(0, Math.min(tab, besideMic) - CONTEXT_FRAMES),
    mic: Math.max(0, mic - CONTEXT_FRAMES),
  };
}
