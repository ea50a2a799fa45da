import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { firstText } from "../../shared/lines/segment-versions.ts";
import type { Segment, Transcript } from "../../shared/transcript.ts";
import { ToggleButton } from "./LookChoices.tsx";
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

/**
 * The live region, to be keyed by its session: new finals, each whole, when what is being read has come to its end. Partials are
 * never announced, what was there before is not, and a line that was corrected later is not read again.
 */
export function SpokenLines({ isOn, segments, speakers }: SpokenLinesProps) {
  const before = useRef<ReadonlySet<string> | null>(null);
  if (isOn) before.current ??= new Set(segments.filter(({ isFinal }) => isFinal).map(nameOf));
  else before.current = null;
  const known = before.current;
  const lines =
    known === null
      ? []
      : segments
          .slice(-NEWEST_SEGMENTS)
          .filter((segment) => segment.isFinal && !known.has(nameOf(segment)))
          .slice(-SPOKEN_LINES);
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-label={words.panel.lines}>
      {lines.map((segment) => (
        <p key={nameOf(segment)} lang={segment.language ?? undefined}>
          {lineSpeaker(speakers, segment)}: {firstText(segment)}
        </p>
      ))}
    </div>
  );
}

function nameOf({ source, utterance }: Segment): string {
  return `${source}-${utterance}`;
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
