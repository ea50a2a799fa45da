import type { SessionState } from "../shared/session.ts";
import { words } from "../ui/words.ts";

/** What to do when there is nothing to read; `query` is null when nothing is being searched. */
export function EmptyState({
  session,
  query,
}: {
  readonly session: SessionState;
  readonly query: string | null;
}) {
  return (
    <div class="empty" data-empty>
      {query === null ? (
        <>
          <img src="/icons/128.png" width={56} height={56} alt="" />
          <h2>{words.panel.empty}</h2>
          <p>{advice(session)}</p>
        </>
      ) : (
        <p>{words.panel.noMatch(query.trim())}</p>
      )}
    </div>
  );
}

function advice(session: SessionState): string {
  if (session.name === "idle" || session.name === "stopping") return words.panel.emptyIdle;
  return session.name === "stalled" ? words.panel.emptyStalled : words.panel.emptyListening;
}
