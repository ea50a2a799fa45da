import type { Status } from "../shared/status.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { ModelStatus } from "../ui/ModelStatus.tsx";
import { StateWords } from "../ui/StateWords.tsx";
import { noticeableLagSeconds } from "../ui/time.ts";
import { words } from "../ui/words.ts";
import { Elapsed } from "./Elapsed.tsx";

/** The state in words, and only what needs attention below it. */
export function StatusLine({ status, dismiss }: { readonly status: Status; readonly dismiss: () => void }) {
  const { session, sources, problem } = status;
  const cause = session.name === "stalled" || session.name === "stopping" ? session.cause : null;
  const ended = session.name === "idle" ? session.lastError : null;
  const lagSeconds = noticeableLagSeconds(status.lagMs);
  const { mic } = sources;
  return (
    <>
      <div class="status">
        <StateWords session={session} />
        {session.name === "recording" && <Elapsed startedAtMs={session.startedAtMs} />}
      </div>
      {(cause ?? ended) !== null && <ErrorNotice code={(cause ?? ended)?.code ?? "internal_error"} />}
      {problem !== null && problem.code !== cause?.code && (
        <ErrorNotice code={problem.code} onDismiss={dismiss} />
      )}
      {mic.name === "unavailable" && mic.reason !== problem?.code && <ErrorNotice code={mic.reason} />}
      {lagSeconds > 0 && (
        <p class="notice" role="status" data-lag={lagSeconds}>
          {words.lag(lagSeconds)}
        </p>
      )}
      {session.name !== "idle" && <ModelStatus model={status.model} isQuiet={true} />}
    </>
  );
}
