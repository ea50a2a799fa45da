import { useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { firstText } from "../../shared/lines/segment-versions.ts";
import type { Segment, Transcript } from "../../shared/transcript.ts";
import { lineSpeaker } from "../captions/speaker.ts";

/** Finals kept in the live region; older ones have been spoken. */
const SPOKEN_LINES = 10;

/**
 * New finals for a screen reader, off by default: speech over a meeting's own sound is only wanted when asked
 * for. Partials are never announced, and a line that was corrected later is not read again.
 */
export function ReadAloud({ transcript }: { readonly transcript: Transcript }) {
  const [isOn, setIsOn] = useState(false);
  const firstSample = useRef(0);
  const lines = isOn ? newFinals(transcript.segments, firstSample.current) : [];
  return (
    <>
      <label class="read-aloud">
        <input
          type="checkbox"
          role="switch"
          name="read-aloud"
          checked={isOn}
          onChange={(event) => {
            firstSample.current = transcript.segments.at(-1)?.endSample ?? 0;
            setIsOn(event.currentTarget.checked);
          }}
        />
        <span>{words.panel.readAloud}</span>
      </label>
      <div class="visually-hidden" role="log" aria-live="polite" aria-label={words.panel.lines}>
        {lines.map((segment) => (
          <p key={`${segment.source}-${segment.utterance}`} lang={segment.language ?? undefined}>
            {lineSpeaker(transcript.speakers, segment)}: {firstText(segment)}
          </p>
        ))}
      </div>
    </>
  );
}

function newFinals(segments: readonly Segment[], firstSample: number): readonly Segment[] {
  return segments
    .slice(-SPOKEN_LINES * 2)
    .filter(({ isFinal, endSample }) => isFinal && endSample > firstSample)
    .slice(-SPOKEN_LINES);
}
