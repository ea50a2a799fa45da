import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AUDIO_SOURCES } from "../../protocol/audio.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import { isEcho } from "../../src/shared/lines/echo.ts";
import { edited } from "../../src/shared/lines/segment-versions.ts";
import { applyChange, changeOf, type Segment, segmentText } from "../../src/shared/transcript.ts";

const session = "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11";

interface Said {
  readonly source: "tab" | "mic";
  readonly utterance: number;
  readonly revision: number;
}

function partial({ source, utterance, revision }: Said, stable: string, tail: string): AnyEvent {
  return event("partial_text", { source, utterance, revision }, { stable, tail, language: null });
}
function final({ source, utterance, revision }: Said, text: string): AnyEvent {
  return event("final_text", { source, utterance, revision }, { text, language: "en" });
}
function speechEnd({ source, utterance, revision }: Said): AnyEvent {
  return event("speech_end", { source, utterance, revision }, {});
}
function event(name: string, said: Said, rest: object): AnyEvent {
  const times = { start_sample: said.utterance, end_sample: said.utterance + 16_000 };
  return {
    type: "event",
    version: "1.0",
    event: name,
    data: { session, ...said, ...times, ...rest },
  } as AnyEvent;
}

function afterEvents(events: readonly AnyEvent[]): readonly Segment[] {
  return events.reduce<readonly Segment[]>((segments, next) => {
    const change = changeOf(segments, next);
    return change?.type === "put" || change?.type === "drop" ? applyChange(segments, change) : segments;
  }, []);
}

const first = { source: "tab", utterance: 1600 } as const;

test("STT-2 a partial is replaced by a later one and by its final", () => {
  const partials = [
    partial({ ...first, revision: 0 }, "", "shall"),
    partial({ ...first, revision: 1 }, "Shall ", "we"),
  ];

  expect(afterEvents(partials)).toMatchObject([{ stable: "Shall ", tail: "we", isFinal: false }]);
  expect(afterEvents([...partials, final({ ...first, revision: 2 }, "Shall we?")])).toMatchObject([
    { stable: "Shall we?", tail: "", isFinal: true },
  ]);
});

test("STT-2 a late partial never replaces a final, whatever its revision", () => {
  const segments = afterEvents([
    final({ ...first, revision: 2 }, "Shall we?"),
    partial({ ...first, revision: 9 }, "Shall ", "they"),
  ]);

  expect(segments.map(segmentText)).toEqual(["Shall we?"]);
});

test("STT-2 an older revision that arrives late changes nothing", () => {
  const segments = afterEvents([
    partial({ ...first, revision: 4 }, "Shall we ", "start"),
    partial({ ...first, revision: 3 }, "", "Shall"),
  ]);

  expect(segments.map(segmentText)).toEqual(["Shall we start"]);
});

test("CAP-8 a final replaces its tentative line even when a new host counts revisions from the start", () => {
  const events = [
    partial({ ...first, revision: 12 }, "Shall we ", "sta"),
    final({ ...first, revision: 2 }, "Shall we start?"),
  ];

  expect(afterEvents(events)).toMatchObject([{ stable: "Shall we start?", isFinal: true }]);
});

test("STT-2 an utterance that ends without a final loses its tentative line, one with a final keeps it", () => {
  expect(
    afterEvents([partial({ ...first, revision: 0 }, "", "hm"), speechEnd({ ...first, revision: 1 })]),
  ).toEqual([]);
  expect(
    afterEvents([final({ ...first, revision: 0 }, "Yes."), speechEnd({ ...first, revision: 1 })]),
  ).toHaveLength(1);
});

test("IPC-4 the same utterance number of both sources is two lines", () => {
  const segments = afterEvents([
    final({ source: "tab", utterance: 1600, revision: 0 }, "Yes."),
    final({ source: "mic", utterance: 1600, revision: 0 }, "No."),
  ]);

  expect(segments.map(segmentText)).toEqual(["Yes.", "No."]);
});

const anySaid = fc.record({
  source: fc.constantFrom(...AUDIO_SOURCES),
  utterance: fc.nat({ max: 12 }).map((index) => index * 16_000),
  revision: fc.nat({ max: 5 }),
});
const anyEvents = fc.array(
  fc.oneof(
    fc.tuple(anySaid, fc.string({ maxLength: 5 })).map(([said, text]) => partial(said, text, text)),
    fc.tuple(anySaid, fc.string({ maxLength: 5 })).map(([said, text]) => final(said, text)),
    anySaid.map(speechEnd),
  ),
  { maxLength: 40 },
);

test("IPC-7 applying every event twice gives the same transcript as once", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      expect(afterEvents(events.flatMap((each) => [each, each]))).toEqual(afterEvents(events));
    }),
  );
});

test("IPC-7 lines stay in time order, one for each utterance", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const segments = afterEvents(events);
      const starts = segments.map(({ startSample }) => startSample);

      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(new Set(segments.map(nameOf)).size).toBe(segments.length);
    }),
  );
});

test("STT-2 a final stays as it is, whatever comes after it", () => {
  fc.assert(
    fc.property(anyEvents, anyEvents, (before, later) => {
      const finals = afterEvents(before).filter(({ isFinal }) => isFinal);

      expect(afterEvents([...before, ...later])).toEqual(expect.arrayContaining([...finals]));
    }),
  );
});

function nameOf({ source, utterance }: Segment): string {
  return `${source} ${utterance}`;
}

test("WHO-3 a final says which line of the others it only repeats, until the user makes it his own", () => {
  const said = { source: "mic", utterance: 20_800, revision: 1 } as const;
  const [echo] = afterEvents([
    event("final_text", said, { text: "Good morning.", language: "en", echo_of: 16_000 }),
  ]);
  if (echo === undefined) throw new Error("the line is lost");

  expect(echo).toMatchObject({ echoOf: 16_000, stable: "Good morning." });
  expect(isEcho(echo)).toBe(true);
  expect(isEcho(edited(echo, { text: "Good morning." }, 1) ?? echo)).toBe(false);
  expect(isEcho(edited(echo, { speaker: "Aki" }, 1) ?? echo)).toBe(false);
  expect(afterEvents([final(said, "Good morning.")])[0]).not.toHaveProperty("echoOf");
});

test("STT-7 a final carries the words that the model doubts, and nothing where that is not known", () => {
  const said = { source: "tab", utterance: 16_000, revision: 1 } as const;
  const doubtful = [{ start: 5, end: 10, probability: 0.3 }];
  const doubting = event("final_text", said, { text: "Call Marek today.", language: "en", doubtful });

  expect(afterEvents([partial(said, "Call", " Mark"), doubting])).toMatchObject([{ doubtful }]);
  expect(afterEvents([final(said, "Call Marek today.")])[0]).not.toHaveProperty("doubtful");
});
