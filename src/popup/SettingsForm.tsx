import type { ModelProgress } from "../../protocol/reports.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import { OFFERED_MODELS, type Settings } from "../shared/settings.ts";
import { ModelStatus } from "../ui/ModelStatus.tsx";
import { words } from "../ui/words.ts";
import { languageChoices } from "./languages.ts";
import { MicrophoneField } from "./MicrophoneField.tsx";
import type { Microphone } from "./microphones.ts";
import { RetentionField } from "./RetentionField.tsx";
import { Switch } from "./Switch.tsx";
import { VocabularyField } from "./VocabularyField.tsx";

const DEVICES = ["auto", "cpu", "cuda"] as const satisfies readonly TranscriptionSettings["device"][];

interface SettingsFormProps {
  readonly settings: Settings;
  readonly model: ModelProgress | null;
  readonly microphones: readonly Microphone[];
  readonly save: (settings: Settings) => void;
}

/** Every choice is saved as it is made. */
export function SettingsForm({ settings, model, microphones, save }: SettingsFormProps) {
  const { transcription } = settings;
  const saveTranscription = (changes: Partial<TranscriptionSettings>) =>
    save({ ...settings, transcription: { ...transcription, ...changes } });
  return (
    <form class="settings" aria-label={words.settings.title} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{words.model.title}</span>
        <select
          name="model"
          value={transcription.model}
          onChange={(event) => saveTranscription({ model: event.currentTarget.value })}
        >
          {modelChoices(transcription.model).map((name) => (
            <option key={name} value={name}>
              {words.model.names[name] ?? name}
            </option>
          ))}
        </select>
      </label>
      <ModelStatus model={model} isQuiet={false} />
      <label>
        <span>{words.settings.language}</span>
        <select
          name="language"
          value={transcription.language}
          onChange={(event) => saveTranscription({ language: event.currentTarget.value })}
        >
          {languageChoices(transcription.language).map(({ code, name }) => (
            <option key={code} value={code} lang={code === "auto" ? undefined : code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Switch
        name="microphone"
        label={words.settings.microphone}
        isOn={settings.isMicrophoneWanted}
        onChange={(isMicrophoneWanted) => save({ ...settings, isMicrophoneWanted })}
      />
      {settings.isMicrophoneWanted && (
        <MicrophoneField
          microphones={microphones}
          chosen={settings.microphoneDeviceId}
          choose={(microphoneDeviceId) => save({ ...settings, microphoneDeviceId })}
        />
      )}
      <details>
        <summary>{words.settings.more}</summary>
        <Switch
          name="translate"
          label={words.settings.translate}
          isOn={transcription.task === "translate"}
          onChange={(isOn) => saveTranscription({ task: isOn ? "translate" : "transcribe" })}
        />
        <Switch
          name="overlay"
          label={words.settings.overlay}
          isOn={settings.isOverlayWanted}
          onChange={(isOverlayWanted) => save({ ...settings, isOverlayWanted })}
        />
        <label>
          <span>{words.settings.device}</span>
          <select
            name="device"
            value={transcription.device}
            onChange={(event) =>
              saveTranscription({ device: DEVICES[event.currentTarget.selectedIndex] ?? "auto" })
            }
          >
            {DEVICES.map((device) => (
              <option key={device} value={device}>
                {words.settings.devices[device]}
              </option>
            ))}
          </select>
        </label>
        <VocabularyField
          vocabulary={transcription.vocabulary}
          save={(vocabulary) => saveTranscription({ vocabulary })}
        />
        <RetentionField
          retentionDays={settings.retentionDays}
          save={(retentionDays) => save({ ...settings, retentionDays })}
        />
      </details>
    </form>
  );
}

/** A local model that the host added stays choosable while it is the chosen one. */
function modelChoices(chosen: string): readonly string[] {
  const offered: readonly string[] = OFFERED_MODELS;
  return offered.includes(chosen) ? offered : [chosen, ...offered];
}
