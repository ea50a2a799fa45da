import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { formatDuration, formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { readableGaps } from "../../shared/lines/readable-gaps.ts";
import { shownLines } from "../../shared/lines/shown-lines.ts";
import { meetingSize } from "../../shared/text/search-text.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { searchPattern, termsPattern } from "../../ui/captions/highlight.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { Bookmarks } from "../../ui/editing/Bookmarks.tsx";
import { ConsentSelect } from "../../ui/editing/ConsentSelect.tsx";
import { EditorElsewhere } from "../../ui/editing/EditorElsewhere.tsx";
import { HighlightLines, useHighlighting } from "../../ui/editing/highlighting.ts";
import { EditLines, type LineEditing, ReplaceInLine } from "../../ui/editing/line-editing.ts";
import { ReplaceBar } from "../../ui/editing/ReplaceBar.tsx";
import { useReplacing } from "../../ui/editing/replacing.ts";
import { SearchField } from "../../ui/editing/SearchField.tsx";
import { SpeakerNames } from "../../ui/editing/SpeakerNames.tsx";
import { useExports } from "../../ui/export/use-exports.tsx";
import { DeleteQuestion } from "../../ui/meetings/DeleteQuestion.tsx";
import type { LinePlace } from "../../ui/meetings/history-page.ts";
import { PlayLines } from "../../ui/transcript/line-actions.ts";
import { isSegment, marksOf, matchingLines, rowsOf } from "../../ui/transcript/rows.ts";
import { placeShownBefore, showMarked, useHitInContext } from "../../ui/transcript/show-line.ts";
import { PlayerBar } from "../listening/PlayerBar.tsx";
import { type AudioQueries, useListening } from "../listening/use-listening.ts";
import { MeetingLines } from "./MeetingLines.tsx";
import { TitleField } from "./TitleField.tsx";

export interface MeetingActions {
  readonly rename: (session: string, title: string) => void;
  readonly exempt: (sessions: readonly string[], isExempt: boolean) => void;
  readonly remove: (sessions: readonly string[]) => void;
}

interface OpenedMeetingProps extends MeetingActions {
  readonly store: SessionStore;
  readonly audio: AudioQueries;
  readonly editing: LineEditing;
  readonly transcript: Transcript;
  readonly isExempt: boolean;
  readonly isImported: boolean;
  readonly isRunning: boolean;
  /** What was searched in all meetings, folded: it is marked wherever it stands. */
  readonly terms: readonly string[];
  /** The line that is shown first; null: the meeting is read from its beginning. */
  readonly at: LinePlace | null;
}

/** A meeting that is read and edited, with what can be done with it. */
export function OpenedMeeting(props: OpenedMeetingProps) {
  const {
    store,
    audio,
    editing,
    transcript,
    isExempt,
    isImported,
    isRunning,
    terms,
    at,
    rename,
    exempt,
    remove,
  } = props;
  const { session, title, startedAtMs, segments, suppressed } = transcript;
  const lines = useMemo(() => shownLines(segments), [segments]);
  const changed = store.changedMeeting.value;
  const version = changed?.session === session ? changed : null;
  const listening = useListening(audio, { session, isRunning, lines, version });
  const query = useSignal("");
  const pattern = useMemo(() => searchPattern(query.value), [query.value]);
  const marked = useMemo(() => pattern ?? termsPattern(terms), [pattern, terms]);
  const gaps = useMemo(() => readableGaps(transcript.gaps), [transcript.gaps]);
  const rows = useMemo(
    () => (pattern === null ? rowsOf(lines, marksOf(gaps, suppressed)) : matchingLines(lines, pattern)),
    [lines, gaps, suppressed, pattern],
  );
  useHitInContext(pattern, session, "first");
  const place = at === null ? null : `${at.source} ${at.utterance}`;
  const shownBefore = useRef<string | null>(null);
  shownBefore.current = placeShownBefore(shownBefore.current, place, pattern !== null);
  const { replacing, replacement, replaceInLine } = useReplacing(store.ask, session, pattern);
  const highlighting = useHighlighting(transcript, store.send);
  const isRenaming = useSignal(false);
  const isAsking = useSignal(false);
  const exports = useExports(transcript, store);
  const heading = useRef<HTMLHeadingElement>(null);
  // Where the list has made room for the meeting, the keyboard would be nowhere.
  useLayoutEffect(() => {
    if (at === null && document.activeElement?.checkVisibility() !== true) heading.current?.focus();
  }, []);
  const text = words.history;
  const { lengthMs, wordCount } = useMemo(
    () => meetingSize(lines, transcript.gaps),
    [lines, transcript.gaps],
  );
  const facts = [
    formatMoment(startedAtMs),
    formatDuration(Math.round(lengthMs / 1000)),
    text.words(wordCount),
    ...(isImported ? [text.imports.badge] : []),
  ];
  return (
    <>
      <div class="opened-head">
        {isRenaming.value ? (
          <TitleField
            title={title}
            done={(next) => {
              isRenaming.value = false;
              if (next !== null) rename(session, next);
            }}
          />
        ) : (
          <h2 ref={heading} tabIndex={-1} title={title}>
            {title.trim() || words.recovered.untitled}
          </h2>
        )}
        <p class="facts quiet">{facts.join(" · ")}</p>
        <div class="tools">
          {segments.length > 0 && (
            <SearchField query={query} matches={pattern === null ? null : rows.length} />
          )}
          <button
            type="button"
            data-action="rename-meeting"
            onClick={() => {
              isRenaming.value = true;
            }}
          >
            {text.rename}
          </button>
          {exports.buttons}
          <button
            type="button"
            data-action="delete-meeting"
            disabled={isRunning}
            title={isRunning ? text.runningNote : undefined}
            onClick={() => {
              isAsking.value = true;
            }}
          >
            {words.recovered.delete}
          </button>
          <label class="exempt" title={text.keepHint(1)}>
            <input
              type="checkbox"
              role="switch"
              name="exempt"
              checked={isExempt}
              aria-description={text.keepHint(1)}
              onChange={(event) => exempt([session], event.currentTarget.checked)}
            />
            <span>{text.keep}</span>
          </label>
        </div>
        {isAsking.value && (
          <DeleteQuestion
            ask={text.deleteAsk(1)}
            remove={() => remove([session])}
            keep={() => {
              isAsking.value = false;
            }}
          />
        )}
        <div class="tools">
          {segments.length > 0 && (
            <SpeakerNames
              speakers={transcript.speakers}
              rename={(source, name) => store.send({ type: "rename-speaker", session, source, name })}
              renameVoice={(voice, name) => store.send({ type: "rename-voice", session, voice, name })}
            />
          )}
          <ConsentSelect transcript={transcript} send={store.send} />
        </div>
        {exports.notice}
        {listening !== null && (
          <PlayerBar
            outline={listening.outline}
            player={listening.player}
            remove={() => store.send({ type: "delete-audio", session })}
          />
        )}
        {replacement.value === null && (
          <Bookmarks
            transcript={transcript}
            lines={lines}
            isRunning={isRunning}
            send={store.send}
            jump={(bookmark) => {
              query.value = "";
              showMarked(lines, bookmark, startedAtMs);
            }}
          />
        )}
        <ReplaceBar
          transcript={transcript}
          pattern={pattern}
          wanted={replacement}
          replacing={replacing}
          store={store}
        />
        <EditorElsewhere editing={editing} session={session} lines={rows.filter(isSegment)} />
      </div>
      {segments.length + gaps.length === 0 ? (
        <p class="empty">{text.wordless}</p>
      ) : rows.length === 0 ? (
        <p class="empty">{words.panel.noMatch(query.value.trim())}</p>
      ) : (
        <EditLines value={editing}>
          <ReplaceInLine value={replaceInLine}>
            <HighlightLines value={highlighting}>
              <PlayLines value={listening?.played ?? null}>
                <MeetingLines
                  key={pattern?.source ?? ""}
                  transcript={transcript}
                  rows={rows}
                  pattern={marked}
                  at={pattern === null && place !== shownBefore.current ? at : null}
                />
              </PlayLines>
            </HighlightLines>
          </ReplaceInLine>
        </EditLines>
      )}
    </>
  );
}
