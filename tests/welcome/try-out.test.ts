import { describe, expect, it } from "vitest";
import type { SessionState } from "../../src/shared/session.ts";
import { stepStates } from "../../src/welcome/Step.tsx";
import { nextTryOut, type TryOut } from "../../src/welcome/try-out.ts";
import { finalSegment, transcriptOf } from "../shared/transcript-samples.ts";
import { active } from "../ui/status-samples.ts";

const tried = { ...active, tabId: null };
const IDLE: TryOut = { name: "idle" };
const OVER: SessionState = { name: "idle", lastError: null };
const QUIET = { transcript: null, peak: 0 };
const line = finalSegment({ source: "mic" });
const shown = transcriptOf([line], { session: active.session, startedAtMs: 5 });

const after = (...seen: Parameters<typeof nextTryOut>[1][]) => seen.reduce(nextTryOut, IDLE);

describe("what a try-out comes to", () => {
  it("UI-7 is words where there were any, kept when the transcript is gone", () => {
    const state = after(
      { session: { name: "starting", ...tried }, ...QUIET },
      { session: { name: "recording", ...tried }, transcript: shown, peak: 0.3 },
      { session: { name: "stopping", cause: null, ...tried }, transcript: null, peak: 0 },
      { session: OVER, ...QUIET },
    );

    expect(state).toEqual({ name: "over", outcome: "words", error: null, lines: [line] });
  });

  it.each([
    [0.3, "no-words"],
    [0.002, "no-sound"],
  ] as const)("UI-7 without words says whether sound came in: %s is %s", (peak, outcome) => {
    const state = after(
      { session: { name: "recording", ...tried }, transcript: null, peak },
      { session: { name: "recording", ...tried }, ...QUIET },
      { session: OVER, ...QUIET },
    );

    expect(state).toMatchObject({ name: "over", outcome });
  });

  it("UI-7 names why it ended before its time", () => {
    const error = { code: "host_exited", message: "", recoverable: true } as const;
    const state = after(
      { session: { name: "starting", ...tried }, ...QUIET },
      { session: { name: "idle", lastError: error }, ...QUIET },
    );

    expect(state).toMatchObject({ name: "over", error });
  });

  it("UI-7 counts its time from the first sample, and begins again with nothing", () => {
    const first = after({ session: { name: "recording", ...tried }, transcript: shown, peak: 0.3 });
    expect(first).toMatchObject({ startedAtMs: 5, wasLoud: true });

    const next = nextTryOut(first, { session: { name: "starting", ...tried, session: "b" }, ...QUIET });
    expect(next).toMatchObject({ session: "b", wasLoud: false, lines: [], startedAtMs: active.startedAtMs });
  });

  it("UI-7 is not a meeting", () => {
    expect(after({ session: { name: "recording", ...active }, transcript: shown, peak: 0.3 })).toBe(IDLE);
  });
});

describe("the steps", () => {
  it.each([
    [
      [false, false, false],
      ["now", "later", "later"],
    ],
    [
      [true, false, true],
      ["done", "now", "done"],
    ],
    [
      [true, true, true],
      ["done", "done", "done"],
    ],
  ] as const)("UI-7 the first that is not done is the one to take: %s", (areDone, states) => {
    expect(stepStates(areDone)).toEqual(states);
  });
});
