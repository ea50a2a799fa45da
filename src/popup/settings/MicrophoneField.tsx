import { words } from "../../i18n/index.ts";
import { type Microphone, microphoneChoices } from "./microphones.ts";

interface MicrophoneFieldProps {
  readonly microphones: readonly Microphone[];
  readonly chosen: string | null;
  readonly choose: (deviceId: string | null) => void;
}

/** Which microphone is captured, also during a meeting (CAP-6). */
export function MicrophoneField({ microphones, chosen, choose }: MicrophoneFieldProps) {
  const choices = microphoneChoices(microphones, chosen);
  // Before permission the browser says that there is one, and nothing else about it.
  const isUnnamed = microphones.length > 0 && microphones.every(({ label }) => label === "");
  return (
    <label>
      <span>{words.settings.microphoneDevice}</span>
      <select
        name="microphone-device"
        value={chosen ?? ""}
        aria-describedby={isUnnamed ? "microphone-hint" : undefined}
        onChange={(event) => choose(choices[event.currentTarget.selectedIndex]?.deviceId ?? null)}
      >
        {choices.map(({ deviceId, name }) => (
          <option key={deviceId ?? ""} value={deviceId ?? ""}>
            {name}
          </option>
        ))}
      </select>
      {isUnnamed && (
        <small class="quiet" id="microphone-hint">
          {words.settings.microphoneUnnamed}
        </small>
      )}
    </label>
  );
}
