import type { Status } from "../shared/status.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { ModelStatus } from "../ui/ModelStatus.tsx";
import { StateWords } from "../ui/StateWords.tsx";
import { StatusNews } from "../ui/StatusNews.tsx";
import { words } from "../ui/words.ts";
import { Elapsed } from "./Elapsed.tsx";

interface StatusLineProps {
  readonly status: Status;
  readonly stop: () => void;
  readonly dismiss: () => void;
}

/** The state in words with the way to end it, and below only what needs attention. */
export function StatusLine({ status, stop, dismiss }: StatusLineProps) {
  const { session, problem } = status;
  const { mic } = status.sources;
  return (
    <>
      <div class="status">
        <StateWords session={session} />
        {session.name === "recording" && <Elapsed startedAtMs={session.startedAtMs} />}
        {session.name !== "idle" && session.name !== "stopping" && (
          <button type="button" class="stop" data-action="stop" onClick={stop}>
            {words.stop}
          </button>
        )}
      </div>
      <StatusNews status={status} dismiss={dismiss} />
      {mic.name === "unavailable" && mic.reason !== problem?.code && <ErrorNotice code={mic.reason} />}
      {session.name !== "idle" && <ModelStatus model={status.model} isQuiet={true} />}
    </>
  );
}
