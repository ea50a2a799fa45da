import { fileURLToPath } from "node:url";
import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import { activeSession } from "../../../src/shared/session.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { inDemoMeeting } from "./meeting.ts";

const LOADING_SIDECAR = fileURLToPath(new URL("./loading-sidecar.mjs", import.meta.url));
const LOAD_MS = 6000;
const STOP_MS = 30_000;

/** A capture that begins while the model loads: when its audio is safe, and whether any is missing afterwards. */
export function measureLoading(): Promise<Figure[]> {
  const sidecarCommand = [process.execPath, LOADING_SIDECAR, String(LOAD_MS)];
  return inDemoMeeting({ sidecarCommand }, async (earshot, page) => {
    await earshot.startCaptions(page);
    const { startToFirstFrameMs } = await earshot.diagnostics();
    const readyMs = await earshot.view.until("the model", LOAD_MS * 3, () => {
      const { status } = earshot.view;
      const active = status === null ? null : activeSession(status.session);
      return status?.model?.state === "ready" && active !== null ? Date.now() - active.startedAtMs : null;
    });
    if (startToFirstFrameMs === null || startToFirstFrameMs >= readyMs) {
      throw new ScriptError("session_failed", "The capture waited for the model.", "See .earshot/data/logs.");
    }
    await earshot.stopCaptions(page, STOP_MS);
    const { capture, host } = await earshot.diagnostics();
    const captured = AUDIO_SOURCES.reduce((sum, source) => sum + capture[source].captured, 0);
    const consumed = AUDIO_SOURCES.reduce((sum, source) => sum + (host?.sources[source].consumed ?? 0), 0);
    return [
      figure("model loading: click to first frame on disk", startToFirstFrameMs, "ms"),
      figure("model loading: click to model ready", readyMs, "ms"),
      figure("model loading: frames captured", captured, "frames"),
      figure("model loading: frames that never reached the model", captured - consumed, "frames", 0),
    ];
  });
}
