import fc from "fast-check";
import { expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { exportCues } from "../../../src/shared/export/subtitles/cues.ts";
import { breakable, columnsOf, wrap } from "../../../src/shared/export/subtitles/line-breaks.ts";
import { toSrt } from "../../../src/shared/export/subtitles/to-srt.ts";
import { toMarkdown } from "../../../src/shared/export/to-markdown.ts";
import { toText } from "../../../src/shared/export/to-text.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { anyTranscript, finalSegment, gapOf, oddText, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

const MONOLOGUE =
  "It was not so much the loss of the cotton itself, but the fantasy, the hopes, the dreams built around it. " +
  "Enter a numeric dictation file name, followed by pound, or just pound to exit, and wait until you are told to go on.";

/** One line that is spoken from second 1 on. */
function said(stable: string, seconds: number, language = "en"): Transcript {
  return transcriptOf([finalSegment({ stable, language, endSample: 16_000 * (1 + seconds) })]);
}

function wordsOf(transcript: Transcript): readonly string[] {
  return exportCues(transcript, "en").map(({ lines }) => lines.join("").replace(/^Meeting: /, ""));
}

test.each([
  ["English", MONOLOGUE, 15, "en"],
  [
    "Japanese",
    "本日の会議では、来年度の予算と新しい製品の発売日について話し合いたいと思います。".repeat(3),
    24,
    "ja",
  ],
  ["Thai", "สวัสดีครับวันนี้เราจะพูดถึงงบประมาณของปีหน้าและวันวางจำหน่ายสินค้าใหม่".repeat(3), 20, "th"],
])(
  "UI-4 a long line of %s is read in cues of two lines, seven seconds, and nothing is lost",
  (_name, text, seconds, language) => {
    const cues = exportCues(said(text, seconds, language), "en");

    expect(cues.length).toBeGreaterThan(2);
    expect(wordsOf(said(text, seconds, language)).join("")).toBe(text);
    for (const { lines, startMs, endMs } of cues) {
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(columnsOf(line.trimEnd())).toBeLessThanOrEqual(42);
      expect(endMs - startMs).toBeLessThanOrEqual(7000);
    }
    expect(cues[0]?.startMs).toBe(1000);
    expect(cues.at(-1)?.endMs).toBeGreaterThanOrEqual((1 + seconds) * 1000);
  },
);

test("UI-4 cues end where clauses do", () => {
  expect(wordsOf(said(MONOLOGUE, 15)).map((text) => text.trim())).toEqual([
    "It was not so much the loss of the cotton itself, but the fantasy,",
    "the hopes, the dreams built around it.",
    "Enter a numeric dictation file name, followed by pound,",
    "or just pound to exit, and wait until you are told to go on.",
  ]);
});

test("UI-4 a cue stays until it is read where the next one leaves it the time, and not longer", () => {
  const quick = finalSegment({ stable: "x".repeat(40), endSample: 24_000 });
  const later = finalSegment({ utterance: 160_000, startSample: 160_000, endSample: 176_000 });
  const soon = finalSegment({ utterance: 28_800, startSample: 28_800, endSample: 32_000 });

  expect(exportCues(transcriptOf([quick, later]), "en")[0]).toMatchObject({ startMs: 1000, endMs: 3000 });
  expect(exportCues(transcriptOf([quick, soon]), "en")[0]).toMatchObject({ startMs: 1000, endMs: 1800 });
});

test("UI-4 who speaks is said where a line begins, and again where another cue came between", () => {
  const other = finalSegment({
    source: "mic",
    utterance: 96_000,
    startSample: 96_000,
    endSample: 112_000,
    stable: "No.",
  });
  const transcript = transcriptOf([...said(MONOLOGUE, 15).segments, other]);

  const starts = exportCues(transcript, "en").map(
    ({ lines }) => /^(?:Meeting|You): /.exec(lines[0] ?? "")?.[0],
  );

  expect(starts).toEqual(["Meeting: ", undefined, "You: ", "Meeting: ", undefined]);
});

test("UI-4 STT-4 the cues of a line joined are what was said, whatever it was", () => {
  fc.assert(
    fc.property(anyTranscript, (transcript) => {
      const cues = exportCues(transcript, "en");
      for (const [index, line] of exportLines(transcript, "en").entries()) {
        if (line.type === "gap") continue;
        const { speaker, text } = line.segment;
        const texts = cues.filter((cue) => cue.line === index).map(({ lines }) => lines.join(""));
        const bare = texts.map((each) => withoutIsolates(each).replace(`${speaker}: `, ""));
        expect(bare.join("")).toBe(withoutIsolates(onOneLine(text)));
      }
    }),
  );
});

function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, "");
}

