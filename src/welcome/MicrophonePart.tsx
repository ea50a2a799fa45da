import { words } from "../i18n/index.ts";
import type { SettingsChange } from "../shared/settings.ts";
import type { Microphone, MicrophoneState } from "./microphone-permission.ts";
import { leaveButton, Part } from "./Step.tsx";

/** How plainly each answer is shown: the browser's question, and what went wrong, are not to be overlooked. */
const LOOKS: Readonly<Record<MicrophoneState, "quiet" | "now" | "done" | "notice">> = {
  unknown: "quiet",
  asking: "now",
  granted: "done",
  denied: "notice",
  dismissed: "notice",
  missing: "notice",
  busy: "notice",
};

interface MicrophonePartProps {
  readonly microphone: Microphone;
  /** Whether meetings are to capture it; without it the others are captioned all the same. */
  readonly isWanted: boolean;
  readonly change: (change: SettingsChange) => void;
}

export function MicrophonePart({ microphone, isWanted, change }: MicrophonePartProps) {
  const text = words.welcome;
  const state = microphone.state.value;
  const isUsed = isWanted && state === "granted";
  return (
    <Part id="microphone" title={text.microphone}>
      {!isUsed && <p>{text.microphoneBody}</p>}
      <p
        class={isWanted ? LOOKS[state] : "done"}
        role="status"
        data-microphone={state}
        data-wanted={isWanted}
      >
        {isWanted ? text.microphoneStates[state] : text.microphoneSkipped}
      </p>
      {!isUsed && (
        <div class="choices">
          <button
            type="button"
            class={isWanted ? "primary" : undefined}
            data-action="microphone"
            disabled={state === "asking"}
            onClick={(event) => {
              leaveButton(event);
              if (!isWanted) change({ isMicrophoneWanted: true });
              void microphone.ask();
            }}
          >
            {!isWanted || state === "unknown" || state === "asking"
              ? text.microphoneButton
              : text.microphoneAgain}
          </button>
          {isWanted && (
            <button
              type="button"
              data-action="skip-microphone"
              onClick={(event) => {
                leaveButton(event);
                change({ isMicrophoneWanted: false });
              }}
            >
              {text.microphoneSkip}
            </button>
          )}
        </div>
      )}
    </Part>
  );
}
