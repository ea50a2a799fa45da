import { words } from "../../i18n/index.ts";
import type { Settings } from "../../shared/settings.ts";
import { KeepingTime } from "./RetentionField.tsx";
import { Switch } from "./Switch.tsx";

interface AudioFieldsProps {
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
}

/** Whether meetings' audio is stored, said plainly, and for how long (UI-9). */
export function AudioFields({ settings, save }: AudioFieldsProps) {
  const text = words.listening;
  const { retentionDays } = words.settings;
  return (
    <div class="stored-audio" role="group" aria-describedby="audio-hint">
      <Switch
        name="audio"
        label={text.setting}
        isOn={settings.isAudioStored}
        onChange={(isAudioStored) => save({ ...settings, isAudioStored })}
      />
      <small class="quiet" id="audio-hint">
        {text.hint}
      </small>
      {/* Also while it is off: what was stored before goes by it. */}
      <KeepingTime
        name="audio-retention"
        label={text.retention}
        days={settings.audioRetentionDays}
        longest={text.retentionLongest}
        hint={(days) => (days === null ? text.retentionHintLongest : text.retentionHint(retentionDays(days)))}
        ask={(days) => text.retentionAsk(retentionDays(days))}
        confirm={text.retentionConfirm}
        save={(audioRetentionDays) => save({ ...settings, audioRetentionDays })}
      />
    </div>
  );
}
