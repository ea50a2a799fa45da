import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatClock } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { DOWNLOAD_PAGE } from "../../shared/identity.ts";
import type { HostState, Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { ErrorNotice } from "../../ui/notices/ErrorNotice.tsx";
import { Step, type StepState } from "../Step.tsx";
import { guideSteps } from "./guide.ts";
import { HelperGuide } from "./HelperGuide.tsx";
import { helperReport } from "./helper-report.ts";
import { helperTrouble } from "./helper-trouble.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who has entered the command looks here for what became of it. */
const LOOK_AGAIN_MS = 5000;
const SECTION = "host";

interface HelperStepProps {
  readonly state: StepState;
  readonly status: Pick<Status, "host" | "recogniser" | "storage" | "keyStorage">;
  readonly surroundings: Surroundings;
  readonly store: Pick<SessionStore, "send" | "ask">;
}

/** The second step: the program on this computer. While it is missing, it is looked for again and again. */
export function HelperStep({ state, status, surroundings, store }: HelperStepProps) {
  const text = words.welcome;
  const host = useSteady(status.host);
  const trouble = helperTrouble({ ...status, host });
  // Before its turn a step is no alarm, unless the page was opened for it.
  const isDue = state !== "later" || location.hash === `#${SECTION}`;
  const steps =
    trouble === null || !isDue ? [] : guideSteps(trouble, surroundings, DOWNLOAD_PAGE, words.guide);
  const [checked, setChecked] = useState<string | null>(null);
  const guide = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.name !== "failed") return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") store.send({ type: "retry-host" });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [host.name]);
  useLayoutEffect(() => setChecked(null), [trouble]);
  // Where the steps go, the keyboard stays at what has become of them.
  const isLeft = steps.length === 0 && guide.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (isLeft) document.querySelector<HTMLElement>(`#${SECTION}`)?.focus({ preventScroll: true });
  }, [isLeft]);

  const latest = useRef(trouble);
  latest.current = trouble;
  const checkAgain = async () => {
    setChecked(words.guide.checking);
    await store.ask({ type: host.name === "connected" ? "retry-transcription" : "retry-host" });
    // Another error has other steps, which say so by themselves.
    setChecked(latest.current === trouble ? words.guide.unchanged(formatClock(Date.now())) : null);
  };
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
            checked={checked}
            checkAgain={() => void checkAgain()}
            report={() => helperReport(trouble, status, surroundings, Date.now())}
          />
        </div>
      )}
      {host.name === "failed" && steps.length > 0 && <p class="quiet">{text.looksAgain}</p>}
      {host.name === "disconnected" && (
        <button type="button" data-action="retry-host" onClick={() => store.send({ type: "retry-host" })}>
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

/** Looking again changes nothing to see, or to be read out, before it has found something. */
function useSteady(host: HostState): HostState {
  const settled = useRef(host);
  if (host.name !== "connecting" || settled.current.name !== "failed") settled.current = host;
  return settled.current;
}
