import type { ErrorReport } from "../../protocol/errors.ts";
import type { Status } from "../shared/status.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { noticeableLagSeconds } from "../ui/time.ts";
import { words } from "../ui/words.ts";

/** What went wrong and how far captions are behind; nothing when all is well. */
export function News({ status, dismiss }: { readonly status: Status; readonly dismiss: () => void }) {
  const cause = sessionCause(status);
  const problem = status.problem?.code === cause?.code ? null : status.problem;
  const hostError = status.host.name === "failed" && cause === null ? status.host.error : null;
  const lagSeconds = noticeableLagSeconds(status.lagMs);
  return (
    <>
      {cause !== null && <ErrorNotice code={cause.code} />}
      {hostError !== null && hostError.code !== problem?.code && <ErrorNotice code={hostError.code} />}
      {problem !== null && <ErrorNotice code={problem.code} onDismiss={dismiss} />}
      {lagSeconds > 0 && (
        <p class="notice" role="status" data-lag={lagSeconds}>
          {words.lag(lagSeconds)}
        </p>
      )}
    </>
  );
}

/** Why the session is not recording, or why the last one ended. */
function sessionCause({ session }: Status): ErrorReport | null {
  switch (session.name) {
    case "idle":
      return session.lastError;
    case "stalled":
    case "stopping":
      return session.cause;
    case "starting":
    case "recording":
      return null;
    default:
      return session satisfies never;
  }
}
