import fc from "fast-check";
import { expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { toMarkdown } from "../../../src/shared/export/to-markdown.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { clock, localDate } from "../../../src/shared/timestamps.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { anyTranscript, finalSegment, gapOf, oddText, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

interface MarkdownFile {
  readonly front: Readonly<Record<string, unknown>>;
  readonly blocks: readonly { readonly text: string; readonly marks: readonly string[] }[];
  /** What was found besides headings and paragraphs of plain, strong and emphasised text. */
  readonly other: readonly string[];
}

function written(transcript: Transcript): MarkdownFile {
  return read("read_markdown.py", toMarkdown(transcript, "en")) as MarkdownFile;
}

/** The paragraphs below the title, the day and the consent. */
function paragraphsOf(transcript: Transcript): readonly string[] {
  return exportTurns(exportLines(transcript, "en")).flatMap((turn) => {
    if (turn.type === "gap") {
      const { startMs, endMs, sentence } = turn.gap;
      return [`${clock(startMs)} – ${clock(endMs)} · ${sentence}`];
    }
    const { first, segments } = turn;
    const words = segments.map(({ text }) => onOneLine(text)).join("\n");
    const head = [onOneLine(first.speaker), clock(first.startMs)].filter((part) => part !== "");
    return [head.join(" · "), words];
  });
}

test("UI-4 a YAML reader finds title, date, length, language, model, speakers and consent before the Markdown", () => {
  const startedAtMs = Date.UTC(2026, 10, 22, 9, 30);
  const atMs = new Date(2026, 10, 22, 14, 2).getTime();
  const answer = finalSegment({ source: "mic", utterance: 96_000, startSample: 96_000, endSample: 112_000 });
  const japanese = finalSegment({
    utterance: 128_000,
    startSample: 128_000,
    endSample: 144_000,
    language: "ja",
  });
  const transcript = transcriptOf([finalSegment(), answer, japanese], {
    startedAtMs,
    consent: { basis: "notice_in_chat", atMs },
    gaps: [gapOf()],
  });

  expect(written(transcript).front).toEqual({
    title: "Weekly sync",
    date: "2026-11-22 09:30:00+00:00",
    duration: "00:01:10",
    language: "en",
    model: "base",
    speakers: ["Meeting", "You"],
    consent: "Consent: notice in the chat, 2026-11-22 14:02",
  });
});

test.each([
  "yes",
  "null",
  "12:30:45",
  "# no comment",
  "- a: [b, c]",
  'quo"te and back\\slash',
  "---",
  "</script><img src=x onerror=alert(1)> & more",
  "![x](http://tracker.example/) [y](javascript:alert(1))",
  "\u0000nul\u0007 \ud83d half",
  "\ufeffmark\u2028line\u0085next",
  "שלום 👩‍👩‍👧‍👦 e\u0301",
])("UI-4 SEC-3 the front matter says %j as a text, and means nothing by it", (title) => {
  const speakers = { tab: title, mic: "You" };
  const file = toMarkdown(transcriptOf([finalSegment()], { title, speakers }), "en");
  const { front } = read("read_markdown.py", file) as MarkdownFile;

  expect(front).toMatchObject({ title: onOneLine(title), speakers: [onOneLine(title)] });
  // A reader that knows no front matter takes it for Markdown.
  const [, head = ""] = file.split("---\n");
  expect(head).not.toMatch(/[<[]/);
});

test("UI-4 STT-4 a reader of Markdown finds every turn and nothing else, whatever was said and whoever said it", () => {
  fc.assert(
    fc.property(anyTranscript, oddText, (transcript, name) => {
      const named = { ...transcript, title: name, speakers: { tab: name, mic: `*${name}_` } };
      const { blocks, other } = written(named);
      const { date, time } = localDate(named.startedAtMs);

      expect(other).toEqual([]);
      expect(blocks.map(({ text }) => text)).toEqual([
        onOneLine(name) || "Transcript",
        `${date} ${time}`,
        ...paragraphsOf(named),
      ]);
    }),
    { numRuns: 25 },
  );
});

test("UI-4 20,000 lines of Markdown read back", () => {
  const segments = Array.from({ length: 20_000 }, (_, index) => {
    const startSample = 16_000 * index;
    const source = index % 2 === 0 ? "tab" : "mic";
    return finalSegment({
      source,
      stable: `${index}. Line *${index}*`,
      utterance: startSample,
      startSample,
      endSample: startSample,
    });
  });

  const { blocks, other } = written(transcriptOf(segments));

  expect(other).toEqual([]);
  expect(blocks.at(-1)?.text).toBe("19999. Line *19999*");
  expect(blocks).toHaveLength(40_002);
});
