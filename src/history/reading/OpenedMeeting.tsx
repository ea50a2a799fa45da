import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { formatDuration, formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { useExports } from "../../ui/export/use-exports.tsx";
import { DeleteQuestion } from "../../ui/meetings/DeleteQuestion.tsx";
import { type LinePlace, meetingText } from "../search/meeting-text.ts";
import { MeetingLines } from "./MeetingLines.tsx";
import { TitleField } from "./TitleField.tsx";

export interface MeetingActions {
  readonly rename: (session: string, title: string) => void;
  readonly exempt: (sessions: readonly string[], isExempt: boolean) => void;
  readonly remove: (sessions: readonly string[]) => void;
}

interface OpenedMeetingProps extends MeetingActions {
  readonly store: SessionStore;
  readonly transcript: Transcript;
  readonly isExempt: boolean;
  readonly isRunning: boolean;
  readonly terms: readonly string[];
  readonly at: LinePlace | null;
}

/** A meeting that is read, with what can be done with it. */
export function OpenedMeeting(props: OpenedMeetingProps) {
  const { store, transcript, isExempt, isRunning, terms, at, rename, exempt, remove } = props;
  const { session, title, startedAtMs } = transcript;
  const isRenaming = useSignal(false);
  const isAsking = useSignal(false);
  const exports = useExports(transcript, store);
  const heading = useRef<HTMLHeadingElement>(null);
  // Where the list has made room for the meeting, the keyboard would be nowhere.
  useLayoutEffect(() => {
    if (at === null && document.activeElement?.checkVisibility() !== true) heading.current?.focus();
  }, []);
  const text = words.history;
  const { lengthMs, wordCount } = useMemo(() => meetingText(transcript), [transcript]);
  const facts = [
    formatMoment(startedAtMs),
    formatDuration(Math.round(lengthMs / 1000)),
    text.words(wordCount),
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
          <label class="exempt" title={text.keepHint}>
            <input
              type="checkbox"
              role="switch"
              name="exempt"
              checked={isExempt}
              aria-description={text.keepHint}
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
        {exports.notice}
      </div>
      {transcript.segments.length + transcript.gaps.length === 0 ? (
        <p class="empty">{text.wordless}</p>
      ) : (
        <MeetingLines transcript={transcript} terms={terms} at={at} />
      )}
    </>
  );
}
