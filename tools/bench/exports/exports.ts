import { EXPORT_FORMATS } from "../../../src/shared/export/formats.ts";
import type { Segment, Transcript } from "../../../src/shared/transcript.ts";
import { type Figure, figure } from "../../measure/figure.ts";

const HOURS = 3;
/** Somebody speaks all the time, three lines at a turn: more than in most real meetings of that length. */
const LINE_SECONDS = 4;
const LINES_OF_TURN = 3;
const GOAL_DOCX_MS = 2000;
const SAID = [
  "Good morning everyone, shall we go through the plan for this week?",
  "The first one is the venue: we need an answer by Thursday.",
  "本日の会議では、来年度の予算と新しい製品の発売日について話し合いたいと思います。",
  "Then I will write it down and send it around, if nobody minds.",
];

export const EXPORT_PARTS = { exports: measureExports } as const;

/** How long a meeting of three hours takes to be written in each format: its first time, with what it loads. */
async function measureExports(): Promise<Figure[]> {
  const transcript = meeting();
  const figures: Figure[] = [];
  for (const { format, render } of EXPORT_FORMATS) {
    const startedMs = performance.now();
    await render(transcript, "en");
    const tookMs = performance.now() - startedMs;
    const goal = format === "docx" ? GOAL_DOCX_MS : undefined;
    figures.push(
      figure(`${HOURS} hours (${transcript.segments.length} lines) as ${format}`, tookMs, "ms", goal),
    );
  }
  return figures;
}

function meeting(): Transcript {
  const segments = Array.from({ length: (HOURS * 3600) / LINE_SECONDS }, (_, index): Segment => {
    const startSample = index * LINE_SECONDS * 16_000;
    return {
      source: Math.floor(index / LINES_OF_TURN) % 2 === 0 ? "tab" : "mic",
      utterance: startSample,
      revision: 0,
      startSample,
      endSample: startSample + (LINE_SECONDS - 1) * 16_000,
      stable: SAID[index % SAID.length] ?? "",
      tail: "",
      isFinal: true,
      language: index % SAID.length === 2 ? "ja" : "en",
    };
  });
  return {
    session: "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11",
    title: "A long day",
    startedAtMs: Date.UTC(2026, 10, 22, 9, 30),
    language: "auto",
    model: "base",
    speakers: { tab: "Others", mic: "You" },
    segments,
    gaps: [],
    suppressed: [],
    completeness: "complete",
  };
}
