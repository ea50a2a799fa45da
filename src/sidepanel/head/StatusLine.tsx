import { words } from "../../i18n/index.ts";
import { unseenNotice } from "../../shared/notices/notices.ts";
import { isTryOut } from "../../shared/session.ts";
import type { Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { CaptionWindowButton } from "../../ui/controls/CaptionWindowButton.tsx";
import { PauseButton } from "../../ui/controls/PauseButton.tsx";
import { StateWords } from "../../ui/controls/StateWords.tsx";
import { StrikeButton } from "../../ui/controls/StrikeButton.tsx";
import { ModelStatus } from "../../ui/models/ModelStatus.tsx";
import { StatusNotices } from "../../ui/notices/StatusNotices.tsx";
import { Elapsed } from "./Elapsed.tsx";

interface StatusLineProps {
  readonly status: Status;
  readonly send: SessionStore["send"];
}

/** The state in words with the ways to pause and end it, and below only what needs attention. */
export function StatusLine({ status, send }: StatusLineProps) {
  const { session } = status;
  return (
    <>
      <div class="status">
        <StateWords session={session} isAudioStored={status.isAudioStored} />
        {session.name === "recording" && <Elapsed startedAtMs={session.startedAtMs} />}
        {!isTryOut(session) && <PauseButton session={session} send={send} />}
        {session.name !== "idle" && session.name !== "stopping" && (
          <button
            type="button"
            class="stop"
            data-action="stop"
            onClick={() => send({ type: "stop-session", session: session.session })}
          >
            {words.stop}
          </button>
        )}
      </div>
      {!isTryOut(session) && (
        <div class="rare">
          <StrikeButton session={session} send={send} />
          {session.name !== "idle" && unseenNotice(status) === null && (
            <CaptionWindowButton send={send} isShort />
          )}
        </div>
      )}
      <StatusNotices status={status} list="panel" send={send} />
      {session.name !== "idle" && <ModelStatus model={status.model} isQuiet={true} />}
    </>
  );
}
