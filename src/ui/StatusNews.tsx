import type { ErrorReport } from "../../protocol/errors.ts";
import type { Status } from "../shared/status.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { noticeableLagSeconds } from "./time.ts";
import { words } from "./words.ts";

/** What went wrong and how far captions are behind; nothing when all is well. Each problem is told once. */
export function StatusNews({ status, dismiss }: { readonly status: Status; readonly dismiss: () => void }) {
  const { host, problem } = status;
  const cause = sessionCause(status);
  const hostError = host.name === "failed" ? host.error : null;
  const errors = [cause, hostError].filter((error) => error !== null);
  const codes = new Set(errors.map(({ code }) => code));
  const lagSeconds = noticeableLagSeconds(status.lagMs);
  return (
    <>
      {[...codes].map((code) => (
        <ErrorNotice key={code} code={code} detail={errors.find((error) => error.code === code)?.message} />
      ))}
      {problem !== null && !codes.has(problem.code) && (
        <ErrorNotice code={problem.code} onDismiss={dismiss} />
      )}
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
    case "paused":
    case "starting":
    case "recording":
      return null;
    default:
      return session satisfies never;
  }
}
