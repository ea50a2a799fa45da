import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { isEcho } from "../../shared/lines/echo.ts";
import { firstText } from "../../shared/lines/segment-versions.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import { type Speakers, spokenBy } from "../../shared/lines/voices.ts";
import { ToggleButton } from "./LookChoices.tsx";
import { segmentName } from "./shown-turns.ts";
import { awaitedFrom, isVoiceAwaited, lineSpeaker } from "./speaker.ts";

/** Finals kept in the live region; older ones have been spoken. */
const SPOKEN_LINES = 10;
/** Among so many of the newest segments they are looked for; the others' are finals for long. */
const NEWEST_SEGMENTS = 2 * SPOKEN_LINES;

interface SpokenLinesProps {
  /** Off until it is asked for: speech over a meeting's own sound is rarely wanted. */
  readonly isOn: boolean;
  readonly segments: readonly Line[];
  readonly speakers: Speakers;
}

/** A final as it was announced. What is known of it later is not said: a region that changes is read again. */
interface SpokenLine {
  readonly name: string;
  /** Who spoke, as something to compare. */
  readonly by: string;
  /** The name to say, where another one spoke before; else null. */
  readonly speaker: string | null;
}

/** What a live region has said of a session. */
export interface Spoken {
  /** The names of finals that are not to be announced, or have been. */
  readonly known: ReadonlySet<string>;
  /** Those that stand in the region, in order. */
  readonly shown: readonly SpokenLine[];
}

/**
 * The region with `segments` (pure); `before`: null when it is switched on, when what is there already is not read. What has left
 * the region never comes back, also where lines behind it are struck.
 */
export function nextSpoken(before: Spoken | null, segments: readonly Line[], speakers: Speakers): Spoken {
  if (before === null) return { known: new Set(finalsOf(segments).map(segmentName)), shown: [] };
  const newest = finalsOf(segments.slice(-NEWEST_SEGMENTS));
  const fresh = newest.filter((line) => !before.known.has(segmentName(line)));
  if (fresh.length === 0) return before;
  const fromSample = awaitedFrom(segments, speakers);
  const shown = [...before.shown];
  for (const line of fresh) {
    const last = shown.at(-1)?.by;
    const isOfLast = line.source === last?.split(" ")[0] && isVoiceAwaited(line, fromSample);
    const by = isOfLast ? last : spokenBy(line, speakers);
    shown.push({ name: segmentName(line), by, speaker: by === last ? null : lineSpeaker(speakers, line) });
  }
  return {
    known: new Set([...before.known, ...fresh.map(segmentName)]),
    shown: shown.slice(-SPOKEN_LINES),
  };
}

/**
 * The live region, to be keyed by its session: new finals, each whole, when what is being read has come to its end. Partials are
 * never announced, what was there before is not, and a line that was corrected later is not read again.
 */
export function SpokenLines({ isOn, segments, speakers }: SpokenLinesProps) {
  const spoken = useRef<Spoken | null>(null);
  spoken.current = isOn ? nextSpoken(spoken.current, segments, speakers) : null;
  const shown = new Map(spoken.current?.shown.map((line) => [line.name, line]));
  const lines = segments.slice(-NEWEST_SEGMENTS).filter((segment) => shown.has(segmentName(segment)));
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-label={words.panel.lines}>
      {lines.map((segment) => {
        const speaker = shown.get(segmentName(segment))?.speaker ?? null;
        return (
          <p key={segmentName(segment)} lang={segment.language ?? undefined}>
            {speaker === null ? "" : `${speaker}: `}
            {firstText(segment)}
          </p>
        );
      })}
    </div>
  );
}

function finalsOf(segments: readonly Line[]): readonly Line[] {
  return segments.filter((segment) => segment.isFinal && !isEcho(segment));
}

/** Among the options of captions. */
export function ReadAloudToggle({ isOn }: { readonly isOn: Signal<boolean> }) {
  return (
    <ToggleButton
      action="read-aloud"
      isOn={isOn.value}
      toggle={() => {
        isOn.value = !isOn.value;
      }}
    >
      {words.panel.readAloud}
    </ToggleButton>
  );
}
