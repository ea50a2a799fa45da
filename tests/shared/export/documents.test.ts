import fc from "fast-check";
import { expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { toCsv } from "../../../src/shared/export/to-csv.ts";
import { toHtml } from "../../../src/shared/export/to-html.ts";
import { cueTimestamp } from "../../../src/shared/timestamps.ts";
import { anyNamedTranscript, finalSegment, gapOf, transcriptOf } from "../transcript-samples.ts";
import { read } from "./readers/read.ts";

/** A handful of programs is started; each reads what was made for it. */
const FEW = { numRuns: 10 };

const odd = transcriptOf([finalSegment({ stable: '=1+1, "two" <b>three</b> & "four"' })], {
  title: "</title><script>alert(1)</script>",
  speakers: { tab: "<b>Eve</b>", mic: "You" },
  gaps: [gapOf()],
});

test("UI-4 a spreadsheet's reader finds every line in the CSV file, and takes none for a formula", () => {
  expect(read("read_csv.py", toCsv(odd, "en"))).toEqual([
    {
      start: "00:00:01.000",
      end: "00:00:03.000",
      speaker: "<b>Eve</b>",
      language: "en",
      text: `'=1+1, "two" <b>three</b> & "four"`,
    },
    {
      start: "00:00:10.000",
      end: "00:01:10.000",
      speaker: "",
      language: "",
      text: expect.stringContaining("not recorded") as string,
    },
  ]);
});

test("UI-4 STT-4 the CSV file reads back to the lines, whatever was said and whoever said it", () => {
  fc.assert(
    fc.property(anyNamedTranscript, (transcript) => {
      const rows = read("read_csv.py", toCsv(transcript, "en")) as readonly Readonly<
        Record<string, string>
      >[];

      expect(rows.flatMap((row) => Object.values(row)).filter((field) => /^[=+\-@]/u.test(field))).toEqual(
        [],
      );
      expect(rows.map(({ start, end, ...row }) => [start, end, ...Object.values(row).map(unquoted)])).toEqual(
        exportLines(transcript, "en").map((line) => {
          const { startMs, endMs } = line.type === "gap" ? line.gap : line.segment;
          const times = [cueTimestamp(startMs, "."), cueTimestamp(endMs, ".")];
          if (line.type === "gap") return [...times, "", "", unquoted(line.gap.sentence)];
          const { speaker, language, text } = line.segment;
          return [...times, onOneLine(speaker), language ?? "", onOneLine(text)].map(unquoted);
        }),
      );
    }),
    FEW,
  );
});

/** What a spreadsheet shows of a field that is no formula. */
function unquoted(field: string): string {
  return field.replace(/^'(?=[=+\-@])/u, "");
}

test("UI-4 the HTML page says everything as text, loads nothing and runs nothing", () => {
  const page = read("read_html.py", toHtml(odd, "en")) as {
    readonly tags: string[];
    readonly texts: string[];
  };

  expect(page.tags).toEqual([
    "bdi",
    "body",
    "h1",
    "h2",
    "head",
    "html",
    "main",
    "meta",
    "p",
    "style",
    "time",
    "title",
  ]);
  expect(page.texts).toContain("</title><script>alert(1)</script>");
  expect(page.texts).toContain("<b>Eve</b>00:00:01");
  expect(page.texts).toContain('=1+1, "two" <b>three</b> & "four"');
});
