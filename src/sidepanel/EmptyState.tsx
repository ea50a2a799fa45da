import type { VNode } from "preact";
import { words } from "../i18n/index.ts";
import { isTryOut, type SessionState } from "../shared/session.ts";
import type { OpenedMeeting } from "../ui/meetings/use-stored-transcript.ts";

interface EmptyStateProps {
  readonly session: SessionState;
  /** How far the stored meeting is that was to be shown; null for the current one. */
  readonly opened: OpenedMeeting["reading"]["name"] | null;
  /** Why the meeting cannot be read, where that is so: it stands in the place of advice. */
  readonly unreadable: VNode | null;
  /** Null when nothing is being searched. */
  readonly query: string | null;
}

/** What to do when there is nothing to read. */
export function EmptyState({ session, opened, unreadable, query }: EmptyStateProps) {
  return (
    <div class="empty" data-empty>
      {query === null ? (
        <>
          <img src="/icons/128.png" width={56} height={56} alt="" />
          {unreadable ?? (
            <>
              <h2>{opened === "loading" ? words.panel.loading : words.panel.empty}</h2>
              {opened === "gone" && <p role="status">{words.panel.notThere}</p>}
              {opened === null && <p>{advice(session)}</p>}
            </>
          )}
        </>
      ) : (
        <p>{words.panel.noMatch(query.trim())}</p>
      )}
    </div>
  );
}

function advice(session: SessionState): string {
  if (isTryOut(session)) return words.welcome.tryOut.elsewhere;
  switch (session.name) {
    case "idle":
    case "stopping":
      return words.panel.emptyIdle;
    case "stalled":
      return words.panel.emptyStalled;
    case "paused":
      return words.pausedNote;
    case "starting":
    case "recording":
      return words.panel.emptyListening;
    default:
      return session satisfies never;
  }
}
