import type { ErrorReport } from "../../protocol/errors.ts";
import { words } from "../i18n/index.ts";
import { activeSession } from "../shared/session.ts";
import type { Status } from "../shared/status.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { ErrorNotice } from "../ui/notices/ErrorNotice.tsx";
import { RefusalNotice } from "../ui/notices/RefusalNotice.tsx";
import { ImportNotices } from "./import/ImportNotices.tsx";
import type { Imports } from "./import/use-imports.ts";

interface HistoryNoticesProps {
  readonly store: SessionStore;
  readonly status: Status;
  /** Why no meeting's key can be had; null while they can. */
  readonly keysAway: ErrorReport | null;
  readonly imports: Imports;
}

/** What keeps meetings from being read, renamed, deleted or imported, and the way out. */
export function HistoryNotices({ store, status, keysAway, imports }: HistoryNoticesProps) {
  const { problem, pendingDeletions } = status;
  const running = activeSession(status.session)?.session ?? null;
  return (
    <div class="notices">
      <RefusalNotice store={store} />
      <ImportNotices {...imports} />
      {problem !== null && (
        <ErrorNotice
          code={problem.code}
          onDismiss={() => store.send({ type: "dismiss-problem", session: running, code: problem.code })}
        />
      )}
      {keysAway !== null && (
        <ErrorNotice
          code={keysAway.code}
          text={{ sentence: words.history.keysAway, remedy: words.errors[keysAway.code].remedy }}
        >
          <button
            type="button"
            class="plain"
            data-action="retry-host"
            onClick={() => store.send({ type: "retry-host" })}
          >
            {words.welcome.hostRetry}
          </button>
        </ErrorNotice>
      )}
      {pendingDeletions > 0 && (
        <p class="notice" role="status" data-pending-deletions={pendingDeletions}>
          {words.recovered.pendingDeletions(pendingDeletions)}
        </p>
      )}
    </div>
  );
}
