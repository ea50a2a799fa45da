import { memo } from "preact/compat";
import { useEffect, useRef } from "preact/hooks";
import { formatDuration, formatList, formatMoment } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { termsPattern } from "../../ui/captions/highlight.ts";
import { speakerName } from "../../ui/captions/speaker.ts";
import { hashOf } from "../../ui/meetings/history-page.ts";
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
  /** Says when it comes on screen. */
  readonly observer: IntersectionObserver;
}

/** One meeting of the list: what it is called, when and how long it was, who spoke, and what a search found in it. */
export const MeetingItem = memo(
  function MeetingItem(props: MeetingItemProps) {
    const { meeting, terms, isRunning, isOpened, isTabStop, isSelected, select, observer } = props;
    const { entry, head, text, found, lines } = meeting;
    const item = useRef<HTMLLIElement>(null);
    useEffect(() => {
      const element = item.current;
      if (element === null) return undefined;
      observer.observe(element);
      return () => observer.unobserve(element);
    }, [observer]);
    const { session, startedAtMs } = entry;
    const moment = formatMoment(startedAtMs);
    const isUnreadable = head?.reading.name === "unreadable";
    const title = titleOf(head) || (head?.reading.name === "read" ? words.recovered.untitled : moment);
    const tabIndex = isTabStop ? 0 : -1;
    return (
      <li
        ref={item}
        class="meeting"
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
            <Facts meeting={meeting} />
          </p>
          {isUnreadable && <p class="quiet">{words.history.locked}</p>}
          {found !== null && text !== null && (
            <Hits
              session={session}
              found={found}
              folded={text.folded}
              lines={lines}
              terms={terms}
              tabIndex={tabIndex}
            />
          )}
        </div>
      </li>
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
    a.meeting.text === b.meeting.text &&
    a.meeting.lines === b.meeting.lines &&
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
function Facts({ meeting }: { readonly meeting: Pick<ListedMeeting, "head" | "text"> }) {
  const { head, text } = meeting;
  const lengthMs = lengthOf(meeting);
  const sides = head?.reading.name === "read" ? head.reading.speakers : null;
  const people =
    sides === null
      ? []
      : [speakerName(sides, "tab"), speakerName(sides, "mic"), ...(text === null ? [] : text.people)];
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
  readonly lines: ListedMeeting["lines"];
  readonly terms: readonly string[];
  readonly tabIndex: number;
}

/**
 * How often it was found, and the first places in their context: a click opens the meeting there. Until the lines are here, their folded
 * words stand in their place.
 */
function Hits({ session, found, folded, lines, terms, tabIndex }: HitsProps) {
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
