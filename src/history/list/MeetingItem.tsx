import { useComputed } from "@preact/signals";
import { memo } from "preact/compat";
import { formatDuration, formatList, formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { MeetingHead } from "../../shared/listed-meetings.ts";
import type { SearchText } from "../../shared/text/search-text.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { termsPattern } from "../../ui/captions/highlight.ts";
import { speakerName } from "../../ui/captions/speaker.ts";
import { hashOf } from "../../ui/meetings/history-page.ts";
import type { ShownMeetings } from "../library.ts";
import { contextOf, type Found, MOST_HITS } from "../search/find.ts";
import { type ListedMeeting, lengthOf, listedPeople, titleOf } from "./arrange.ts";

export interface MeetingItemProps {
  readonly meeting: ListedMeeting;
  /** Folded; empty while nothing is searched. */
  readonly terms: readonly string[];
  readonly isRunning: boolean;
  /** It is being read beside the list. */
  readonly isOpened: boolean;
  /** The one meeting of the list that Tab reaches; the arrow keys go on from it. */
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  readonly select: (session: string, isSelected: boolean) => void;
  /** Where what was read of the meeting comes to: it alone is drawn again then. */
  readonly library: ShownMeetings;
}

/** One meeting of the list: what it is called, when and how long it was, who spoke, and what a search found in it. */
export const MeetingItem = memo(
  function MeetingItem(props: MeetingItemProps) {
    const { meeting, terms, isRunning, isOpened, isTabStop, isSelected, select, library } = props;
    const { entry, head, found } = meeting;
    const { session, startedAtMs } = entry;
    const text = useComputed(() => library.texts.value.get(session) ?? null).value;
    const moment = formatMoment(startedAtMs);
    const isUnreadable = head?.reading.name === "unreadable";
    const title = titleOf(head) || (head?.reading.name === "read" ? words.recovered.untitled : moment);
    const tabIndex = isTabStop ? 0 : -1;
    return (
      <div
        class="meeting"
        role="listitem"
        data-session={session}
        data-reading={head?.reading.name ?? "unread"}
        aria-current={isOpened ? "true" : undefined}
      >
        <input
          type="checkbox"
          name="selected"
          tabIndex={tabIndex}
          checked={isSelected}
          aria-label={words.history.select(title)}
          onChange={(event) => select(session, event.currentTarget.checked)}
        />
        <div class="about">
          <a class="title" href={hashOf(session)} tabIndex={tabIndex} title={title}>
            {title}
          </a>
          <Badges
            isRunning={isRunning}
            isExempt={entry.isExempt}
            isUnfinished={entry.completeness === "open"}
            isImported={entry.isImported}
          />
          <p class="facts quiet">
            <time datetime={new Date(startedAtMs).toISOString()}>{moment}</time>
            <Facts head={head} text={text} />
          </p>
          {isUnreadable && <p class="quiet">{words.history.locked}</p>}
          {found !== null && text !== null && (
            <Hits
              session={session}
              found={found}
              folded={text.folded}
              library={library}
              terms={terms}
              tabIndex={tabIndex}
            />
          )}
        </div>
      </div>
    );
  },
  (a, b) =>
    a.terms === b.terms &&
    a.isRunning === b.isRunning &&
    a.isOpened === b.isOpened &&
    a.isTabStop === b.isTabStop &&
    a.isSelected === b.isSelected &&
    a.meeting.entry === b.meeting.entry &&
    a.meeting.head === b.meeting.head &&
    a.meeting.found === b.meeting.found,
);

function Badges({
  isRunning,
  isExempt,
  isUnfinished,
  isImported,
}: {
  readonly isRunning: boolean;
  readonly isExempt: boolean;
  readonly isUnfinished: boolean;
  readonly isImported: boolean;
}) {
  const text = words.history;
  return (
    <>
      {isRunning && <span class="badge running">{text.running}</span>}
      {isUnfinished && !isRunning && <span class="badge unfinished">{text.unfinished}</span>}
      {isExempt && <span class="badge exempt">{text.kept}</span>}
      {isImported && <span class="badge imported">{text.imports.badge}</span>}
    </>
  );
}

/** Length, words and people, as far as they are known. */
function Facts({ head, text }: { readonly head: MeetingHead | null; readonly text: SearchText | null }) {
  const lengthMs = text?.lengthMs ?? lengthOf({ head });
  const sides = head?.reading.name === "read" ? head.reading.speakers : null;
  const people =
    sides === null
      ? []
      : [
          speakerName(sides, "tab"),
          speakerName(sides, "mic"),
          ...(sides.voices ?? []).map(({ name }) => name).filter((name) => name !== ""),
          ...(text === null ? [] : text.people),
        ];
  const facts = [
    lengthMs === null ? null : formatDuration(Math.round(lengthMs / 1000)),
    text === null ? null : words.history.words(text.wordCount),
    people.length === 0 ? null : formatList(listedPeople(people)),
  ];
  return <>{facts.filter((fact) => fact !== null).map((fact) => ` · ${fact}`)}</>;
}

interface HitsProps {
  readonly session: string;
  readonly found: Found;
  readonly folded: string;
  readonly library: ShownMeetings;
  readonly terms: readonly string[];
  readonly tabIndex: number;
}

/**
 * How often it was found, and the first places in their context: a click opens the meeting there. Until the lines are here, their folded
 * words stand in their place.
 */
function Hits({ session, found, folded, library, terms, tabIndex }: HitsProps) {
  const lines = useComputed(() => library.hitLines.lines.value.get(session) ?? null).value;
  const count = words.history.hits(found.count);
  const pattern = termsPattern(terms);
  const foldedLines = lines === null && found.lines.length > 0 ? folded.split("\n") : [];
  return (
    <div class="hits">
      <span class="hit-count">{found.count >= MOST_HITS ? words.history.hitsAtLeast(count) : count}</span>
      {found.lines.map((index) => {
        const line = lines?.[index] ?? null;
        const text = line?.text ?? foldedLines[index];
        if (text === undefined) return null;
        return (
          <a class="hit" key={index} href={hashOf(session, line)} tabIndex={tabIndex} data-hit={line && ""}>
            {line !== null && <time datetime={isoDuration(line.startMs)}>{formatTime(line.startMs)}</time>}{" "}
            <span dir="auto">
              {contextOf(text, pattern).map(({ text: span, isMatch }) =>
                isMatch ? <mark>{span}</mark> : span,
              )}
            </span>
          </a>
        );
      })}
    </div>
  );
}
