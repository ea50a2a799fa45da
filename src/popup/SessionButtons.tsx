import { words } from "../i18n/index.ts";
import { isTryOut, type SessionState } from "../shared/session.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CaptionWindowButton } from "../ui/controls/CaptionWindowButton.tsx";
import { PauseButton } from "../ui/controls/PauseButton.tsx";
import { StrikeButton } from "../ui/controls/StrikeButton.tsx";

interface SessionButtonsProps {
  readonly session: SessionState;
  /** False where a notice offers it already. */
  readonly isCaptionWindowOffered: boolean;
  readonly start: () => void;
  readonly openPanel: () => void;
  readonly send: SessionStore["send"];
}

export function SessionButtons({
  session,
  isCaptionWindowOffered,
  start,
  openPanel,
  send,
}: SessionButtonsProps) {
  return (
    <div class="buttons" data-state={session.name}>
      {session.name === "idle" ? (
        <button type="button" class="primary" data-action="start" onClick={start}>
          {words.start}
        </button>
      ) : (
        <>
          <button
            type="button"
            class="stop"
            data-action="stop"
            disabled={session.name === "stopping"}
            onClick={() => send({ type: "stop-session", session: session.session })}
          >
            {words.stop}
          </button>
          {!isTryOut(session) && (
            <>
              <PauseButton session={session} send={send} />
              {isCaptionWindowOffered && <CaptionWindowButton send={send} />}
              <StrikeButton session={session} send={send} />
            </>
          )}
        </>
      )}
      <button type="button" class="panel-opener" data-action="open-panel" onClick={openPanel}>
        {words.openPanel}
      </button>
    </div>
  );
}
