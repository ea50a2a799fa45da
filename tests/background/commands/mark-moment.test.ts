import { expect, test, vi } from "vitest";
import { markMoment } from "../../../src/background/commands/mark-moment.ts";
import type { Parts } from "../../../src/background/compose.ts";
import { CaptionHub } from "../../../src/background/transcript/caption-hub.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { ViewPorts } from "../../../src/background/views/view-ports.ts";
import { MAX_BOOKMARKS, withBookmark } from "../../../src/shared/bookmarks.ts";
import type { BackgroundToOverlay } from "../../../src/shared/messages/to-overlay.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

const PRESS = { mark: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10", atMs: 5000 };

/** A meeting that is shown; what its overlay is sent. */
async function meeting(isRunning: boolean) {
  const database = new TestDatabase();
  const hub = new CaptionHub(database, {
    onChange() {},
    onReplaced() {},
    onAmended() {},
    onBookmarked() {},
    onRenamed() {},
    onUnreadable() {},
    onRefused() {},
  });
  await hub.open(sessionRecord());
  const statusStore = new StatusStore(() => {});
  if (isRunning)
    statusStore.advance({ type: "start-requested", active: { session: SESSION, tabId: 1, startedAtMs: 0 } });
  const ports = new ViewPorts();
  const sent = vi.spyOn(ports, "toOverlays");
  const timers: (() => void)[] = [];
  const schedule = (action: () => void) => void timers.push(action);
  const parts = { hub, statusStore, ports, schedule } satisfies Partial<Parts>;
  return {
    parts,
    hub,
    database,
    timers,
    answers: () => sent.mock.calls.map(([answer]): BackgroundToOverlay => answer),
  };
}

test("UI-8 a press marks its moment once, and takes no note from what it marked", async () => {
  const { parts, hub, answers } = await meeting(true);
  await markMoment(parts, PRESS, null);
  await hub.bookmark(SESSION, (known) =>
    withBookmark(known, { id: PRESS.mark, atMs: PRESS.atMs, note: "Ask Aki" }),
  );

  await markMoment(parts, PRESS, null);

  const marked = { type: "overlay-marked", mark: PRESS.mark, isMarked: true };
  expect(hub.transcript?.bookmarks).toEqual([{ id: PRESS.mark, atMs: 5000, note: "Ask Aki" }]);
  expect(answers()).toEqual([marked, marked]);
});

test("UI-8 where there is no room for more marks, the overlay says that the moment is not marked", async () => {
  const { parts, hub, answers } = await meeting(true);
  const full = Array.from({ length: MAX_BOOKMARKS }, (_, index) => ({
    id: `${index}`,
    atMs: index,
    note: "",
  }));
  await hub.bookmark(SESSION, () => full);

  await markMoment(parts, PRESS, null);

  expect(hub.transcript?.bookmarks).toEqual(full);
  expect(answers()).toEqual([{ type: "overlay-marked", mark: PRESS.mark, isMarked: false }]);
});

test("UI-8 where no meeting runs, nothing is marked", async () => {
  const { parts, hub, answers } = await meeting(false);

  await markMoment(parts, PRESS, null);

  expect(hub.transcript?.bookmarks).toBeUndefined();
  expect(answers()).toEqual([]);
});

test("UI-8 UI-7 in a try-out there is nothing to mark, and nothing is said of it", async () => {
  const { parts, hub, answers } = await meeting(false);
  hub.openTryOut(sessionRecord());
  parts.statusStore.advance({
    type: "start-requested",
    active: { session: SESSION, tabId: null, startedAtMs: 0 },
  });

  await markMoment(parts, PRESS, null);

  expect(hub.transcript?.bookmarks).toBeUndefined();
  expect(answers()).toEqual([]);
  expect(parts.statusStore.status.markAnswer).toBeNull();
});

test("UI-8 a mark that the database did not take is not said to be there", async () => {
  const { parts, hub, database, answers } = await meeting(true);
  // Another meeting is shown, so the mark of the one that runs cannot wait in memory.
  await hub.open(sessionRecord({ session: OTHER }));
  vi.spyOn(database, "amendHead").mockImplementation((_session, change) => {
    if (typeof change === "function") change(sessionRecord());
    return Promise.reject(new Error("the disk is full"));
  });

  await markMoment(parts, PRESS, null);

  expect(answers()).toEqual([{ type: "overlay-marked", mark: PRESS.mark, isMarked: false }]);
});

test("UI-8 SEC-3 a meeting's page marks its own meeting and no other", async () => {
  const { parts, hub, answers } = await meeting(true);

  await markMoment(parts, PRESS, { session: OTHER, tabId: 1 });
  await markMoment(parts, PRESS, { session: SESSION, tabId: 2 });
  const others = hub.transcript?.bookmarks;
  await markMoment(parts, PRESS, { session: SESSION, tabId: 1 });

  expect(others).toBeUndefined();
  expect(hub.transcript?.bookmarks).toMatchObject([{ id: PRESS.mark }]);
  expect(answers()).toHaveLength(1);
});

test("UI-8 the shortcut is answered on the toolbar button too, for a moment; a press on the page is not", async () => {
  const { parts, timers } = await meeting(true);
  const answered = () => parts.statusStore.status.markAnswer;

  await markMoment(parts, PRESS, { session: SESSION, tabId: 1 });
  const byButton = answered();
  await markMoment(parts, PRESS, null);
  const first = answered();
  await markMoment(parts, PRESS, null);
  const [endOfFirst, endOfSecond] = timers;
  endOfFirst?.();
  const second = answered();
  endOfSecond?.();

  expect([byButton, first, second, answered()]).toEqual([null, { isMarked: true }, { isMarked: true }, null]);
});
