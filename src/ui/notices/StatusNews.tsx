import type { ErrorCode } from "../../../protocol/errors.ts";
import { words } from "../../i18n/index.ts";
import { activeSession } from "../../shared/session.ts";
import type { Status } from "../../shared/status.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { CaptionWindowButton } from "../controls/CaptionWindowButton.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { LagNotice } from "./LagNotice.tsx";
import { RecogniserNotice } from "./RecogniserNotice.tsx";
import { StoppingProgress } from "./StoppingProgress.tsx";
import {
  isSoundSafe,
  lagNews,
  problemNews,
  recogniserNews,
  sightNews,
  stoppingNews,
  waitingMs,
} from "./status-news.ts";

interface StatusNewsProps {
  readonly status: Status;
  readonly send: SessionStore["send"];
}

/** What needs attention; nothing when all is well. Each problem is told once, with the way out where there is one. */
export function StatusNews({ status, send }: StatusNewsProps) {
  const recogniser = recogniserNews(status);
  const lag = lagNews(status);
  const stopping = stoppingNews(status);
  const sight = sightNews(status);
  const session = activeSession(status.session)?.session ?? null;
  const dismiss = (code: ErrorCode) => send({ type: "dismiss-problem", session, code });
  return (
    <>
      {problemNews(status).map(({ code, detail, isDismissible, isHeldInMemory }) => (
        <ErrorNotice
          key={code}
          code={code}
          detail={detail}
          {...(isHeldInMemory ? { note: words.heldInMemory } : {})}
          {...(isDismissible ? { onDismiss: () => dismiss(code) } : {})}
        />
      ))}
      {recogniser !== null && (
        <RecogniserNotice
          news={recogniser}
          cause={status.recogniser.error}
          waitingMs={waitingMs(status)}
          isSafe={isSoundSafe(status)}
          retry={() => send({ type: "retry-transcription" })}
        />
      )}
      {status.session.name === "paused" && (
        <p class="notice" data-paused>
          {words.pausedNote}
        </p>
      )}
      {sight !== null && (
        <div class="notice with-action" data-overlay={sight}>
          <span role="status">{words.overlay.sight[sight]}</span>
          <CaptionWindowButton send={send} />
        </div>
      )}
      {lag !== null && <LagNotice {...lag} />}
      {stopping !== null && session !== null && (
        <StoppingProgress {...stopping} finishNow={() => send({ type: "finish-now", session })} />
      )}
    </>
  );
}
