import { expect, test } from "vitest";
import type { EventData } from "../../../protocol/events.ts";
import type { EventMessage } from "../../../protocol/messages.ts";
import { firstText, improvement } from "../../../src/shared/lines/segment-versions.ts";
import { applyChange, changeOf, changeTranscript, type Segment } from "../../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "../transcript-samples.ts";

const LIVE = finalSegment({ stable: "Ship it on Friday.", language: "en" });
const session = "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11";

function correction(changes: Partial<EventData<"corrected_text">> = {}): EventMessage<"corrected_text"> {
  const { source, utterance, startSample, endSample } = LIVE;
  const times = { start_sample: startSample, end_sample: endSample, revision: 0 };
  const text = { text: "Ship it on Thursday.", language: "en", model: "small" };
  const data = { session, source, utterance, ...times, ...text, ...changes };
  return { type: "event", version: "1.0", event: "corrected_text", data };
}

/** The only line after the correction. */
function after(segment: Segment, event: EventMessage<"corrected_text">): Segment | undefined {
  const change = changeOf([segment], event);
  return change?.type === "put" ? applyChange([segment], change)[0] : segment;
}

test("a correction is shown and the live words stay as the first version", () => {
  const line = after(LIVE, correction());

  expect(line).toEqual({
    ...LIVE,
    stable: "Ship it on Thursday.",
    versions: [
      { text: "Ship it on Friday.", language: "en", model: null },
      { text: "Ship it on Thursday.", language: "en", model: "small" },
    ],
  });
});

test("STT-7 a corrected line has no word that the live model doubted", () => {
  const doubted = { ...LIVE, doubtful: [{ start: 11, end: 17, probability: 0.2 }] };

  expect(after(doubted, correction())).toEqual(after(LIVE, correction()));
});

test("a line that the user edited keeps the user's words, with and without versions before", () => {
  const edited = { ...LIVE, stable: "Ship it, period.", isEdited: true };
  const improvedThenEdited = { ...(after(LIVE, correction()) ?? LIVE), stable: "Mine.", isEdited: true };

  const lines = [edited, improvedThenEdited].map((line) => after(line, correction({ model: "medium" })));

  expect(lines.map((line) => line?.stable)).toEqual(["Ship it, period.", "Mine."]);
  expect(lines.map((line) => line?.versions?.map(({ model }) => model))).toEqual([
    ["medium"],
    [null, "small", "medium"],
  ]);
  expect(lines.map((line) => (line === undefined ? "no line" : improvement(line)))).toEqual([null, null]);
});

test.each([
  ["a line that is not there", correction({ utterance: 7 })],
  ["the same utterance of the other side", correction({ source: "mic" })],
  ["words that the larger model does not hear", correction({ text: " " })],
])("a correction of %s changes nothing", (_what, event) => {
  expect(changeOf([LIVE], event)).toBeNull();
});

test("a correction that comes twice, or before its final, changes nothing", () => {
  const once = after(LIVE, correction());
  const tentative = { ...LIVE, isFinal: false };

  expect(once === undefined ? "no line" : changeOf([once], correction())).toBeNull();
  expect(changeOf([tentative], correction())).toBeNull();
});

test("a final that is sent again leaves a corrected line as it is", () => {
  const line = after(LIVE, correction());
  const { model: _model, ...data } = correction({ text: LIVE.stable, revision: 9 }).data;

  expect(
    changeOf(line ? [line] : [], { type: "event", version: "1.0", event: "final_text", data }),
  ).toBeNull();
});

test("a line is marked as improved only where its words changed", () => {
  const changed = after(LIVE, correction());
  const same = after(LIVE, correction({ text: LIVE.stable }));

  expect(changed && improvement(changed)).toMatchObject({
    first: { text: "Ship it on Friday." },
    model: "small",
  });
  expect(same && improvement(same)).toBeNull();
  expect(improvement(LIVE)).toBeNull();
  expect([LIVE, changed ?? LIVE].map(firstText)).toEqual(["Ship it on Friday.", "Ship it on Friday."]);
});

test("a last correction that came back to the live words is no improvement", () => {
  const back = after(after(LIVE, correction()) ?? LIVE, correction({ model: "medium", text: LIVE.stable }));

  expect(back?.stable).toBe(LIVE.stable);
  expect(back && improvement(back)).toBeNull();
});

function suppressed(start_sample: number, text = "Thank you."): EventMessage<"suppressed_text"> {
  const said = {
    session,
    source: "tab",
    utterance: 0,
    revision: 1,
    start_sample,
    end_sample: start_sample + 1600,
  };
  const data = { ...said, source: "tab" as const, text, language: "en", reason: "silence" as const };
  return { type: "event", version: "1.0", event: "suppressed_text", data };
}

test("STT-2 words held back stand beside the lines, in order, and are reported twice without effect", () => {
  const transcript = [suppressed(32_000), suppressed(16_000), suppressed(32_000)].reduce(
    (before, event) => {
      const change = changeOf(before.segments, event);
      return change === null ? before : changeTranscript(before, change);
    },
    transcriptOf([LIVE]),
  );
  const again = changeOf(transcript.segments, suppressed(16_000));

  expect(transcript.segments).toEqual([LIVE]);
  expect(transcript.suppressed).toMatchObject([
    { source: "tab", startSample: 16_000, endSample: 17_600, text: "Thank you.", reason: "silence" },
    { startSample: 32_000 },
  ]);
  expect(again && changeTranscript(transcript, again)).toBe(transcript);
});
