import { useState } from "preact/hooks";
import type { RecoveredSession } from "../shared/status.ts";
import { uiLanguage, words } from "../ui/words.ts";
import { DeleteQuestion } from "./DeleteQuestion.tsx";

interface RecoveredMeetingsProps {
  readonly meetings: readonly RecoveredSession[];
  /** The one being read, which needs no button to open it. */
  readonly opened: string | null;
  readonly open: (session: string) => void;
  readonly dismiss: (session: string) => void;
  readonly remove: (session: string) => void;
}

/** Meetings that were cut off and are on their way back, or are back (UI-5). */
export function RecoveredMeetings({ meetings, ...actions }: RecoveredMeetingsProps) {
  if (meetings.length === 0) return null;
  return (
    <section class="recovered" aria-label={words.recovered.title}>
      {meetings.map((meeting) => (
        <RecoveredMeeting key={meeting.session} meeting={meeting} {...actions} />
      ))}
    </section>
  );
}

interface RecoveredMeetingProps extends Omit<RecoveredMeetingsProps, "meetings"> {
  readonly meeting: RecoveredSession;
}

function RecoveredMeeting({ meeting, opened, open, dismiss, remove }: RecoveredMeetingProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const { session, state } = meeting;
  const title = meeting.title.trim() || words.recovered.untitled;
  const text = words.recovered;
  return (
    <article class="notice" data-recovered={state} data-session={session}>
      <strong class="meeting-title" title={title}>
        {title}
      </strong>
      <time class="quiet" datetime={new Date(meeting.startedAtMs).toISOString()}>
        {whenOf(meeting.startedAtMs)}
      </time>
      <span role="status">{stateWords(meeting)}</span>
      {isDeleting ? (
        <DeleteQuestion remove={() => remove(session)} keep={() => setIsDeleting(false)} />
      ) : (
        <span class="choices">
          {session !== opened && (
            <button
              type="button"
              data-action="open-recovered"
              aria-label={text.of(text.open, title)}
              onClick={() => open(session)}
            >
              {text.open}
            </button>
          )}
          {state === "done" && (
            <button
              type="button"
              data-action="dismiss-recovered"
              aria-label={text.of(words.dismiss, title)}
              onClick={() => dismiss(session)}
            >
              {words.dismiss}
            </button>
          )}
          <button
            type="button"
            data-action="delete-recovered"
            aria-label={text.of(text.delete, title)}
            onClick={() => setIsDeleting(true)}
          >
            {text.delete}
          </button>
        </span>
      )}
    </article>
  );
}

function stateWords({ state, remainingMs }: RecoveredSession): string {
  const text = words.recovered;
  const seconds = Math.ceil(remainingMs / 1000);
  const left = words.duration(seconds);
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

function whenOf(epochMs: number): string {
  return new Intl.DateTimeFormat(uiLanguage, { dateStyle: "medium", timeStyle: "short" }).format(epochMs);
}
