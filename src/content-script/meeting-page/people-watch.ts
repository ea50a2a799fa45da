import {
  MOST_INTERVALS_AT_ONCE,
  type PageReading,
  type PeopleCounts,
  type PeopleReading,
  type SpeakingInterval,
} from "../../shared/messages/meeting-page.ts";
import { KnownPeople } from "./known-people.ts";
import { MeterIntervals } from "./meter-intervals.ts";
import type { PageAdapter, PeopleView, SeenPerson } from "./page-adapter.ts";

export interface PeopleWatch {
  /** The background knows nothing of what was reported: all of it is reported again with the next look. */
  readonly reportAgain: () => void;
  readonly stop: () => void;
}

interface Reports {
  /** How far the user is, as it was reported. */
  readonly stage: () => PageReading["stage"];
  readonly onPeople: (reading: PeopleReading) => void;
  readonly onSpeaking: (intervals: readonly SpeakingInterval[]) => void;
}

const LOOK_MS = 350;
/** A look that takes longer than this makes the looks rarer, up to LONGEST_BETWEEN_LOOKS_MS. */
const LOOK_BUDGET_MS = 4;
const LONGEST_BETWEEN_LOOKS_MS = 4000;
/** People are reported so often at most. */
const REPORT_MS = 1000;
/** More changes of meters between two looks are no meters: no more are taken until the next one. 50 people make 70. */
const MOST_CHANGES = 500;
/** An unshown tab that is shown again draws everything anew first. */
const AFTER_HIDDEN_MS = 1000;
/** Whether anybody is seen is judged once the call has gone on for so long. */
const NOBODY_MS = 10_000;
const NOBODY: PeopleView = { people: [], active: null, title: null };

/**
 * Looks at who is there and who is audible, and reports changes: on time that is bounded whatever the page does. A look costs a few
 * queries; between looks the meters' changes are counted. Nothing is reported within this call.
 */
