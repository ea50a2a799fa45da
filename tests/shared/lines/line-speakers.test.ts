import { expect, test } from "vitest";
import { exportLines, exportSegments } from "../../../src/shared/export/segments.ts";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { edited } from "../../../src/shared/lines/segment-versions.ts";
import { NO_TURNS, nextTurns } from "../../../src/ui/captions/shown-turns.ts";
import { lineSpeaker } from "../../../src/ui/captions/speaker.ts";
import { finalSegment, transcriptOf } from "../transcript-samples.ts";

const AT_MS = Date.UTC(2026, 10, 22, 9, 40);
const [first, second, third] = [1, 2, 3].map((index) => {
  const startSample = index * 64_000;
  return finalSegment({
    utterance: startSample,
    startSample,
    endSample: startSample + 32_000,
    stable: `${index}.`,
  });
});
if (first === undefined || second === undefined || third === undefined) throw new Error("three lines");
const others = edited(second, { speaker: "Aki" }, AT_MS) ?? second;
const transcript = transcriptOf([first, others, third]);

test("UI-4 a line that the user gave to somebody has that name in every export, and begins a turn", () => {
  const turns = exportTurns(exportLines(transcript, "en"));

  expect(exportSegments(transcript).map(({ speaker }) => speaker)).toEqual(["Meeting", "Aki", "Meeting"]);
  expect(turns).toHaveLength(3);
});

test("UI-1 it is a turn of its own in the captions, by that name", () => {
  const { turns } = nextTurns(NO_TURNS, transcript.segments, 9);

  expect(turns.map((turn) => lineSpeaker(transcript.speakers, turn))).toEqual(["Meeting", "Aki", "Meeting"]);
});

test("UI-4 UI-8 the file for programs has the edited text and every version of it", () => {
  const mine = edited(first, { text: "Mine." }, AT_MS) ?? first;

  expect(JSON.parse(toJson(transcriptOf([mine])))).toMatchObject({
    segments: [
      {
        text: "Mine.",
        versions: [
          { text: "1.", model: null },
          { text: "Mine.", model: null, editedAtMs: AT_MS },
        ],
      },
    ],
  });
});
