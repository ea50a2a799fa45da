import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { useFocusBack } from "../../ui/controls/focus-back.ts";
import type { ShownMeetings } from "../library.ts";
import type { ListedMeeting } from "./arrange.ts";
import { MeetingItem } from "./MeetingItem.tsx";

/** Drawn in one frame; a screen shows about ten. */
const BLOCK_MEETINGS = 50;

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

/** All meetings, some of them drawn with each frame: a thousand open at once, and off screen each costs nothing. */
export function MeetingList(props: MeetingListProps) {
  const { meetings, isBusy, terms, running, opened, selected, select, library } = props;
  const [focused, setFocused] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(BLOCK_MEETINGS);
  useEffect(() => {
    if (!isBusy && drawn < meetings.length) setDrawn(drawn + BLOCK_MEETINGS);
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
  const list = useRef<HTMLUListElement>(null);
  useFocusBack(list);
  useLayoutEffect(() => {
    if (isLeaving) list.current?.querySelector<HTMLElement>('a.title[tabindex="0"]')?.focus();
  });
  return (
    <ul
      ref={list}
      class="meetings"
      role="list"
      aria-label={words.history.title}
      aria-description={words.history.listHelp}
      aria-busy={drawn < meetings.length}
      onKeyDown={moveBetweenMeetings}
      onFocusIn={({ target }) => setFocused(sessionOf(target))}
    >
      {shown.map((meeting) => {
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
            observer={observer}
            library={library}
          />
        );
      })}
    </ul>
  );
}

function observe(onScreen: ShownMeetings["onScreen"]): IntersectionObserver {
  return new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      const session = sessionOf(target);
      if (session !== null) onScreen(session, isIntersecting);
    }
  });
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("li.meeting") : null;
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
  const { lastElementChild, firstElementChild } = event.currentTarget;
  const next: Readonly<Record<string, Element | null>> = {
    ArrowDown: item.nextElementSibling,
    ArrowUp: item.previousElementSibling,
    Home: firstElementChild,
    End: lastElementChild,
  };
  const link = next[event.key]?.querySelector<HTMLElement>("a.title");
  if (link === undefined || link === null) return;
  event.preventDefault();
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}
