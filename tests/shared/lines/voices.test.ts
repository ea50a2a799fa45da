import { expect, it } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import type { EventMessage } from "../../../protocol/messages.ts";
import { exportSegments } from "../../../src/shared/export/segments.ts";
import { shownLines } from "../../../src/shared/lines/shown-lines.ts";
import {
  isSameSpeaker,
  type Speakers,
  speakerOf,
  withName,
  withPageName,
  withVoices,
} from "../../../src/shared/lines/voices.ts";
import { changeOf, changeTranscript, type Segment, type Transcript } from "../../../src/shared/transcript.ts";
import { NO_TURNS, nextTurns } from "../../../src/ui/captions/shown-turns.ts";

const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";
const SIDES: Speakers = { tab: "Others", mic: "You" };

function line(utterance: number, more: Partial<Segment> = {}): Segment {
  const times = { startSample: utterance, endSample: utterance + 16_000 };
  const words = { stable: `Line ${utterance}.`, tail: "", isFinal: true, language: "en" };
  return { source: "tab", utterance, revision: 1, ...times, ...words, ...more };
}

function transcript(segments: readonly Segment[], speakers: Speakers = SIDES): Transcript {
  const head = { session: SESSION, title: "", startedAtMs: 0, language: "en", model: "base" };
  return { ...head, speakers, segments, gaps: [], suppressed: [], completeness: "open" };
}

function label(utterance: number, speaker: string): EventMessage<"speaker"> {
  const times = { start_sample: utterance, end_sample: utterance + 16_000 };
  return buildEvent("speaker", {
    session: SESSION,
    source: "tab",
    utterance,
    revision: 0,
    ...times,
    speaker,
  });
}

function after(before: Transcript, ...labels: EventMessage<"speaker">[]): Transcript {
  return labels.reduce((known, event) => {
    const change = changeOf(known.segments, event, known.speakers);
    return change === null ? known : changeTranscript(known, change);
  }, before);
}

function names({ segments, speakers }: Transcript): readonly string[] {
  return segments.map((segment) => speakerOf(segment, speakers));
}

const THREE = transcript([line(1), line(20_000), line(40_000), line(60_000, { source: "mic" })]);

it("WHO-2 calls one voice, and what is unknown, the others", () => {
  const one = after(THREE, label(1, "s1"), label(40_000, "s1"));

  expect(names(one)).toEqual(["Others", "Others", "Others", "You"]);
  expect(nextTurns(NO_TURNS, one.segments, 9, one.speakers).turns).toHaveLength(2);
});

it("WHO-2 numbers the voices where several are heard, and a line of none stays the others'", () => {
  const two = after(THREE, label(1, "s1"), label(40_000, "s2"));

  expect(names(two)).toEqual(["Speaker 1", "Others", "Speaker 2", "You"]);
  expect(nextTurns(NO_TURNS, two.segments, 9, two.speakers).turns).toHaveLength(4);
  expect(exportSegments(two).map(({ speaker }) => speaker)).toEqual(names(two));
});

it("WHO-2 takes the last label of a line, and forgets a voice that no line has any more", () => {
  const two = after(THREE, label(1, "s1"), label(40_000, "s2"), label(20_000, "s2"));
  const merged = after(two, label(40_000, "s1"), label(20_000, "s1"));

  expect(names(merged)).toEqual(["Others", "Others", "Others", "You"]);
  expect(merged.speakers.voices).toEqual([{ id: "s1", name: "", provenance: "voice" }]);
  expect(changeOf(merged.segments, label(1, "s1"))).toBeNull();
  expect(changeOf(merged.segments, label(77, "s1"))).toBeNull();
});

it("WHO-2 renames every line of a voice at once, and keeps what the user said", () => {
  const two = after(THREE, label(1, "s1"), label(40_000, "s2"));
  const named = { ...two, speakers: withName(two.speakers, "s2", "Aki") };

  expect(names(named)).toEqual(["Speaker 1", "Others", "Aki", "You"]);
  expect(names(after(named, label(20_000, "s2")))).toEqual(["Speaker 1", "Aki", "Aki", "You"]);
  // All its lines turn out to be another's: its name is not lost.
  expect(after(named, label(40_000, "s1")).speakers.voices).toEqual([
    { id: "s1", name: "Aki", provenance: "user" },
  ]);
});

it("WHO-2 takes the user's name along where a named voice and another become one", () => {
  const three = after(THREE, label(1, "s1"), label(20_000, "s2"), label(40_000, "s2"));
  const named = { ...three, speakers: withName(three.speakers, "s2", "Maria") };

  const merged = after(named, label(20_000, "s1"), label(40_000, "s1"));

  expect(names(named)).toEqual(["Speaker 1", "Maria", "Maria", "You"]);
  expect(names(merged)).toEqual(["Maria", "Maria", "Maria", "You"]);
  expect(withVoices(merged.speakers, merged.segments)).toBe(merged.speakers);
});

