import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { DOWNLOAD_PAGE } from "../../shared/identity.ts";
import type { HostState, Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { ErrorNotice } from "../../ui/notices/ErrorNotice.tsx";
import { Step, type StepState } from "../Step.tsx";
import { guideSteps } from "./guide.ts";
import { HelperGuide } from "./HelperGuide.tsx";
import type { HelperCheck } from "./helper-check.ts";
import { helperReport } from "./helper-report.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who has entered the command looks here for what became of it. */
const LOOK_AGAIN_MS = 5000;
const SECTION = "host";

interface HelperStepProps {
  readonly state: StepState;
  readonly status: Pick<Status, "host" | "recogniser" | "storage" | "keyStorage">;
  readonly surroundings: Surroundings;
  readonly check: HelperCheck;
  readonly send: SessionStore["send"];
}

/** The second step: the program on this computer. While it is missing, it is looked for again and again. */
export function HelperStep({ state, status, surroundings, check, send }: HelperStepProps) {
  const text = words.welcome;
  const { host, trouble } = check;
  // Before its turn a step is no alarm, unless the page was opened for it.
  const isDue = state !== "later" || location.hash === `#${SECTION}`;
  const steps =
    trouble === null || !isDue ? [] : guideSteps(trouble, surroundings, DOWNLOAD_PAGE, words.guide);
  const guide = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.name !== "failed") return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") send({ type: "retry-host" });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [host.name]);
  // Where the steps go, the keyboard stays at what has become of them.
  const isLeft = steps.length === 0 && guide.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (isLeft) document.querySelector<HTMLElement>(`#${SECTION}`)?.focus({ preventScroll: true });
  }, [isLeft]);
  return (
    <Step number={2} state={state} id={SECTION} title={text.host}>
      <p>{text.hostBody}</p>
      <div role="status" data-host={host.name}>
        {trouble === null ? (
          <p class={host.name === "connected" ? "done" : "quiet"}>{hostWords(host)}</p>
        ) : isDue ? (
          <ErrorNotice
            code={trouble}
            detail={host.name === "failed" ? host.error.message : undefined}
            text={{
              sentence: words.errors[trouble].sentence,
              remedy:
                steps.length === 0 ? words.guide.unsupported(surroundings.systemName) : words.guide.follow,
            }}
            hasHelpLink={false}
          />
        ) : (
          <p class="quiet">{words.errors[trouble].sentence}</p>
        )}
      </div>
      {status.keyStorage !== null && (
        <p data-key-storage={status.keyStorage}>{text.keyStorage[status.keyStorage]}</p>
      )}
      {steps.length > 0 && (
        <div ref={guide}>
          <HelperGuide
            steps={steps}
            surroundings={surroundings}
            checked={check.outcome}
            checkAgain={check.checkAgain}
            report={() => helperReport(trouble, status, surroundings, Date.now())}
          />
        </div>
      )}
      {host.name === "failed" && steps.length > 0 && <p class="quiet">{text.looksAgain}</p>}
      {host.name === "disconnected" && (
        <button type="button" data-action="retry-host" onClick={() => send({ type: "retry-host" })}>
          {text.hostRetry}
        </button>
      )}
    </Step>
  );
}

function hostWords(host: HostState): string {
  const { hostStates } = words.welcome;
  if (host.name === "connected") return hostStates.connected(host.version);
  return host.name === "connecting" ? hostStates.connecting : hostStates.disconnected;
}
