import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ErrorReport } from "../../protocol/errors.ts";
import {
  activeSession,
  IDLE,
  type SessionEvent,
  type SessionState,
  transition,
} from "../../src/shared/session.ts";

const active = {
  session: "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11",
  tabId: 7,
  startedAtMs: 1,
};
const stalled: ErrorReport = { code: "capture_stalled", message: "no frames for 3 s", recoverable: true };
const closed: ErrorReport = { code: "tab_closed", message: "the tab was closed", recoverable: false };

const start: SessionEvent = { type: "start-requested", active };
const anyEvent = fc.constantFrom<SessionEvent>(
  start,
  { type: "frames-stored" },
  { type: "frames-missing", cause: stalled },
  { type: "pause-requested" },
  { type: "continue-requested" },
  { type: "stop-requested", cause: null },
  { type: "stop-requested", cause: closed },
  { type: "stopped", error: null },
  { type: "stopped", error: closed },
);

function after(...events: readonly SessionEvent[]): SessionState {
  return events.reduce(transition, IDLE);
}

test("CAP-7 a session is not called recording before its first frame is stored", () => {
  expect(after(start).name).toBe("starting");
  expect(after(start, { type: "frames-stored" }).name).toBe("recording");
});

test("CAP-7 missing frames are a state of their own with a cause, and stored frames end it", () => {
  const recording: readonly SessionEvent[] = [start, { type: "frames-stored" }];

  const state = after(...recording, { type: "frames-missing", cause: stalled });

  expect(state).toEqual({ name: "stalled", cause: stalled, ...active });
  expect(transition(state, { type: "frames-stored" })).toEqual({ name: "recording", ...active });
});

test("CAP-7 frames that arrive after Stop do not make it recording again", () => {
  const state = after(start, { type: "stop-requested", cause: null }, { type: "frames-stored" });

  expect(state.name).toBe("stopping");
});

test("CAP-7 an ended session says why", () => {
  expect(after(start, { type: "stop-requested", cause: closed }, { type: "stopped", error: closed })).toEqual(
    {
      name: "idle",
      lastError: closed,
    },
  );
});

test("CAP-6 a pause outlasts frames that were on their way, and their absence", () => {
  const paused = after(start, { type: "frames-stored" }, { type: "pause-requested" });

  expect(transition(paused, { type: "frames-stored" })).toEqual({ name: "paused", ...active });
  expect(transition(paused, { type: "frames-missing", cause: stalled })).toEqual({
    name: "paused",
    ...active,
  });
});

test("CAP-6 a continued session is recording only once frames are stored again", () => {
  const continued = after(start, { type: "pause-requested" }, { type: "continue-requested" });

  expect(continued.name).toBe("starting");
  expect(transition(continued, { type: "frames-stored" }).name).toBe("recording");
});

test("CAP-6 what is over cannot be paused", () => {
  const stopping = after(start, { type: "stop-requested", cause: null });

  expect(transition(stopping, { type: "pause-requested" })).toEqual(stopping);
  expect(transition(IDLE, { type: "pause-requested" })).toEqual(IDLE);
});

test("CAP-7 in any order of events, only stored frames make it recording", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      const states = [IDLE, ...events.map((_, index) => after(...events.slice(0, index + 1)))];

      const causes = events.filter((_, index) => becomesRecording(states[index], states[index + 1]));
      expect(causes.every(({ type }) => type === "frames-stored")).toBe(true);
    }),
  );
});

test("CAP-7 a state has its session unless it is idle", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      const state = after(...events);

      expect(activeSession(state) === null).toBe(state.name === "idle");
      expect([null, active]).toContainEqual(activeSession(state));
    }),
  );
});

function becomesRecording(before: SessionState | undefined, now: SessionState | undefined): boolean {
  return before?.name !== "recording" && now?.name === "recording";
}
