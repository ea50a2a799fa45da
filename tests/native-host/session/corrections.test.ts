import { expect, test } from "vitest";
import type { JournalEvent } from "../../../native-host/journal/journal-event.ts";
import { CorrectionQueue } from "../../../native-host/session/corrections.ts";
import type { AudioSource } from "../../../protocol/audio.ts";
import { SESSION } from "../frames.ts";

const SECOND = 16_000;

/** What is kept of one utterance from second `start` to second `end`, its speech a little inside. */
function spoken(
  start: number,
  end: number,
  text = `from ${start}`,
  source: AudioSource = "tab",
): JournalEvent[] {
  const at = { session: SESSION, source, utterance: start * SECOND };
  const speech = { start_sample: start * SECOND + 100, end_sample: end * SECOND - 100 };
  const span = { start_sample: start * SECOND, end_sample: end * SECOND };
  return [
    { event: "final_text", data: { ...at, ...speech, revision: 2, text, language: "en" } },
    { event: "speech_end", data: { ...at, ...span, revision: 3 } },
  ];
}

function corrected(start: number): JournalEvent {
  const at = { session: SESSION, source: "tab", utterance: start * SECOND, revision: 0 } as const;
  const times = { start_sample: start * SECOND, end_sample: start * SECOND + 1 };
  return { event: "corrected_text", data: { ...at, ...times, text: "x", language: "en", model: "small" } };
}

function queueOf(...events: JournalEvent[]): CorrectionQueue {
  const queue = new CorrectionQueue();
  for (const event of events) queue.note(event);
  return queue;
}

/** The starts, in seconds, and contexts of all that wait. */
function waiting(queue: CorrectionQueue): [start: number, context: string][] {
  const found: [number, string][] = [];
  for (let closed = queue.next; closed !== null; closed = queue.next) {
    found.push([closed.startSample / SECOND, closed.context]);
    queue.done(closed);
  }
  return found;
}

test("utterances come in the order they were closed, each with what was said right before", () => {
  const queue = queueOf(
    ...spoken(0, 2),
    ...spoken(1, 3, "the other side", "mic"),
    ...spoken(3, 4),
    ...spoken(60, 61),
  );

  expect(waiting(queue)).toEqual([
    [0, ""],
    [1, ""],
    [3, "from 0"],
    [60, ""],
  ]);
});

test("what is corrected already, in whatever order that is reported, is not corrected again", () => {
  const queue = queueOf(...spoken(0, 1), ...spoken(2, 3), corrected(0), ...spoken(0, 1));

  expect(queue.counts).toEqual({ done: 1, left: 1 });
  expect(waiting(queue)).toEqual([[2, "from 0"]]);
});

test("an end without words, and an utterance too long for one message, is nothing to correct", () => {
  const [, withoutFinal] = spoken(5, 6);

  const queue = queueOf(...(withoutFinal ? [withoutFinal] : []), ...spoken(7, 8, " "), ...spoken(10, 31));

  expect(queue.counts).toEqual({ done: 0, left: 0 });
});

test("an utterance is corrected once it is closed, not before", () => {
  const [final, end] = spoken(0, 1);
  const queue = queueOf(...(final ? [final] : []));
  const before = queue.next;
  if (end) queue.note(end);

  expect(before).toBeNull();
  expect(queue.next).toMatchObject({ startSample: 0, endSample: SECOND, final: { start_sample: 100 } });
});