test.each([
  ["a bracket opens", "彼はそのとき大きな声で皆に向かってこう言ったのです「もう一度だけ」と。", /[「（]$/u],
  ["a price", "The whole of it came to no more than $1,250 (net) and #5 ¥300 ".repeat(4), /[($#¥]$/u],
])("STT-4 no subtitle line ends where %s", (_what, text, wrongEnd) => {
  const lines = wrap(breakable(text, null));

  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line.trimEnd()).not.toMatch(wrongEnd);
});

test("STT-4 Japanese wraps between words, inside the width, with nothing added or lost", () => {
  const text = "本日の会議では、来年度の予算と新しい製品の発売日について話し合いたいと思います。";

  const lines = wrap(breakable(text, "ja"));

  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join("")).toBe(text);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(22);
});

test("STT-4 wrapping never breaks a grapheme and never loses one", () => {
  fc.assert(
    fc.property(oddText, (text) => {
      const line = onOneLine(text);

      expect(wrap(breakable(line, null)).join("")).toBe(line);
    }),
  );
  const families = wrap(breakable("👩‍👩‍👧‍👦".repeat(30), null));
  expect(families.every((line) => line.startsWith("👩‍👩‍👧‍👦"))).toBe(true);
});

test("STT-4 UI-4 a sentence written from right to left keeps its full stop behind a name that is not", () => {
  const transcript = said("שלום?", 1, "he");

  expect(toText(transcript, "en")).toContain("Meeting: \u2068שלום?\u2069\n");
  expect(toSrt(transcript, "en")).toContain("\nMeeting: \u2068שלום?\u2069\n");
});

test("UI-4 amounts of money become no formula in Markdown", () => {
  expect(toMarkdown(said("It is $5 and then $10.", 1), "en")).toContain(String.raw`It is \$5 and then \$10.`);
});

test("UI-4 a player's own reader (libavcodec) finds every word in the SubRip file, and no formatting", () => {
  const odd = [
    "a < b and c > d",
    "<String>",
    "x <b>y</b> z",
    String.raw`{\an8}up`,
    String.raw`one\Ntwo`,
    "{curly} 5 <6> 7",
  ];
  const segments = odd.map((stable, index) => {
    const startSample = 16_000 * (1 + 8 * index);
    return finalSegment({ stable, utterance: startSample, startSample, endSample: startSample + 16_000 });
  });
  const srt = toSrt(
    transcriptOf(segments, { gaps: [gapOf({ startSample: 16_000 * 90, endSample: 16_000 * 95 })] }),
    "en",
  );

  const texts = (read("read_subtitles.py", srt) as { readonly text: string }[]).map(({ text }) => text);

  expect(texts.slice(0, -1).map((text) => text.replaceAll("\u2060", ""))).toEqual([
    "Meeting: a < b and c > d",
    "Meeting: <String>",
    "Meeting: x <b>y</b> z",
    String.raw`Meeting: (\an8)up`,
    String.raw`Meeting: one\Ntwo`,
    "Meeting: (curly) 5 <6> 7",
  ]);
  expect(texts.slice(0, -1).join("")).not.toMatch(/[{}]|\\[Nnh]/);
});
