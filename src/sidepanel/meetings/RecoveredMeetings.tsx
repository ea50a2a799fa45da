import { useState } from "preact/hooks";
import { formatDuration, formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { RecoveredSession } from "../../shared/status.ts";
import { DeleteQuestion } from "../../ui/meetings/DeleteQuestion.tsx";

interface RecoveredMeetingsProps {
  readonly meetings: readonly RecoveredSession[];
  /** While captions run they have the room: one line names the meetings, and opens on demand. */
  readonly isFolded: boolean;
  /** The one being read, which needs no button to open it. */
  readonly opened: string | null;
  readonly open: (session: string) => void;
  readonly dismiss: (session: string) => void;
  readonly remove: (session: string) => void;
}

/** Meetings that were interrupted and are on their way back, or are back (UI-5). */
export function RecoveredMeetings({ meetings, isFolded, ...actions }: RecoveredMeetingsProps) {
  if (meetings.length === 0) return null;
  const list = (
    <section class="recovered" aria-label={words.recovered.title}>
      {meetings.map((meeting) => (
        <RecoveredMeeting key={meeting.session} meeting={meeting} {...actions} />
      ))}
    </section>
  );
  if (!isFolded) return list;
  return (
    <details class="folded" data-folded="recovered">
      <summary>{words.recovered.folded(meetings.length)}</summary>
      {list}
    </details>
  );
}

interface RecoveredMeetingProps extends Omit<RecoveredMeetingsProps, "meetings" | "isFolded"> {
  readonly meeting: RecoveredSession;
}

function RecoveredMeeting({ meeting, opened, open, dismiss, remove }: RecoveredMeetingProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const { session, state } = meeting;
  const title = (meeting.title ?? "").trim() || words.recovered.untitled;
  const text = words.recovered;
  /** Several meetings have the same buttons: a screen reader says which one is meant. */
  const choice = (action: string, label: string, onClick: () => void) => (
    <button type="button" data-action={action} aria-label={text.of(label, title)} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <article class="notice" data-recovered={state} data-session={session}>
      <strong class="meeting-title" title={title}>
        {title}
      </strong>
      <time class="quiet" datetime={new Date(meeting.startedAtMs).toISOString()}>
        {formatMoment(meeting.startedAtMs)}
      </time>
      <span role="status">{stateWords(meeting)}</span>
      {isDeleting ? (
        <DeleteQuestion
          ask={words.recovered.deleteAsk}
          remove={() => remove(session)}
          keep={() => setIsDeleting(false)}
        />
      ) : (
        <span class="choices">
          {session !== opened &&
            !meeting.isKeyMissing &&
            choice("open-recovered", text.open, () => open(session))}
          {state === "done" && choice("dismiss-recovered", words.dismiss, () => dismiss(session))}
          {choice("delete-recovered", text.delete, () => setIsDeleting(true))}
        </span>
      )}
    </article>
  );
}

function stateWords({ state, remainingMs, isKeyMissing }: RecoveredSession): string {
  const text = words.recovered;
  if (isKeyMissing) return text.keyMissing;
  const seconds = Math.ceil(remainingMs / 1000);
  const left = formatDuration(seconds);
  switch (state) {
    case "waiting":
      return seconds === 0 ? text.waitingOnly : text.waiting(left);
    case "transcribing":
      return seconds === 0 ? text.transcribingOnly : text.transcribing(left);
    case "done":
      return text.done;
    default:
      return state satisfies never;
  }
}
