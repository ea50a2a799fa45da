import { words } from "../i18n/index.ts";
import type { Microphone } from "./microphone-permission.ts";
import { Part } from "./Step.tsx";

export function MicrophonePart({ microphone }: { readonly microphone: Microphone }) {
  const text = words.welcome;
  const state = microphone.state.value;
  return (
    <Part id="microphone" title={text.microphone}>
      {state !== "granted" && <p>{text.microphoneBody}</p>}
      <p class={state === "granted" ? "done" : "quiet"} role="status" data-microphone={state}>
        {text.microphoneStates[state]}
      </p>
      {state !== "granted" && (
        <button
          type="button"
          class="primary"
          data-action="microphone"
          disabled={state === "asking"}
          onClick={() => void microphone.ask()}
        >
          {state === "unknown" || state === "asking" ? text.microphoneButton : text.microphoneAgain}
        </button>
      )}
    </Part>
  );
}