export function watchPeople(adapter: PageAdapter, page: Document, reports: Reports): PeopleWatch {
  const known = new KnownPeople();
  const meters = new MeterIntervals();
  /** Whose meter an element is. */
  let owners = new Map<Element, string>();
  let observed: readonly Element[] = [];
  let changesSinceLook = 0;
  let active: { readonly key: string; readonly startMs: number; isReported: boolean } | null = null;
  let shownSinceMs = Number.NEGATIVE_INFINITY;
  let inCallSinceMs: number | null = null;
  /** In one text. */
  let reported: string | null = null;
  let judgedAtMs = Number.NEGATIVE_INFINITY;
  let longestLookMs = 0;
  let betweenLooksMs = LOOK_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pending: SpeakingInterval[] = [];

  const note = (changes: readonly Omit<SpeakingInterval, "sign">[]) => {
    for (const change of changes) pending.push({ ...change, sign: adapter.sign });
  };
  const observer = new MutationObserver((records) => {
    changesSinceLook += records.length;
    if (changesSinceLook > MOST_CHANGES) return drop();
    const moved = new Set<string>();
    for (const { target, attributeName } of records) {
      if (attributeName === "class") {
        const key = owners.get(target as Element);
        if (key !== undefined && known.isEvidence(key)) moved.add(key);
      } else recycled(target as Element);
    }
    if (moved.size > 0) meters.moved(moved, new Set(owners.values()).size, Date.now());
  });

  /** What moves so much is no voices: what was taken for some is over, and nothing more is taken until the next look. */
  function drop(): void {
    observer.disconnect();
    observed = [];
    owners = new Map();
    note(meters.end());
  }

  /** Another person is about to stand there: whose meters are in it, the next look says. */
  function recycled(tile: Element): void {
    for (const [meter, key] of owners) {
      if (!tile.contains(meter)) continue;
      owners.delete(meter);
      note(meters.gone(key));
    }
  }

  function observe(people: readonly SeenPerson[]): void {
    owners = new Map(people.flatMap(({ key, meters: of }) => of.map((meter) => [meter, key] as const)));
    const next = people.flatMap((person) => [...person.meters, ...person.tiles]);
    if (next.length === observed.length && next.every((element, index) => element === observed[index]))
      return;
    observer.disconnect();
    for (const { meters: of, tiles } of people) {
      for (const meter of of) observer.observe(meter, { attributeFilter: ["class"] });
      for (const tile of tiles)
        observer.observe(tile, { attributeFilter: ["data-participant-id", "data-requested-participant-id"] });
    }
    observed = next;
  }

  function look(): void {
    timer = undefined;
    const startMs = performance.now();
    changesSinceLook = 0;
    const nowMs = Date.now();
    const isHidden = page.visibilityState === "hidden";
    const view = viewOf(adapter, page);
    known.see(view.people, startMs);
    if (isHidden) {
      drop();
      shownSinceMs = startMs + AFTER_HIDDEN_MS;
    } else if (startMs >= shownSinceMs) {
      observe(view.people);
      note(meters.look(nowMs));
    }
    mark(isHidden ? null : view.active, nowMs);
    report(view, isHidden, startMs);
    while (pending.length > 0) reports.onSpeaking(pending.splice(0, MOST_INTERVALS_AT_ONCE));

    const tookMs = performance.now() - startMs;
    longestLookMs = Math.max(longestLookMs, tookMs);
    betweenLooksMs =
      tookMs > LOOK_BUDGET_MS ? Math.min(2 * betweenLooksMs, LONGEST_BETWEEN_LOOKS_MS) : LOOK_MS;
    timer = setTimeout(look, betweenLooksMs);
  }

  /** The page's own mark of who speaks; it is believed once two looks have seen it. */
  function mark(key: string | null, nowMs: number): void {
    if (key !== null && key === active?.key) {
      if (!active.isReported && known.isEvidence(key)) {
        active.isReported = true;
        note([{ key, startMs: active.startMs, endMs: null }]);
      }
      return;
    }
    if (active?.isReported === true) note([{ key: active.key, startMs: active.startMs, endMs: nowMs }]);
    active = key === null ? null : { key, startMs: nowMs, isReported: false };
  }

  function report(view: PeopleView, isHidden: boolean, atMs: number): void {
    if (atMs - judgedAtMs < REPORT_MS) return;
    judgedAtMs = atMs;
    inCallSinceMs = reports.stage() === "in_call" ? (inCallSinceMs ?? atMs) : null;
    const people = known.believed(view.people);
    const others = people.filter(({ isSelf, isShare }) => !isSelf && !isShare);
    const counts: PeopleCounts = {
      people: others.length,
      named: others.filter(({ name }) => name !== null).length,
      meters: owners.size,
      longestLookMs: Math.ceil(longestLookMs),
    };
    const health = healthOf(counts, {
      isMarked: adapter.sign === "zoom_active",
      inCallMs: inCallSinceMs === null ? null : atMs - inCallSinceMs,
      isHidden,
    });
    const reading = { people, title: view.title, health, isHidden };
    const text = JSON.stringify(reading);
    if (text === reported) return;
    reported = text;
    reports.onPeople({ ...reading, counts });
  }

  timer = setTimeout(look, 0);
  return {
    reportAgain() {
      reported = null;
      note(meters.open);
      if (active?.isReported === true) note([{ key: active.key, startMs: active.startMs, endMs: null }]);
    },
    stop() {
      clearTimeout(timer);
      observer.disconnect();
    },
  };
}

/** How well people are seen (pure); null where it cannot be judged. */
export function healthOf(
  { people, named, meters }: PeopleCounts,
  at: { readonly isMarked: boolean; readonly inCallMs: number | null; readonly isHidden: boolean },
): PeopleReading["health"] {
  if (at.inCallMs === null || at.inCallMs < NOBODY_MS) return null;
  if (people === 0 || named * 2 < people) return "blind";
  return named < people || (meters === 0 && !at.isMarked && !at.isHidden) ? "partial" : "working";
}

/** A page that cannot be read is one in which nobody is seen. */
function viewOf(adapter: PageAdapter, page: Document): PeopleView {
  try {
    return adapter.people(page);
  } catch {
    // Whatever the page has made of its document: it is no fault of ours, and is shown as the adapter's health.
    return NOBODY;
  }
}
