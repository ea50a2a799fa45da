import { useEffect, useRef } from "preact/hooks";
import type { ErrorCode } from "../../protocol/errors.ts";
import { words } from "../i18n/index.ts";
import type { HostState, Status } from "../shared/status.ts";
import { CopyButton } from "../ui/controls/CopyButton.tsx";
import { ErrorNotice } from "../ui/notices/ErrorNotice.tsx";
import { Step, type StepState } from "./Step.tsx";

/** What does something about a helper that cannot be used; null where only somebody else can. */
function commandFor(code: ErrorCode): string | null {
  switch (code) {
    case "host_blocked":
      return null;
    case "host_start_failed":
    case "host_protocol_broken":
      return "npm run doctor";
    default:
      return "npm start";
  }
}
/** Who has entered the command looks here for what became of it. */
const LOOK_AGAIN_MS = 5000;

interface HelperStepProps {
  readonly state: StepState;
  readonly host: HostState;
  /** Where it keeps the key to the meetings; null until it has reported. */
  readonly keyStorage: Status["keyStorage"];
  readonly retry: () => void;
}

/** The second step: the program on this computer. While it is missing, it is looked for again and again. */
export function HelperStep({ state, host: latest, keyStorage, retry }: HelperStepProps) {
  const text = words.welcome;
  const host = useSteady(latest);
  // Before its turn a step is no alarm, unless the page was opened for it.
  const isDue = state !== "later" || location.hash === "#host";
  const command = host.name === "failed" && isDue ? commandFor(host.error.code) : null;
  useEffect(() => {
    if (host.name !== "failed") return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") retry();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [host.name]);
  return (
    <Step number={2} state={state} id="host" title={text.host}>
      <p>{text.hostBody}</p>
      <div role="status" data-host={host.name}>
        {host.name === "failed" && isDue ? (
          <ErrorNotice code={host.error.code} detail={host.error.message} hasHelpLink={false} />
        ) : host.name === "failed" ? (
          <p class="quiet">{words.errors[host.error.code].sentence}</p>
        ) : (
          <p class={host.name === "connected" ? "done" : "quiet"}>
            {host.name === "connected" ? text.hostStates.connected(host.version) : text.hostStates[host.name]}
          </p>
        )}
      </div>
      {keyStorage !== null && <p data-key-storage={keyStorage}>{text.keyStorage[keyStorage]}</p>}
      {command !== null && (
        <>
          <p>{text.command}</p>
          <code>{command}</code>
          <CopyButton action="copy-command" label={text.copyCommand} text={() => command} />
        </>
      )}
      {host.name === "failed" && isDue && <p class="quiet">{text.looksAgain}</p>}
      {host.name === "disconnected" && (
        <button type="button" data-action="retry-host" onClick={retry}>
          {text.hostRetry}
        </button>
      )}
    </Step>
  );
}

/** Looking again changes nothing to see, or to be read out, before it has found something. */
function useSteady(host: HostState): HostState {
  const settled = useRef(host);
  if (host.name !== "connecting" || settled.current.name !== "failed") settled.current = host;
  return settled.current;
}
