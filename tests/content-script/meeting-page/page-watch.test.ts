import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PageAdapter } from "../../../src/content-script/meeting-page/page-adapter.ts";
import { watchPage } from "../../../src/content-script/meeting-page/page-watch.ts";
import { zoom } from "../../../src/content-script/meeting-page/zoom.ts";
import type { PageReading } from "../../../src/shared/messages/meeting-page.ts";

const LOBBY: PageReading = { ownMute: "open", stage: "lobby", health: "working" };
const UNBELIEVED: PageReading = { ownMute: "open", stage: "unknown", health: "partial" };
const IN_CALL: PageReading = { ownMute: "open", stage: "in_call", health: "working" };

/** A page that shows what the test says, and everything that is reported of it after the first look. */
function watched(first: PageReading) {
  const page = { shows: first };
  const adapter: PageAdapter = {
    isFor: () => true,
    sign: "meet_meter",
    people: () => ({ people: [], active: null, title: null }),
    read: () => ({ reading: page.shows, controls: [] }),
  };
  const reported: PageReading[] = [];
  const watch = watchPage(adapter, {} as Document, (reading) => void reported.push(reading));
  return { page, reported, watch };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "MutationObserver",
    class {
      disconnect() {}
      observe() {}
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("WHO-4 a lobby is believed once it has held, for a call looks like one while its signs come", () => {
  const { reported, watch } = watched(LOBBY);
  expect(watch.reading).toEqual(UNBELIEVED);

  vi.advanceTimersByTime(1000);
  expect(reported).toEqual([]);
  vi.advanceTimersByTime(1000);

  expect(reported).toEqual([LOBBY]);
});

test("WHO-4 a mute in the lobby is believed at once", () => {
  const { page, reported } = watched(LOBBY);
  page.shows = { ...LOBBY, ownMute: "muted" };
  vi.advanceTimersByTime(500);

  expect(reported).toEqual([{ ...UNBELIEVED, ownMute: "muted" }]);
});

test("WHO-4 no lobby follows a call in the same document", () => {
  const { page, reported } = watched(IN_CALL);
  page.shows = LOBBY;
  vi.advanceTimersByTime(10_000);

  expect(reported).toEqual([UNBELIEVED]);
});

test.each([
  ["app.zoom.us", "/wc/1/start", true],
  ["zoom.com", "/wc", true],
  ["app.zoom.com", "/wc/1/join", true],
  ["app.zoom.com", "/profile", false],
  ["notzoom.com", "/wc", false],
  ["zoom.com.example", "/wc", false],
])("WHO-4 Zoom's client stands at %s%s: %s", (hostname, pathname, isSo) => {
  expect(zoom.isFor({ hostname, pathname })).toBe(isSo);
});
