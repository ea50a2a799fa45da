import type { AudioSource } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import type { Level } from "../../shared/status.ts";
import { levelFraction } from "./level.ts";

export function LevelMeter({ source, level }: { readonly source: AudioSource; readonly level: Level }) {
  const fraction = levelFraction(level.rms);
  const percent = Math.round(fraction * 100);
  return (
    <div
      class="meter"
      role="meter"
      data-source={source}
      aria-label={words.level(words.sources[source])}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={words.levelValue(percent)}
    >
      <span style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