it("WHO-2 keeps both names, and whose lines they are, where the user gave two voices other names", () => {
  const two = after(THREE, label(1, "s1"), label(20_000, "s2"));
  const speakers = withName(withName(two.speakers, "s1", "Ben"), "s2", "Maria");

  expect(names(after({ ...two, speakers }, label(20_000, "s1"), label(40_000, "s1")))).toEqual([
    "Ben",
    "Maria",
    "Ben",
    "You",
  ]);
});

it("WHO-2 keeps no line from another voice by a name of the page, and takes the user's along over it", () => {
  const two = after(THREE, label(1, "s1"), label(20_000, "s2"), label(40_000, "s2"));
  const byPage = [
    ["s1", "Ben"],
    ["s2", "Maria"],
  ] as const;
  const speakers = byPage.reduce(
    (known, [voice, pageName]) => withPageName(known, { source: "tab", utterance: 1, voice, pageName }),
    two.speakers,
  );
  const merged = [label(20_000, "s1"), label(40_000, "s1")];

  expect(names(after({ ...two, speakers }, ...merged))).toEqual(["Ben", "Ben", "Ben", "You"]);
  const named = { ...two, speakers: withName(speakers, "s2", "Marie") };
  expect(names(after(named, ...merged))).toEqual(["Marie", "Marie", "Marie", "You"]);
});

it("WHO-2 SEC-7 keeps no name of a voice whose lines were all struck", () => {
  const two = after(THREE, label(1, "s1"), label(40_000, "s2"));
  const named = { ...two, speakers: withName(two.speakers, "s2", "Aki") };
  const range = { startSample: 40_000, endSample: 50_000 };

  expect(changeTranscript(named, { type: "strike", range }).speakers.voices).toEqual([
    { id: "s1", name: "", provenance: "voice" },
  ]);
});

it("WHO-2 takes the page's name for a voice that the user called nothing, also as the only one, and takes it back", () => {
  const one = after(THREE, label(1, "s1"));
  const said = { source: "tab", utterance: 1, voice: "s1" } as const;
  const named = withPageName(one.speakers, { ...said, pageName: "Anna" });
  const unnamed = withPageName(named, { ...said, pageName: "" });

  expect(names({ ...one, speakers: named })).toEqual(["Anna", "Others", "Others", "You"]);
  expect(withPageName(named, { ...said, pageName: "Anna" })).toBe(named);
  expect(unnamed.voices).toEqual([{ id: "s1", name: "", provenance: "voice" }]);
  // The user may say that it is nobody.
  const nobody = withName(named, "s1", "");
  expect(withPageName(nobody, { ...said, pageName: "Anna" })).toBe(nobody);
  // What the page called a voice that no line has any more is forgotten, what the user called it is not.
  expect(withVoices(named, [line(1)])).toEqual(SIDES);
});

it("WHO-2 makes one person of two voices that the user calls by one name", () => {
  const two = after(THREE, label(1, "s1"), label(20_000, "s2"));
  const speakers = withName(withName(two.speakers, "s1", "Aki"), "s2", "Aki");
  const [first, second, third] = two.segments;

  expect(isSameSpeaker(first as Segment, second as Segment, speakers)).toBe(true);
  expect(isSameSpeaker(second as Segment, third as Segment, speakers)).toBe(false);
});

it("WHO-2 lets a name that the user gave a line count before its voice, also of a part of it", () => {
  const edited = line(1, {
    voice: "s1",
    speaker: "Ben",
    isEdited: true,
    versions: [
      { text: "Line 1.", language: "en", model: null },
      {
        text: "Line 1.",
        language: "en",
        model: null,
        editedAtMs: 5,
        parts: [
          { text: "Line", startSample: 1 },
          { text: "1.", startSample: 8_000 },
        ],
      },
    ],
  });
  const speakers = withVoices(SIDES, [edited, line(20_000, { voice: "s2" })]);

  expect(shownLines([edited]).map((part) => speakerOf(part, speakers))).toEqual(["Ben", "Speaker 1"]);
});

it("WHO-2 labels finished lines only, and the table is the same where nothing changes", () => {
  const open = transcript([line(1, { isFinal: false })]);
  const two = after(THREE, label(1, "s1"), label(40_000, "s2"));

  expect(changeOf(open.segments, label(1, "s1"))).toBeNull();
  expect(withVoices(two.speakers, two.segments)).toBe(two.speakers);
  expect(withVoices(SIDES, [line(1)])).toBe(SIDES);
});
