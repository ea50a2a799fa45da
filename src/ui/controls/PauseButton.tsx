import { words } from "../../i18n/index.ts";
import type { SessionState } from "../../shared/session.ts";
import type { SessionStore } from "../connection/session-store.ts";

interface PauseButtonProps {
  readonly session: SessionState;
  readonly send: SessionStore["send"];
}

/** Keeps both sides out of the recording for a while, and lets them in again (CAP-6). */
export function PauseButton({ session, send }: PauseButtonProps) {
  if (session.name === "idle" || session.name === "stopping") return null;
  return session.name === "paused" ? (
    <button
      type="button"
      class="primary"
      data-action="continue"
      onClick={() => send({ type: "continue-session", session: session.session })}
    >
      {words.continue}
    </button>
  ) : (
    <button
      type="button"
      data-action="pause"
      onClick={() => send({ type: "pause-session", session: session.session })}
    >
      {words.pause}
    </button>
  );
}
