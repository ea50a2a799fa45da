import { expect } from "vitest";
import { shownLines } from "../../../src/shared/lines/shown-lines.ts";
import { MESSAGES, type ViewCommand } from "../../../src/shared/messages/to-background.ts";
import { activeSession } from "../../../src/shared/session.ts";
import { MESSAGE_SAMPLES } from "../../shared/messages/message-samples.ts";
import { TAB } from "./fake-browser.ts";
import { FakeCapture } from "./fake-capture.ts";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenarios.ts";

type MeetingCommand = Extract<ViewCommand, { readonly session: string }>;

/** The first of two meetings is over, the second one runs. */
async function secondMeeting(run: Run): Promise<void> {
  for (const isLast of [false, true]) {
    run.send({ type: "start-session", tabId: TAB });
    await run.until("recording");
    // Meetings that begin at the same moment have no order.
    await run.browser.loop.run(1000);
    if (isLast) return;
    run.sendOfRunning((session) => ({ type: "stop-session", session }));
    await run.until("idle");
  }
}

function meetings(run: Run): { readonly over: string; readonly runs: string } {
  const runs = activeSession(run.status.session)?.session;
  const over = [...run.browser.database.records.keys()].find((session) => session !== runs);
  if (runs === undefined || over === undefined) throw new Error("the second meeting does not run");
  return { over, runs };
}

function shownLine(run: Run) {
  const transcript = run.panel.store.transcript.value;
  if (transcript === null) throw new Error("no meeting is shown");
  return { session: transcript.session, segment: transcript.segments[0] };
}

/** Nothing was done to the meeting that runs. */
function expectUntouched(run: Run): void {
  const { runs } = meetings(run);
  expect(run.status.session.name).toBe("recording");
  expect(run.status.sources.mic.name).toBe("live");
  expect(run.status.problem).toBeNull();
  expect([...([...FakeCapture.running][0]?.recorded ?? [])]).toEqual(["tab", "mic"]);
  expect(run.browser.database.records.get(runs)).toMatchObject({ speakers: { tab: "Others", mic: "You" } });
  expect(run.browser.disk.struck).toEqual([]);
}

function expectRefused(run: Run): void {
  expectUntouched(run);
  // A view that is gone is sent nothing.
  expect(run.popup.store.refusal.value).toBe(run.isViewAnother ? null : "session_unknown");
}

function expectRenamed(run: Run): void {
  expectUntouched(run);
  expect(run.browser.database.records.get(meetings(run).over)?.speakers.tab).toBe("Aki");
}

/** The only line of a meeting, as it was edited twice. */
function expectEdited(run: Run, session: string): void {
  const [line, ...others] = run.browser.database.lines.get(session) ?? [];
  expect(others).toEqual([]);
  expect(line).toMatchObject({ stable: "Second.", isEdited: true });
  expect(line?.versions?.map(({ text }) => text)).toEqual(["words 0", "First.", "Second."]);
}

const MARKS = [
  { id: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10", atMs: 5, note: "" },
  { id: "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11", atMs: 9, note: "Ask Aki" },
] as const;

function editTwice(run: Run, session: string): void {
  for (const [index, text] of ["First.", "Second."].entries()) {
    const edits = [{ source: "tab", utterance: 0, text }] as const;
    run.send({ type: "edit-lines", session, atMs: run.browser.loop.nowMs + index, edits });
  }
}

/** The only line of a meeting, first with other words, then split in two: one command each. */
function splitLine(run: Run, session: string): void {
  const line = { source: "tab", utterance: 0 } as const;
  const parts = [
    { text: "First", startSample: 0 },
    { text: "half.", startSample: 40, speaker: "Aki" },
  ];
  const edits = [
    { ...line, text: "First half." },
    { ...line, text: "First half.", parts },
  ];
  for (const [index, edit] of edits.entries())
    run.send({ type: "edit-lines", session, atMs: run.browser.loop.nowMs + index, edits: [edit] });
}

function expectSplit(run: Run, session: string): void {
  const segments = run.browser.database.lines.get(session) ?? [];
  expect(segments).toHaveLength(1);
  expect(shownLines(segments).map(({ stable, speaker = null }) => [stable, speaker])).toEqual([
    ["First", null],
    ["half.", "Aki"],
  ]);
  expect(segments[0]?.versions?.map(({ text }) => text)).toEqual(["words 0", "First half.", "First half."]);
}

/** Each command about a running meeting, as it comes to a worker in whose time that meeting is over. */
const REFUSED: readonly Scenario[] = Object.values(MESSAGE_SAMPLES)
  .filter(
    (sample): sample is typeof sample & MeetingCommand => MESSAGES[sample.type].about === "running-meeting",
  )
  .map(({ type, ...sample }) => ({
    name: `${type} of a meeting that is over`,
    prepare: secondMeeting,
    command: (run) => run.send({ ...sample, type, session: meetings(run).over } as ViewCommand),
    honoured: expectRefused,
  }));

/** Commands of a meeting that comes after its end. */
export const LATE_COMMANDS: readonly Scenario[] = [
  ...REFUSED,
  {
    name: "rename a side of a meeting that is over",
    prepare: secondMeeting,
    command: (run) =>
      run.send({ type: "rename-speaker", session: meetings(run).over, source: "tab", name: "Aki" }),
    honoured: expectRenamed,
  },
  {
    name: "edit a line of a meeting that is over",
    prepare: secondMeeting,
    command: (run) => editTwice(run, meetings(run).over),
    honoured(run) {
      expectUntouched(run);
      expectEdited(run, meetings(run).over);
    },
  },
  {
    name: "mark a moment of the meeting that runs, by the shortcut",
    isToldOnce: true,
    prepare: secondMeeting,
    command: (run) => run.browser.pressShortcut("mark-moment"),
    honoured(run) {
      const { over, runs } = meetings(run);
      const { records } = run.browser.database;
      expect(records.get(runs)?.bookmarks).toMatchObject([{ note: "" }]);
      expect(records.get(over)?.bookmarks).toBeUndefined();
    },
  },
  {
    name: "mark moments of a meeting that is over, and one of them no more",
    prepare: secondMeeting,
    command(run) {
      const session = meetings(run).over;
      for (const bookmark of MARKS) run.send({ type: "put-bookmark", session, bookmark });
      run.send({ type: "remove-bookmark", session, bookmark: MARKS[0]?.id ?? "" });
    },
    honoured(run) {
      expectUntouched(run);
      expect(run.browser.database.records.get(meetings(run).over)?.bookmarks).toEqual(MARKS.slice(1));
    },
  },
  {
    name: "split a line of a meeting that is over",
    prepare: secondMeeting,
    command: (run) => splitLine(run, meetings(run).over),
    honoured(run) {
      expectUntouched(run);
      expectSplit(run, meetings(run).over);
    },
  },
  {
    name: "edit a line that is shown",
    async prepare(run) {
      run.send({ type: "start-session", tabId: TAB });
      await run.until("recording");
      run.sendOfRunning((session) => ({ type: "stop-session", session }));
      await run.until("idle");
    },
    command: (run) => editTwice(run, shownLine(run).session),
    honoured(run) {
      const { session, segment } = shownLine(run);
      expectEdited(run, session);
      expect(segment).toEqual(run.browser.database.lines.get(session)?.[0]);
    },
  },
];
