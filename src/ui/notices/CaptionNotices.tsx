import type { ErrorCode } from "../../../protocol/errors.ts";
import { formatClock, formatDuration } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { isAlert, isOfOneSide, type Notice } from "../../shared/notices/notices.ts";
import { LeavingNotice, leavingSentence } from "./LeavingNotice.tsx";
import { stepWords } from "./StatusNotices.tsx";
import { helpSection } from "./welcome-page.ts";

interface CaptionNoticesProps {
  readonly notices: readonly Notice[];
  /** No line is there yet: where nothing else says why, it is said that somebody listens. */
  readonly isEmpty: boolean;
  /** Captions go on although the call seems to be over; null where the meeting's page is the owner of what is pressed. */
  readonly keepOn: (() => void) | null;
}

/** What there is to say above the captions; what it is, and in which order: `captionNotices`. */
export function CaptionNotices({ notices, isEmpty, keepOn }: CaptionNoticesProps) {
  const isListening = isEmpty && notices.every(isOfOneSide);
  if (notices.length === 0 && !isListening) return null;
  return (
    <div class="notices">
      {notices.map((notice) =>
        notice.type === "leaving" && keepOn !== null ? (
          <LeavingNotice key={notice.type} {...notice} keepOn={keepOn} />
        ) : (
          <CaptionNotice key={notice.type === "problem" ? notice.code : notice.type} notice={notice} />
        ),
      )}
      {isListening && (
        <p class="notice" role="status" data-notice="listening">
          {words.overlay.listening}
        </p>
      )}
    </div>
  );
}

function CaptionNotice({ notice }: { readonly notice: Notice }) {
  return (
    <p
      class={isAlert(notice) ? "notice problem" : "notice"}
      role={roleOf(notice)}
      data-notice={notice.type}
      data-error={notice.type === "problem" ? notice.code : undefined}
    >
      {sentence(notice)}
    </p>
  );
}

/** A lag changes every second: a screen reader that read each figure could read nothing else. */
function roleOf(notice: Notice): "alert" | "status" | undefined {
  if (isAlert(notice)) return "alert";
  return notice.type === "late" ? undefined : "status";
}

/** Against these there are steps, to which a button leads; their remedies say what to do without it. */
const WITHOUT_BUTTON: ReadonlySet<ErrorCode> = new Set(["host_exited", "host_blocked"]);

/** The notice in one line. */
function sentence(notice: Notice): string {
  switch (notice.type) {
    case "starting":
      return words.overlay.starting;
    case "model-loading":
      return words.overlay.modelLoading;
    case "demo-model":
      return words.overlay.demoModel;
    case "late":
      return words.inOneLine([
        words.lag(formatDuration(Math.round((notice.lagMs ?? 0) / 1000))),
        stepWords(notice.step),
      ]);
    case "paused":
      return words.overlay.paused;
    case "sidecar-restarting":
      return words.inOneLine([words.sidecar.restarting, words.sidecar.kept]);
    case "sidecar-failed":
      return words.overlay.sidecarFailed;
    case "problem": {
      const { sentence: what, remedy } = words.errors[notice.code];
      const isByButton = helpSection(notice.code) === "host" && !WITHOUT_BUTTON.has(notice.code);
      const fromHere = isByButton
        ? words.overlay.helperRemedy
        : (words.overlay.remedies[notice.code] ?? remedy);
      return words.inOneLine([what, ...(notice.isHeldInMemory ? [words.heldInMemory] : []), fromHere]);
    }
    case "muted":
      return words.inOneLine([words.mutedNote, words.overlay.unmute]);
    case "muted-in-meeting":
      return words.inOneLine(
        notice.isBlind
          ? [words.mutedInMeeting.blind, ...(notice.isOverridable ? [words.mutedInMeeting.fromPage] : [])]
          : [words.mutedInMeeting.note],
      );
    case "leaving":
      return leavingSentence(notice, "toolbar");
    case "stopped-with-call":
      return words.leaving.stopped;
    case "word-alert":
      return words.wordAlert(notice.word, formatClock(notice.atMs));
    case "meeting-mute-unseen":
    case "captioned-although-muted":
    case "names-unavailable":
    case "helper-outdated":
    case "unseen":
    case "stopping":
      // Only in the lists.
      return "";
    default:
      return notice satisfies never;
  }
}
