import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplesToMs } from "../../../protocol/audio.ts";
import { GAP_REASONS } from "../../../protocol/gaps.ts";
import { en } from "../../../src/i18n/en.ts";
import { TEXT_FORMATS } from "../../../src/shared/export/formats.ts";
import { toSrt } from "../../../src/shared/export/subtitles/to-srt.ts";
import { toVtt } from "../../../src/shared/export/subtitles/to-vtt.ts";
import { toJson } from "../../../src/shared/export/to-json.ts";
import { toMarkdown } from "../../../src/shared/export/to-markdown.ts";
import { toText } from "../../../src/shared/export/to-text.ts";
import { gapSentence, readableGaps } from "../../../src/shared/lines/readable-gaps.ts";
import { changeTranscript } from "../../../src/shared/transcript.ts";
import { anyTranscript, finalSegment, gapOf, oddText, transcriptOf } from "../transcript-samples.ts";

const paused = transcriptOf(
  [
    finalSegment({ stable: "Before." }),
    finalSegment({ utterance: 1_200_000, startSample: 1_200_000, endSample: 1_216_000, stable: "After." }),
  ],
  { gaps: [gapOf(), gapOf({ source: "mic", startSample: 161_600, endSample: 1_118_400 })] },
);

describe("gaps as people read them", () => {
  test("CAP-6 a pause of both sources is reported once, for all of its time", () => {
    expect(readableGaps(paused.gaps)).toEqual([
      { sources: ["tab", "mic"], startMs: 10_000, endMs: 70_000, reason: "paused" },
    ]);
  });

  test("CAP-6 gaps at different times, or for different reasons, stay apart", () => {
    expect(readableGaps([gapOf(), gapOf({ source: "mic", endSample: 160_000 * 20 })])).toHaveLength(2);
    expect(readableGaps([gapOf(), gapOf({ source: "mic", reason: "muted" })])).toHaveLength(2);
  });

  test("CAP-6 pieces of one source that touch are one gap", () => {
    const pieces = [gapOf({ endSample: 320_000 }), gapOf({ startSample: 320_000, endSample: 480_000 })];

    expect(readableGaps(pieces)).toMatchObject([{ sources: ["tab"], startMs: 10_000, endMs: 30_000 }]);
  });

  test("CAP-6 every missing moment is inside what is reported of its source and reason", () => {
    fc.assert(
      fc.property(anyTranscript, ({ gaps }) => {
        const reported = readableGaps(gaps);

        for (const { source, reason, startSample, endSample } of gaps) {
          const isReported = reported.some(
            (gap) =>
              gap.sources.includes(source) &&
              gap.reason === reason &&
              gap.startMs <= samplesToMs(startSample) &&
              gap.endMs >= samplesToMs(endSample),
          );
          expect(isReported).toBe(true);
        }
      }),
    );
  });

  test("SEC-7 what was struck was recorded, and says who deleted it", () => {
    const gap = { sources: ["tab", "mic"], startMs: 0, endMs: 1, reason: "struck" } as const;

    expect(gapSentence(gap, paused.speakers, "en-GB")).toBe("Both sides: struck by you");
    expect(gapSentence(gap, paused.speakers, "ja")).toBe("双方：あなたが記録から消去しました");
  });

  test.each(GAP_REASONS.filter((reason) => reason !== "struck"))(
    "UI-6 CAP-6 %s has a sentence in both languages",
    (reason) => {
      const gap = { sources: ["mic"], startMs: 0, endMs: 1, reason } as const;

      expect(gapSentence(gap, paused.speakers, "en-GB")).toMatch(/^You: not recorded – \w.+[^.]$/);
      expect(gapSentence(gap, paused.speakers, "ja")).toMatch(/^You：録音なし（.+）$/);
    },
  );

  test("CAP-6 a gap reported twice changes nothing, one sent again with another end replaces it", () => {
    const longer = gapOf({ endSample: 2_000_000 });

    expect(changeTranscript(paused, { type: "gap", gap: gapOf() })).toBe(paused);
    expect(changeTranscript(paused, { type: "gap", gap: longer }).gaps).toEqual([longer, paused.gaps[1]]);
  });
});

describe("gaps in the exports", () => {
  test("UI-4 CAP-6 plain text and Markdown tell it in its place", () => {
    expect(toText(paused, "en")).toContain(
      "[00:00:01] Meeting: Before.\n" +
        "[00:00:10 – 00:01:10] (Both sides: not recorded – you paused the captions)\n" +
        "[00:01:15] Meeting: After.\n",
    );
    expect(toMarkdown(paused, "ja")).toContain(
      "Before.\n\n*00:00:10 – 00:01:10 · 双方：録音なし（一時停止していました）*\n\n**Meeting** · 00:01:15",
    );
  });

  test("UI-4 CAP-6 subtitles tell it in a cue of five seconds, so that the other side keeps its room", () => {
    expect(toSrt(paused, "en")).toContain(
      "2\n00:00:10,000 --> 00:00:15,000\n[00:00:10 – 00:01:10 Both sides: not\nrecorded – you paused the captions]\n",
    );
    expect(toVtt(paused, "en")).toContain("00:00:10.000 --> 00:00:15.000\n[00:00:10");
  });

  test("UI-4 CAP-6 JSON has every gap of every source, unmerged", () => {
    expect(JSON.parse(toJson(paused))).toHaveProperty("gaps", [
      { source: "tab", startMs: 10_000, endMs: 70_000, reason: "paused" },
      { source: "mic", startMs: 10_100, endMs: 69_900, reason: "paused" },
    ]);
  });

  test("UI-4 CAP-6 every format tells why the whole of a meeting without a word is missing", async () => {
    const mute = transcriptOf([], { gaps: [gapOf({ reason: "asleep" })] });

    for (const { format, render } of TEXT_FORMATS) {
      const reason = format === "json" ? '"asleep"' : en.gaps.reasons.asleep.slice(-8);
      expect(await render(mute, "en")).toContain(reason);
    }
  });

  test("UI-4 SEC-3 a speaker's hostile name breaks no line of a gap", () => {
    fc.assert(
      fc.property(oddText, (name) => {
        const hostile = { ...paused, segments: [], speakers: { tab: name, mic: name }, gaps: [gapOf()] };

        expect(toText(hostile, "en").split("\n")).toHaveLength(5);
        expect(toMarkdown(hostile, "en").split("\n\n")).toHaveLength(4);
        expect(toMarkdown(hostile, "en")).not.toMatch(/(?<!\\)</);
      }),
    );
  });
});
