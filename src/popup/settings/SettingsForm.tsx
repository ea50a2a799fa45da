import type { TranscriptionSettings } from "../../../protocol/settings.ts";
import { words } from "../../i18n/index.ts";
import { AUTOMATIC_MODEL, type Settings } from "../../shared/settings.ts";
import type { Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { AlertNotificationSwitch } from "./AlertNotificationSwitch.tsx";
import { AudioFields } from "./AudioFields.tsx";
import { CorrectionField } from "./CorrectionField.tsx";
import { LanguagesField } from "./LanguagesField.tsx";
import { languageChoices } from "./languages.ts";
import { MicrophoneField } from "./MicrophoneField.tsx";
import { ModelField } from "./ModelField.tsx";
import type { Microphone } from "./microphones.ts";
import { RetentionField } from "./RetentionField.tsx";
import { Switch } from "./Switch.tsx";
import { WordListField } from "./WordListField.tsx";

const DEVICES = ["auto", "cpu", "cuda"] as const satisfies readonly TranscriptionSettings["device"][];

interface SettingsFormProps {
  readonly settings: Settings;
  readonly status: Status;
  readonly microphones: readonly Microphone[];
  readonly save: (settings: Settings) => void;
  readonly send: SessionStore["send"];
}

/** Every choice is saved as it is made. */
export function SettingsForm({ settings, status, microphones, save, send }: SettingsFormProps) {
  const { transcription } = settings;
  const loaded = status.model?.loaded?.model ?? null;
  const saveTranscription = (changes: Partial<TranscriptionSettings>) =>
    save({ ...settings, transcription: { ...transcription, ...changes } });
  return (
    <form class="settings" aria-label={words.settings.title} onSubmit={(event) => event.preventDefault()}>
      <ModelField
        status={status}
        chosen={transcription.model}
        choose={(model) => saveTranscription({ model })}
        send={send}
      />
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
      {transcription.language === "auto" && (
        <LanguagesField
          languages={transcription.languages}
          save={(languages) => saveTranscription({ languages })}
        />
      )}
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
      <details class="more-settings">
        <summary>{words.settings.more}</summary>
        <Switch
          name="translate"
          label={words.settings.translate}
          isOn={transcription.task === "translate"}
          onChange={(isOn) => saveTranscription({ task: isOn ? "translate" : "transcribe" })}
        />
        <Switch
          name="stop-with-call"
          label={words.settings.stopWithCall}
          isOn={settings.isStoppedWithCall}
          onChange={(isStoppedWithCall) => save({ ...settings, isStoppedWithCall })}
        />
        <Switch
          name="overlay"
          label={words.settings.overlay}
          isOn={settings.isOverlayWanted}
          onChange={(isOverlayWanted) => save({ ...settings, isOverlayWanted })}
        />
        {settings.isMicrophoneWanted && (
          <div class="described" role="group" aria-describedby="meeting-mute-hint">
            <Switch
              name="meeting-mute"
              label={words.settings.meetingMute}
              isOn={settings.isMeetingMuteFollowed}
              onChange={(isMeetingMuteFollowed) => save({ ...settings, isMeetingMuteFollowed })}
            />
            <small class="quiet" id="meeting-mute-hint">
              {words.settings.meetingMuteHint}
            </small>
          </div>
        )}
        {settings.isMicrophoneWanted && (
          <div class="described" role="group" aria-describedby="browser-echo-hint">
            <Switch
              name="browser-echo"
              label={words.settings.browserEcho}
              isOn={settings.isEchoLeftToBrowser}
              onChange={(isEchoLeftToBrowser) => save({ ...settings, isEchoLeftToBrowser })}
            />
            <small class="quiet" id="browser-echo-hint">
              {words.settings.browserEchoHint}
            </small>
          </div>
        )}
        <div class="described" role="group" aria-describedby="voices-hint">
          <Switch
            name="voices"
            label={words.settings.voices}
            isOn={transcription.voices}
            onChange={(voices) => saveTranscription({ voices })}
          />
          <small class="quiet" id="voices-hint">
            {words.settings.voicesHint}
          </small>
        </div>
        <Switch
          name="doubts"
          label={words.settings.doubts}
          isOn={settings.areDoubtsMarked}
          onChange={(areDoubtsMarked) => save({ ...settings, areDoubtsMarked })}
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
        <CorrectionField
          models={status.models}
          working={transcription.model === AUTOMATIC_MODEL ? loaded : transcription.model}
          chosen={transcription.correction_model}
          choose={(correction_model) => saveTranscription({ correction_model })}
        />
        <WordListField
          name="vocabulary"
          label={words.settings.vocabulary}
          hint={words.settings.vocabularyHint}
          list={transcription.vocabulary}
          save={(vocabulary) => saveTranscription({ vocabulary })}
        />
        <WordListField
          name="alert-words"
          label={words.settings.alertWords}
          hint={words.settings.alertWordsHint}
          list={settings.alertWords}
          save={(alertWords) => save({ ...settings, alertWords })}
        />
        {settings.alertWords.length > 0 && <AlertNotificationSwitch />}
        <RetentionField
          retentionDays={settings.retentionDays}
          save={(retentionDays) => save({ ...settings, retentionDays })}
        />
        <AudioFields settings={settings} save={save} />
      </details>
    </form>
  );
}
