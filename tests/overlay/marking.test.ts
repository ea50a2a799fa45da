import { expect, test, vi } from "vitest";
import { newMarking } from "../../src/overlay/marking.ts";
import type { Message } from "../../src/shared/messages/to-background.ts";
import { OTHER, SESSION } from "../background/session-samples.ts";

function marking() {
  const send = vi.fn<(press: Message<"mark-moment">) => void>();
  return { send, ...newMarking(send, () => 7000) };
}

test("UI-8 a press names its meeting, its moment and itself, and is said again until it is answered", () => {
  const { send, press, answered, sendAgain } = marking();
  press(SESSION);
  press(SESSION);
  const [[first], [second]] = send.mock.calls as [[Message<"mark-moment">], [Message<"mark-moment">]];
  answered({ mark: first.mark, isMarked: true });
  send.mockClear();

  sendAgain(SESSION);

  expect(first).toMatchObject({ type: "mark-moment", session: SESSION, atMs: 7000 });
  expect(first.mark).not.toBe(second.mark);
  expect(send.mock.calls).toEqual([[second]]);
});

test("UI-8 a press of a meeting that is over is not said in the next one", () => {
  const { send, press, sendAgain } = marking();
  press(SESSION);
  send.mockClear();

  sendAgain(OTHER);
  sendAgain(SESSION);

  expect(send).not.toHaveBeenCalled();
});

test("UI-8 UI-1 that a moment is marked, or is not, is said for a moment", () => {
  vi.useFakeTimers();
  try {
    const { outcome, answered } = marking();
    const said: (boolean | null)[] = [];
    outcome.subscribe((now) => void said.push(now));
    answered({ mark: "by the shortcut", isMarked: true });
    vi.advanceTimersByTime(2000);
    answered({ mark: "once more", isMarked: false });
    vi.advanceTimersByTime(2000);
    expect(said).toEqual([null, true, false]);
    vi.advanceTimersByTime(2000);

    expect(said).toEqual([null, true, false, null]);
  } finally {
    vi.useRealTimers();
  }
});
