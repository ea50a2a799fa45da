import { NOTHING_SEEN, type PageReading } from "../../shared/messages/meeting-page.ts";
import { type PageAdapter, type PageView, readingOf } from "./page-adapter.ts";

export interface PageWatch {
  /** What was reported last. */
  readonly reading: PageReading;
  readonly stop: () => void;
}

/** How often the page is looked at beside what changes at its controls: they come and go, and are made anew elsewhere. */
const LOOK_MS = 500;
/** A page that changes without end is read this often at most. */
const SHORTEST_BETWEEN_READS_MS = 20;
/** Muted is believed at once, and a lobby that has held. All else has to hold for this long: what flickers stays muted. */
const HOLD_MS = 60;

/** A call whose signs come one by one looks like a lobby at first. */
const LOBBY_HOLD_MS = 1500;

/** A control's own attributes, and its icon's. */
const CONTROL: MutationObserverInit = {
  attributes: true,
  attributeFilter: ["data-is-muted", "class"],
  characterData: true,
  childList: true,
  subtree: true,
};
/** Where a control stands: whether it, or what it stands in, is put in the place of another one. */
const PLACE: MutationObserverInit = { childList: true };

/** Reads the page whenever its controls change, and reports what is new. `onReading` is never called within this call. */
export function watchPage(
  adapter: PageAdapter,
  page: Document,
  onReading: (reading: PageReading) => void,
): PageWatch {
  const believed = lobbyThatHolds();
  const first = viewOf(adapter, page);
  let reported = believed(first.reading, performance.now());
  let controls: readonly Element[] = [];
  /** Waits to be believed, since then; null when nothing does. */
  let held: { readonly reading: PageReading; readonly sinceMs: number } | null = null;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const readIn = (delayMs: number) => {
    timer ??= setTimeout(read, delayMs);
  };
  const observer = new MutationObserver(() => {
    const nextAtMs = readAtMs + SHORTEST_BETWEEN_READS_MS;
    if (performance.now() < nextAtMs) return readIn(nextAtMs - performance.now());
    read();
  });
  function read(): void {
    clearTimeout(timer);
    timer = undefined;
    readAtMs = performance.now();
    const view = viewOf(adapter, page);
    observe(view.controls);
    take(believed(view.reading, readAtMs));
  }
  function take(reading: PageReading): void {
    if (isSame(reading, reported)) {
      held = null;
      return;
    }
    if (held === null || !isSame(reading, held.reading)) held = { reading, sinceMs: readAtMs };
    const leftMs = isMuted(reading) ? 0 : held.sinceMs + HOLD_MS - readAtMs;
    if (leftMs > 0) return readIn(leftMs);
    held = null;
    reported = reading;
    onReading(reading);
  }
  function observe(next: readonly Element[]): void {
    if (next.length === controls.length && next.every((control, index) => control === controls[index]))
      return;
    controls = next;
    observer.disconnect();
    for (const control of controls) {
      observer.observe(control, CONTROL);
      for (let place = control.parentElement; place !== null; place = place.parentElement)
        observer.observe(place, PLACE);
    }
  }

  observe(first.controls);
  const interval = setInterval(read, LOOK_MS);
  return {
    get reading() {
      return reported;
    },
    stop() {
      clearInterval(interval);
      clearTimeout(timer);
      observer.disconnect();
    },
  };
}

/**
 * Readings with their lobby only where that has held for a while, and where no call was seen in this document: who is in a call does
 * not go back, but its controls may vanish one by one.
 */
function lobbyThatHolds(): (reading: PageReading, atMs: number) => PageReading {
  let hasBeenInCall = false;
  let sinceMs: number | null = null;
  return (reading, atMs) => {
    hasBeenInCall ||= reading.stage === "in_call";
    if (reading.stage !== "lobby") {
      sinceMs = null;
      return reading;
    }
    sinceMs ??= atMs;
    if (!hasBeenInCall && atMs - sinceMs >= LOBBY_HOLD_MS) return reading;
    return readingOf(reading.ownMute, "unknown", false);
  };
}

/** A page that cannot be read is one in which nothing is seen. */
function viewOf(adapter: PageAdapter, page: Document): PageView {
  try {
    return adapter.read(page);
  } catch {
    // Whatever the page has made of its document: it is no fault of ours, and is shown as the adapter's health.
    return { reading: NOTHING_SEEN, controls: [] };
  }
}

function isMuted({ ownMute, stage }: PageReading): boolean {
  return ownMute === "muted" || stage === "lobby";
}

function isSame(a: PageReading, b: PageReading): boolean {
  return a.ownMute === b.ownMute && a.stage === b.stage && a.health === b.health;
}
