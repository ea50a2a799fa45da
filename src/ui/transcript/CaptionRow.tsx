import { samplesToMs } from "../../../protocol/audio.ts";
import { languageName } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import type { Segment } from "../../shared/transcript.ts";
import { CaptionLine } from "../captions/CaptionLine.tsx";
import { FirstVersion } from "./FirstVersion.tsx";

interface CaptionRowProps {
  readonly segment: Segment;
  readonly speaker: string;
  /** Another speaker spoke before: the name is shown. Otherwise it is only for screen readers. */
  readonly isTurnStart: boolean;
  /** Its language where that is another one than before; else null. */
  readonly language: string | null;
  readonly pattern: RegExp | null;
}

export function CaptionRow({ segment, speaker, isTurnStart, language, pattern }: CaptionRowProps) {
  const startMs = samplesToMs(segment.startSample);
  return (
    <div
      class={isTurnStart ? "row turn-start" : "row"}
      role="listitem"
      tabIndex={-1}
      data-caption
      data-source={segment.source}
      data-utterance={segment.utterance}
      data-final={segment.isFinal}
    >
      <span class={isTurnStart ? "speaker" : "visually-hidden"} data-source={segment.source} data-speaker>
        {speaker}
      </span>
      <time datetime={isoDuration(startMs)}>{formatTime(startMs)}</time>
      <span class="words">
        {language !== null && (
          <small class="language" data-language={language} lang={language}>
            {languageName(language)}
          </small>
        )}
        <CaptionLine segment={segment} pattern={pattern} />
        {!segment.isFinal && <span class="visually-hidden"> ({words.panel.speaking})</span>}
        <FirstVersion segment={segment} />
      </span>
      <button
        type="button"
        class="plain copy"
        tabIndex={-1}
        data-action="copy-line"
        aria-label={words.panel.copyLine}
      >
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" fill="none" stroke="currentColor" stroke-width="1.4" />
        </svg>
      </button>
    </div>
  );
}
