import { words } from "../i18n/index.ts";
import { Step, type StepState } from "./Step.tsx";

interface WhatStepProps {
  readonly state: StepState;
  readonly hasConsented: boolean;
  readonly agree: () => void;
}

/** The first step: what is captured, where it stays, who else must know (UI-7). */
export function WhatStep({ state, hasConsented, agree }: WhatStepProps) {
  const text = words.welcome;
  return (
    <Step number={1} state={state} id="consent" title={text.captured}>
      <ul>
        <li>{text.capturedTab}</li>
        <li>{text.capturedMicrophone}</li>
        <li>{text.capturedWhen}</li>
      </ul>
      <details>
        <summary>{text.local}</summary>
        <p>{text.localBody}</p>
        <p>{text.localAudio}</p>
      </details>
      <h3>{text.others}</h3>
      <p>{text.othersBody}</p>
      <div role="status">
        {hasConsented ? (
          <p class="done">{text.agreed}</p>
        ) : (
          <button type="button" class="primary" data-action="consent" onClick={agree}>
            {text.agree}
          </button>
        )}
      </div>
    </Step>
  );
}
