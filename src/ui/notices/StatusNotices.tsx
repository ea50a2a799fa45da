import { useEffect, useState } from "preact/hooks";
import type { EngineReport } from "../../../protocol/reports.ts";
import { formatClock, formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import {
  isStepNoticed,
  type LateNotice,
  type Notice,
  noticesOf,
  type SidecarNotice,
  type StoppingNotice,
} from "../../shared/notices/notices.ts";
import { activeSession } from "../../shared/session.ts";
import type { Status } from "../../shared/status.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { CaptionWindowButton } from "../controls/CaptionWindowButton.tsx";
import { ErrorNotice, StepsLink } from "./ErrorNotice.tsx";
import { LeavingNotice } from "./LeavingNotice.tsx";
import { helpSection } from "./welcome-page.ts";

interface StatusNoticesProps {
  readonly status: Status;
  readonly list: "popup" | "panel";
  readonly send: SessionStore["send"];
}

/** What needs attention, as popup and side panel list it; nothing when all is well. What is said, and in which order: `notices.ts`. */
export function StatusNotices({ status, list, send }: StatusNoticesProps) {
  const session = activeSession(status.session)?.session ?? null;
  return (
    <>
      {noticesOf(status, list).map((notice) => (
        <StatusNotice
          key={notice.type === "problem" ? notice.code : notice.type}
          notice={notice}
          session={session}
          host={status.host}
          send={send}
        />
      ))}
    </>
  );
}

interface StatusNoticeProps extends Pick<StatusNoticesProps, "send"> {
  readonly notice: Notice;
  readonly session: string | null;
  readonly host: Status["host"];
}

function StatusNotice({ notice, session, host, send }: StatusNoticeProps) {
  switch (notice.type) {
    case "problem": {
      const { code, detail, isDismissible, isHeldInMemory } = notice;
      return (
        <ErrorNotice
          code={code}
          detail={detail}
          {...(isHeldInMemory ? { note: words.heldInMemory } : {})}
          {...(isDismissible ? { onDismiss: () => send({ type: "dismiss-problem", session, code }) } : {})}
        >
          {host.name === "failed" && host.error.code === code ? (
            <button
              type="button"
              class="plain"
              data-action="retry-host"
              onClick={() => send({ type: "retry-host" })}
            >
              {words.welcome.hostRetry}
            </button>
          ) : undefined}
        </ErrorNotice>
      );
    }
    case "sidecar-restarting":
    case "sidecar-failed":
      return <Sidecar {...notice} retry={() => send({ type: "retry-transcription" })} />;
    case "paused":
      return (
        <p class="notice" data-paused>
          {words.pausedNote}
        </p>
      );
    case "unseen":
      return (
        <div class="notice with-action" data-overlay={notice.sight}>
          <span role="status">{words.overlay.sight[notice.sight]}</span>
          <CaptionWindowButton send={send} />
        </div>
      );
    case "late":
      return <Late {...notice} />;
    case "stopping":
      return session === null ? null : (
        <Stopping {...notice} finishNow={() => send({ type: "finish-now", session })} />
      );
    case "muted":
      return session === null ? null : (
        <div class="notice muted" data-muted>
          <span role="status">{words.mutedNote}</span>
          <button
            type="button"
            data-action="unmute"
            aria-label={words.unmuteLabel}
            onClick={() => send({ type: "mute-microphone", session, isMuted: false })}
          >
            {words.unmute}
          </button>
        </div>
      );
    case "muted-in-meeting":
      return session === null ? null : (
        <div class="notice with-action" data-muted-in-meeting={notice.isBlind ? "blind" : "seen"}>
          <span role="status">{notice.isBlind ? words.mutedInMeeting.blind : words.mutedInMeeting.note}</span>
          {notice.isOverridable && (
            <button
              type="button"
              data-action="override-page-mute"
              aria-label={words.mutedInMeeting.overrideLabel}
              onClick={() => send({ type: "override-page-mute", session })}
            >
              {words.mutedInMeeting.override}
            </button>
          )}
        </div>
      );
    case "leaving":
      return session === null ? null : (
        <LeavingNotice {...notice} keepOn={() => send({ type: "keep-on", session })} />
      );
    case "meeting-mute-unseen":
    case "captioned-although-muted":
      return (
        <p class="quiet" data-meeting-mute={notice.type}>
          {notice.type === "meeting-mute-unseen"
            ? words.mutedInMeeting.unseen
            : words.mutedInMeeting.overridden}
        </p>
      );
    case "word-alert":
      return (
        <p class="notice word-alert" role="alert" data-word-alert>
          {words.wordAlert(notice.word, formatClock(notice.atMs))}
        </p>
      );
    case "stopped-with-call":
      return (
        <p class="quiet" role="status" data-stopped-with-call>
          {words.leaving.stopped}
        </p>
      );
    case "names-unavailable":
      return (
        <p class="quiet" data-names-unavailable>
          {words.namesUnavailable}
        </p>
      );
    case "helper-outdated":
      return (
        <p class="quiet" data-helper-outdated>
          {words.helperOutdated}
        </p>
      );
    case "starting":
    case "model-loading":
    case "demo-model":
      // Only above the captions.
      return null;
    default:
      return notice satisfies never;
  }
}

/** That audio is kept, and, when captions do not come back by themselves, how to try again. */
function Sidecar({ type, cause, waitingMs, isSafe, retry }: SidecarNotice & { readonly retry: () => void }) {
  const waiting =
    waitingMs === null ? null : (
      <span class="quiet">{words.sidecar.waiting(formatDuration(Math.round(waitingMs / 1000)))}</span>
    );
  if (type === "sidecar-restarting")
    return (
      <div class="notice" data-sidecar="restarting">
        <span role="status">
          {words.inOneLine([words.sidecar.restarting, ...(isSafe ? [words.sidecar.kept] : [])])}
        </span>
        {waiting}
      </div>
    );
  const reason = cause === null ? null : words.errors[cause];
  // One that never ran is not being started again; of these two nothing is said twice.
  const hasNeverRun = cause === "sidecar_start_failed";
  const isSaid = hasNeverRun || cause === "sidecar_died";
  return (
    <div class="error" data-sidecar="failed">
      <span role="alert" data-error={cause}>
        <strong>{hasNeverRun ? words.errors.sidecar_start_failed.sentence : words.sidecar.failed}</strong>{" "}
        {isSafe ? words.sidecar.failedKept : words.sidecar.failedOnly}
      </span>
      {waiting}
      {reason !== null && (
        <span class="quiet">{words.inOneLine([...(isSaid ? [] : [reason.sentence]), reason.remedy])}</span>
      )}
      <span class="choices">
        <button type="button" class="primary" data-action="retry-transcription" onClick={retry}>
          {words.sidecar.retry}
        </button>
        {cause !== null && helpSection(cause) === "host" && <StepsLink code={cause} />}
      </span>
    </div>
  );
}

/** What captions do without on this step, in words; empty where nobody would notice. */
export function stepWords(step: EngineReport["step"]): string {
  return isStepNoticed(step) ? words.steps[step] : "";
}

/**
 * How late captions are. The figure changes every second, so a screen reader says once that they are late, and again when
 * what they do without changes.
 */
function Late({ lagMs, step, isSafe }: LateNotice) {
  const without = stepWords(step);
  if (lagMs === null)
    return (
      <div class="notice" data-step={step}>
        <span role="status">{words.inOneLine([without, ...(isSafe ? [words.soundIsSafe] : [])])}</span>
      </div>
    );
  const seconds = Math.round(lagMs / 1000);
  const length = formatDuration(seconds);
  return (
    <div class="notice" data-lag={seconds} data-step={step}>
      <span class="visually-hidden" role="status">
        {words.inOneLine([words.late, ...(without === "" ? [] : [without])])}
      </span>
      <span>{isSafe ? words.lag(length) : words.lagUnsafe(length)}</span>
      {without !== "" && <span aria-hidden="true">{without}</span>}
    </div>
  );
}

/** An ordinary end is over within this; a longer one shows how far it is and how to cut it short. */
const PATIENCE_MS = 5000;

/** The last captions after Stop, then better words for some: what is left, and a way not to wait for it. */
function Stopping({
  leftMs,
  fraction,
  isLong,
  improved,
  finishNow,
}: StoppingNotice & { readonly finishNow: () => void }) {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong && !isOver) return null;
  const seconds = Math.ceil(leftMs / 1000);
  const { almost, finishNowNote, finishUnimprovedNote, improving, left } = words.stopping;
  const captions = seconds === 0 ? almost : left(formatDuration(seconds));
  return (
    <div class="notice" data-stopping={seconds} data-improved={improved?.done}>
      <span>{improved === null ? captions : improving(improved.done, improved.all)}</span>
      <progress value={fraction} aria-label={words.stopping.progress} />
      <span class="choices">
        <button type="button" data-action="finish-now" onClick={finishNow}>
          {words.stopping.finishNow}
        </button>
        <span class="quiet">{improved === null ? finishNowNote : finishUnimprovedNote}</span>
      </span>
    </div>
  );
}
