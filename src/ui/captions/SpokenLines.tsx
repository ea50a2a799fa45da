import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { isEcho } from "../../shared/lines/echo.ts";
import { firstText } from "../../shared/lines/segment-versions.ts";
import type { Segment, Transcript } from "../../shared/transcript.ts";
import { ToggleButton } from "./LookChoices.tsx";
import { segmentName } from "./shown-turns.ts";
import { lineSpeaker } from "./speaker.ts";

/** Finals kept in the live region; older ones have been spoken. */
const SPOKEN_LINES = 10;
/** Among so many of the newest segments they are looked for; the others' are finals for long. */
const NEWEST_SEGMENTS = 2 * SPOKEN_LINES;

interface SpokenLinesProps {
  /** Off until it is asked for: speech over a meeting's own sound is rarely wanted. */
  readonly isOn: boolean;
  readonly segments: readonly Segment[];
  readonly speakers: Transcript["speakers"];
}

/** What a live region has said of a session. */
export interface Spoken {
  /** The names of finals that are not to be announced, or have been. */
  readonly known: ReadonlySet<string>;
  /** The names of those that stand in the region, in order. */
  readonly shown: readonly string[];
}

/**
 * The region with `segments` (pure); `before`: null when it is switched on, when what is there already is not read. What has left
 * the region never comes back, also where lines behind it are struck.
 */
export function nextSpoken(before: Spoken | null, segments: readonly Segment[]): Spoken {
  if (before === null) return { known: new Set(finalsOf(segments)), shown: [] };
  const fresh = finalsOf(segments.slice(-NEWEST_SEGMENTS)).filter((name) => !before.known.has(name));
  if (fresh.length === 0) return before;
  return {
    known: new Set([...before.known, ...fresh]),
    shown: [...before.shown, ...fresh].slice(-SPOKEN_LINES),
  };
}

/**
 * The live region, to be keyed by its session: new finals, each whole, when what is being read has come to its end. Partials are
 * never announced, what was there before is not, and a line that was corrected later is not read again.
 */
export function SpokenLines({ isOn, segments, speakers }: SpokenLinesProps) {
  const spoken = useRef<Spoken | null>(null);
  spoken.current = isOn ? nextSpoken(spoken.current, segments) : null;
  const shown = new Set(spoken.current?.shown);
  const lines = segments.slice(-NEWEST_SEGMENTS).filter((segment) => shown.has(segmentName(segment)));
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-label={words.panel.lines}>
      {lines.map((segment) => (
        <p key={segmentName(segment)} lang={segment.language ?? undefined}>
          {lineSpeaker(speakers, segment)}: {firstText(segment)}
        </p>
      ))}
    </div>
  );
}

function finalsOf(segments: readonly Segment[]): readonly string[] {
  return segments.filter((segment) => segment.isFinal && !isEcho(segment)).map(segmentName);
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
