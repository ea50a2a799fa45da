import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wordsIn } from "../../../src/i18n/index.ts";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { exportCues } from "../../../src/shared/export/subtitles/cues.ts";
import { toVtt } from "../../../src/shared/export/subtitles/to-vtt.ts";
import { toHtml } from "../../../src/shared/export/to-html.ts";
import { exportTurns } from "../../../src/shared/export/turns.ts";
import { clock, localDate } from "../../../src/shared/timestamps.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { read } from "../../shared/export/readers/read.ts";
import { anyNamedTranscript, finalSegment, gapOf, transcriptOf } from "../../shared/transcript-samples.ts";
import { useFedViews } from "../views/fed-view.ts";
import { type ReadCue, readCues, readPage } from "./browser-readers.ts";

/** Each holds several meetings; what a smaller one would show is not worth another hundred pages. */
const FEW = { numRuns: 4, endOnFailure: true };
const severalMeetings = fc.array(anyNamedTranscript, { minLength: 8, maxLength: 8 });
/** About what people's printers leave free, and what that is in the points of a PDF file. */
const MARGIN = { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" };
const LEAST_MARGIN = 28;

const folder = mkdtempSync(join(tmpdir(), "earshot-exports-"));

function written(transcript: Transcript): string {
  const path = join(folder, "meeting.html");
  writeFileSync(path, toHtml(transcript, "en"));
  return path;
}

describe("exports in the programs they are for", () => {
  const views = useFedViews();
  let page: Page;
  beforeAll(async () => {
    page = await views.earshot.browser.newPage();
  });
  afterAll(async () => {
    await page.close();
    rmSync(folder, { recursive: true });
  });

  test("UI-4 STT-4 a browser's subtitles are the cues of the VTT file, each with its voice, whatever was said", async () => {
    await page.goto("about:blank");
    await fc.assert(
      fc.asyncProperty(severalMeetings, async (meetings) => {
        const files = meetings.map((meeting) => toVtt(meeting, "en"));

        expect(await readCues(page, files)).toEqual(
          meetings.map((meeting) =>
            exportCues(meeting, "en")
              .map(({ startMs, endMs, speaker, lines }) => {
                const text = lines.map((line) => line.trimEnd()).join("\n");
                return { startMs, endMs, voice: speaker, text };
              })
              .toSorted(inTrackOrder),
          ),
        );
      }),
      FEW,
    );
  });

  test("UI-4 STT-4 a browser shows the HTML file's turns as text and nothing else, whatever was said and whoever said it", async () => {
    await fc.assert(
      fc.asyncProperty(severalMeetings, async (meetings) => {
        for (const meeting of meetings) {
          const { title, tags, blocks, loaded } = await readPage(page, written(meeting));

          expect(title).toBe(titleOf(meeting));
          expect(blocks).toEqual(blocksOf(meeting));
          expect(TAGS).toEqual(expect.arrayContaining([...tags]));
          expect(loaded).toBe(0);
        }
      }),
      FEW,
    );
  });

  test("UI-4 the HTML file is printed whole: no line is cut, none is torn, and no name stands alone below a page", async () => {
    const long = Array.from({ length: 240 }, (_, index) => {
      const startSample = index * 96_000;
      const stable =
        index % 9 === 0
          ? `${index}. 四半期の予算について話し合いました。${"とても長い一文です。".repeat(index % 12)}`
          : `${index}. ${"We looked at the budget again. ".repeat(1 + (index % 7))}`;
      const source = index % 5 < 3 ? "tab" : "mic";
      return finalSegment({ source, stable, utterance: startSample, startSample, endSample: startSample });
    });
    const word = finalSegment({
      stable: `https://example.org/${"deep/".repeat(80)}`,
      startSample: 24_000_000,
    });
    const meeting = transcriptOf([...long, word], { gaps: [gapOf()] });
    await page.goto("about:blank");
    await readPage(page, written(meeting));

    const pages = read("read_pdf.py", await page.pdf({ format: "A4", margin: MARGIN })) as readonly {
      readonly width: number;
      readonly height: number;
      readonly text: string;
      readonly lines: readonly (readonly [left: number, bottom: number, right: number, top: number])[];
    }[];

    expect(pages.length).toBeGreaterThan(5);
    for (const { width, height, lines, text } of pages) {
      expect(
        lines.filter(([left, bottom, right, top]) => !isWithin(width, height, [left, bottom, right, top])),
      ).toEqual([]);
      expect(text.trimEnd().split("\n").at(-1)).not.toMatch(/^(?:Meeting|You) \d\d:\d\d:\d\d$/u);
    }
    const printed = bare(pages.map(({ text }) => text).join(""));
    for (const [, text] of blocksOf(meeting)) expect(printed).toContain(bare(text));
  });
});

/** Of cues that begin together the longest comes first: https://www.w3.org/TR/webvtt1/#text-track-cue-order. */
function inTrackOrder(a: ReadCue, b: ReadCue): number {
  return a.startMs - b.startMs || b.endMs - a.endMs;
}

const TAGS = ["bdi", "body", "h1", "h2", "head", "html", "main", "meta", "p", "style", "time", "title"];

function isWithin(width: number, height: number, [left, bottom, right, top]: readonly number[]): boolean {
  const [least, most] = [LEAST_MARGIN, width - LEAST_MARGIN];
  return (
    (left ?? 0) >= least &&
    (right ?? 0) <= most &&
    (bottom ?? 0) >= LEAST_MARGIN &&
    (top ?? 0) <= height - LEAST_MARGIN
  );
}

/** Without white space: where lines break is the printer's business. */
function bare(text: string): string {
  return text.replaceAll(/\s/gu, "");
}

function titleOf({ title }: Transcript): string {
  return onOneLine(title) || wordsIn("en").panel.title;
}

/** The page's headings and paragraphs, in order. */
function blocksOf(transcript: Transcript): readonly (readonly [string, string])[] {
  const { date, time } = localDate(transcript.startedAtMs);
  return [
    ["h1", titleOf(transcript)],
    ["p", `${date} ${time}`],
    ...exportTurns(exportLines(transcript, "en")).flatMap((turn): readonly (readonly [string, string])[] => {
      if (turn.type === "gap") {
        const { startMs, endMs, sentence } = turn.gap;
        return [["p", `${clock(startMs)} – ${clock(endMs)} · ${sentence}`]];
      }
      const { first, segments } = turn;
      const lines = segments.map(({ text }) => ["p", onOneLine(text)] as const);
      return [["h2", `${onOneLine(first.speaker)} ${clock(first.startMs)}`], ...lines];
    }),
  ];
}
