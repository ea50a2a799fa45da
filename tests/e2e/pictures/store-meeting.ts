import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import type { MeetingEntry, MeetingHead } from "../../../src/shared/listed-meetings.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/shared/settings.ts";
import type { Segment, Transcript } from "../../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";

const startedAtMs = Date.now() - 754_000;
/** Several people speak at the other side: until somebody is told from somebody by voice, they have one name. */
const speakers = { tab: "Others", mic: "You" };

const SAID: readonly (readonly [side: Segment["source"], second: number, words: string])[] = [
  ["tab", 2, "Good morning. Shall we start with the move of the library?"],
  ["mic", 9, "Yes. The shelves for the ground floor came yesterday."],
  ["tab", 15, "Good. Then we can open the reading room on Thursday."],
  ["tab", 22, "Who tells the school? They wanted to come on Wednesday."],
  ["mic", 29, "I will call them today."],
  ["tab", 36, "Thank you. And the lift is inspected tomorrow at nine."],
  ["tab", 44, "Aiko, can you be there? You have the key."],
  ["mic", 52, "I can. I will bring the plans, too."],
];

function lineOf([source, second, stable]: (typeof SAID)[number]): Segment {
  const startSample = second * 16_000;
  return finalSegment({
    source,
    stable,
    utterance: startSample,
    startSample,
    endSample: startSample + 64_000,
  });
}

const lines = SAID.map(lineOf);
const going: Segment = {
  ...lineOf(["tab", 60, "Wonderful. Then let us look"]),
  tail: " at the budget",
  isFinal: false,
  revision: 2,
};

/** The meeting that the pictures show, while it runs. */
export const meeting: Transcript = transcriptOf([...lines, going], {
  session: active.session,
  title: "Library move – weekly",
  startedAtMs,
  speakers,
  completeness: "open",
});

export const marks: readonly Bookmark[] = [
  { id: "a", atMs: startedAtMs + 17_000, note: "Tell the volunteers" },
  { id: "b", atMs: startedAtMs + 36_000, note: "", line: { source: "tab", utterance: 36 * 16_000 } },
];

export const settings: Settings = { ...DEFAULT_SETTINGS, hasConsented: true, alertWords: ["Aiko"] };

const OTHERS: readonly (readonly [title: string, who: string, minutes: number, ...words: string[]])[] = [
  ["Library move – weekly", "Ana", 31, ...SAID.map(([, , words]) => words)],
  [
    "Interview with the architect",
    "Priya",
    52,
    "The stairs are the oldest part of the house.",
    "A lift would stand behind them, and nobody would see it from the street.",
    "And what does the lift cost?",
  ],
  ["Spring programme of the reading group", "Marek", 44, "Shall we read something short for once?"],
  ["Budget for the new roof", "Ana", 73, "The lift has to wait until the roof is dry.", "That is fair."],
  ["図書館の引っ越し打ち合わせ", "佐藤", 28, "本棚は木曜日に届きます。", "エレベーターの点検は明日です。"],
  ["School visit", "Jonas", 19, "Thirty children, and two of them in wheelchairs."],
];
const idOf = (index: number) => `3f2b8c1e-5d4a-4b6f-9c7e-${String(index).padStart(12, "0")}`;
const DAY_MS = 86_400_000;

export const entries: readonly MeetingEntry[] = OTHERS.map((_, index) => ({
  session: idOf(index),
  startedAtMs: Date.UTC(2026, 10, 27, 9, 30) - index * 2.3 * DAY_MS,
  completeness: "complete",
  isExempt: index === 1,
  isImported: false,
}));
export const heads: readonly MeetingHead[] = OTHERS.map(([title, tab, minutes, ...words], index) => ({
  session: idOf(index),
  samples: minutes * 60 * 16_000,
  lineCount: words.length,
  reading: { name: "read", title, speakers: { tab, mic: "You" }, site: index % 3 === 1 ? "zoom" : "meet" },
}));
export const stored = Object.fromEntries(
  OTHERS.map(([title, tab, minutes, ...words], index) => {
    const segments = words.map((stable, at) =>
      lineOf([
        at % 3 === 1 ? "mic" : "tab",
        Math.round((at + 0.2) * ((minutes * 60) / words.length)),
        stable,
      ]),
    );
    const { startedAtMs: began = 0 } = entries[index] ?? {};
    const changes = { session: idOf(index), title, startedAtMs: began, speakers: { tab, mic: "You" } };
    return [idOf(index), { name: "read" as const, transcript: transcriptOf(segments, changes) }];
  }),
);
