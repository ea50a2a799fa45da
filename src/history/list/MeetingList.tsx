import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { useFocusBack } from "../../ui/controls/focus-back.ts";
import type { ShownMeetings } from "../library.ts";
import type { ListedMeeting } from "./arrange.ts";
import { MeetingItem } from "./MeetingItem.tsx";

/** Drawn in one frame; a screen shows about ten. */
const DRAWN_AT_ONCE = 50;

interface MeetingListProps {
  readonly meetings: readonly ListedMeeting[];
  /** More may be found yet: until then no more is drawn than a screen shows. */
  readonly isBusy: boolean;
  readonly terms: readonly string[];
  readonly running: string | null;
  readonly opened: string | null;
  readonly selected: ReadonlySet<string>;
  readonly select: (session: string, isSelected: boolean) => void;
  readonly library: ShownMeetings;
}

/**
 * All meetings, some of them drawn with each frame: a thousand open at once. They stand in blocks, which off screen cost nothing: a
 * thousand elements of their own, each of which the browser compares with the screen in each frame, would cost all of it.
 */
export function MeetingList(props: MeetingListProps) {
  const { meetings, isBusy, terms, running, opened, selected, select, library } = props;
  const [focused, setFocused] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(DRAWN_AT_ONCE);
  useEffect(() => {
    if (!isBusy && drawn < meetings.length) setDrawn(drawn + DRAWN_AT_ONCE);
  }, [drawn, isBusy, meetings.length]);
  const observer = useMemo(() => observe(library.onScreen), [library]);
  useEffect(() => () => observer.disconnect(), [observer]);

  const shown = meetings.slice(0, drawn);
  const placeOf = (session: string | null) => shown.findIndex(({ entry }) => entry.session === session);
  const isListed = (session: string | null) => placeOf(session) !== -1;
  /** Of the meeting that had the keyboard last. */
  const place = useRef(0);
  if (isListed(focused)) place.current = placeOf(focused);
  const beside = shown[Math.min(place.current, shown.length - 1)]?.entry.session ?? null;
  const tabStop = [focused, opened].find(isListed) ?? beside;
  // A meeting that is deleted leaves the keyboard to the one that takes its place.
  const current = sessionOf(document.activeElement);
  const isLeaving = current !== null && !isListed(current);
  const list = useRef<HTMLDivElement>(null);
  useFocusBack(list);
  useLayoutEffect(() => {
    if (isLeaving) list.current?.querySelector<HTMLElement>('a.title[tabindex="0"]')?.focus();
  });
  return (
    <div
      ref={list}
      class="meetings"
      role="list"
      aria-label={words.history.title}
      aria-description={words.history.listHelp}
      aria-busy={drawn < meetings.length}
      onKeyDown={moveBetweenMeetings}
      onFocusIn={({ target }) => setFocused(sessionOf(target))}
    >
      {blocksOf(shown).map((block, index) => (
        <Block
          key={index}
          sessions={block.map(({ entry }) => entry.session)}
          library={library}
          observer={observer}
        >
          {block.map((meeting) => {
            const { session } = meeting.entry;
            return (
              <MeetingItem
                key={session}
                meeting={meeting}
                terms={terms}
                isRunning={session === running}
                isOpened={session === opened}
                isTabStop={session === tabStop}
                isSelected={selected.has(session)}
                select={select}
                library={library}
              />
            );
          })}
        </Block>
      ))}
    </div>
  );
}

const BLOCK_MEETINGS = 10;
const MEETING_PX = 64;

function blocksOf(meetings: readonly ListedMeeting[]): readonly (readonly ListedMeeting[])[] {
  return Array.from({ length: Math.ceil(meetings.length / BLOCK_MEETINGS) }, (_, block) =>
    meetings.slice(block * BLOCK_MEETINGS, (block + 1) * BLOCK_MEETINGS),
  );
}

interface BlockProps {
  readonly sessions: readonly string[];
  readonly library: ShownMeetings;
  /** Says when it comes on screen. */
  readonly observer: IntersectionObserver;
  readonly children: ComponentChildren;
}

/** Some meetings one below the other, which come on screen together. */
function Block({ sessions, library, observer, children }: BlockProps) {
  const block = useRef<HTMLDivElement>(null);
  const named = sessions.join(" ");
  useEffect(() => {
    const element = block.current;
    if (element === null) return undefined;
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      library.onScreen(named.split(" "), false);
    };
  }, [observer, library, named]);
  return (
    <div
      ref={block}
      class="meeting-block"
      role="none"
      data-sessions={named}
      style={{ containIntrinsicBlockSize: `auto ${sessions.length * MEETING_PX}px` }}
    >
      {children}
    </div>
  );
}

function observe(onScreen: ShownMeetings["onScreen"]): IntersectionObserver {
  return new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes)
      if (target instanceof HTMLElement)
        onScreen(target.dataset["sessions"]?.split(" ") ?? [], isIntersecting);
  });
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".meeting") : null;
}

function sessionOf(target: EventTarget | null): string | null {
  return itemOf(target)?.dataset["session"] ?? null;
}

/** Up and down go from meeting to meeting, Home and End to the ends, Space selects one. */
function moveBetweenMeetings(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const item = itemOf(event.target);
  if (item === null) return;
  if (event.key === " " && event.target instanceof HTMLAnchorElement) {
    event.preventDefault();
    item.querySelector("input")?.click();
    return;
  }
  const items = [...event.currentTarget.querySelectorAll(".meeting")];
  const place = items.indexOf(item);
  const next: Readonly<Record<string, Element | undefined>> = {
    ArrowDown: items[place + 1],
    ArrowUp: items[place - 1],
    Home: items[0],
    End: items.at(-1),
  };
  const link = next[event.key]?.querySelector<HTMLElement>("a.title");
  if (link === undefined || link === null) return;
  event.preventDefault();
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}
