import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { samplesToMs } from "../../../protocol/audio.ts";
import { languageName } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { isEcho } from "../../shared/lines/echo.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { segmentText } from "../../shared/transcript.ts";
import { CaptionLine } from "../captions/CaptionLine.tsx";
import { HighlightLines } from "../editing/highlighting.ts";
import { LineEditor } from "../editing/LineEditor.tsx";
import { EditLines, type LineDraft, ReplaceInLine } from "../editing/line-editing.ts";
import { LineVersions } from "./LineVersions.tsx";
import { PlayLines } from "./line-actions.ts";

interface CaptionRowProps {
  readonly segment: Line;
  readonly speaker: string;
  /** Another speaker spoke before: the name is shown. Otherwise it is only for screen readers. */
  readonly isTurnStart: boolean;
  /** Its language where that is another one than before; else null. */
  readonly language: string | null;
  readonly pattern: RegExp | null;
  /** What is being typed where this line is being edited; else null. */
  readonly draft: LineDraft | null;
  /** It is the line that was saved last. */
  readonly canUndo: boolean;
}

export function CaptionRow({
  segment,
  speaker,
  isTurnStart,
  language,
  pattern,
  draft,
  canUndo,
}: CaptionRowProps) {
  const editing = useContext(EditLines);
  const highlighting = useContext(HighlightLines);
  const isHighlighted = segment.isFinal && highlighting?.isHighlighted(segment) === true;
  const played = useContext(PlayLines);
  const isPlaying = played?.playing.value === segment;
  const isReplaceable = useContext(ReplaceInLine) !== null;
  const startMs = samplesToMs(segment.startSample);
  const element = useRef<HTMLDivElement>(null);
  // What was joined to it had the focus, and is gone.
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (canUndo && (activeElement === null || activeElement === document.body))
      element.current?.focus({ preventScroll: true });
  }, [canUndo]);
  return (
    <div
      ref={element}
      class={`row${isTurnStart ? " turn-start" : ""}${isHighlighted ? " highlighted" : ""}${isPlaying ? " playing" : ""}`}
      aria-current={isPlaying ? "true" : undefined}
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
      {draft !== null && editing !== null ? (
        <LineEditor draft={draft} editing={editing} segment={segment} />
      ) : (
        <>
          <span class="words">
            {language !== null && (
              <small class="language" data-language={language} lang={language}>
                {languageName(language)}
              </small>
            )}
            {isHighlighted && <span class="visually-hidden">{words.panel.bookmarks.highlighted}: </span>}
            <CaptionLine segment={segment} pattern={pattern} />
            {editing !== null && isEcho(segment) && (
              <button type="button" class="plain disclosure" tabIndex={-1} data-action="keep-line">
                {words.panel.keepEcho}
              </button>
            )}
            {!segment.isFinal && <span class="visually-hidden"> ({words.panel.speaking})</span>}
            {segment.isFinal && segmentText(segment).trim() === "" && (
              <small class="quiet">{words.panel.edit.noWords}</small>
            )}
            <LineVersions segment={segment} />
            {canUndo && (
              <button type="button" class="plain disclosure" tabIndex={-1} data-action="undo-edit">
                {words.panel.edit.undo}
              </button>
            )}
          </span>
          <span class="line-actions">
            {played?.canPlay(segment) === true && (
              <LineButton
                action="play-line"
                label={words.listening.line}
                path={isPlaying ? BARS : TRIANGLE}
                isPressed={isPlaying}
              />
            )}
            {isReplaceable && segment.isFinal && (
              <LineButton action="replace-in-line" label={words.panel.replace.here} path={SWAP} />
            )}
            {editing !== null && segment.isFinal && (
              <LineButton action="edit-line" label={words.panel.edit.open} path={PEN} />
            )}
            {highlighting !== null && segment.isFinal && (
              <LineButton
                action="highlight-line"
                label={words.panel.bookmarks.highlight}
                path={RIBBON}
                isPressed={isHighlighted}
                isDisabled={highlighting.isFull && !isHighlighted}
              />
            )}
            <LineButton action="copy-line" label={words.panel.copyLine} path={PAGES} />
          </span>
        </>
      )}
    </div>
  );
}

const TRIANGLE = "M4.5 3v10l8-5z";
const BARS = "M5 3v10M11 3v10";
const SWAP = "M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8l-2.5 2.5L7 13";
const PEN = "M3 13l.6-3L11 2.6 13.4 5 6 12.4z";
const RIBBON = "M4 2.5h8v11l-4-3-4 3z";
const PAGES = "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z";

/** Seen where the line is looked at; no tab stop, as all within lines. */
function LineButton({
  action,
  label,
  path,
  isPressed,
  isDisabled = false,
}: {
  readonly action: string;
  readonly label: string;
  readonly path: string;
  /** Absent where it is no switch. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}) {
  return (
    <button
      type="button"
      class="plain"
      tabIndex={-1}
      data-action={action}
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      disabled={isDisabled}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={path}
          fill={isPressed === true ? "currentColor" : "none"}
          stroke="currentColor"
          stroke-width="1.4"
        />
      </svg>
    </button>
  );
}
