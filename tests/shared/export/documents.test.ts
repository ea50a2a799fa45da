import fc from "fast-check";
import { expect, test } from "vitest";
import { exportLines, onOneLine } from "../../../src/shared/export/segments.ts";
import { toCsv } from "../../../src/shared/export/to-csv.ts";
import { toHtml } from "../../../src/shared/export/to-html.ts";
import { anyTranscript, finalSegment, gapOf, transcriptOf } from "../transcript-samples.ts";
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

test("UI-4 STT-4 the CSV file reads back to the lines, whatever was said", () => {
  fc.assert(
    fc.property(anyTranscript, (transcript) => {
      const rows = read("read_csv.py", toCsv(transcript, "en")) as { readonly text: string }[];

      expect(rows.map(({ text }) => text.replace(/^'(?=[=+\-@])/, ""))).toEqual(
        exportLines(transcript, "en").map((line) =>
          line.type === "gap" ? line.gap.sentence : onOneLine(line.segment.text),
        ),
      );
    }),
    FEW,
  );
});

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

test("UI-4 STT-4 the HTML page reads back to the lines, whatever was said", () => {
  fc.assert(
    fc.property(anyTranscript, (transcript) => {
      const { texts } = read("read_html.py", toHtml(transcript, "en")) as { readonly texts: string[] };
      const said = exportLines(transcript, "en").flatMap((line) =>
        line.type === "gap" ? [] : [onOneLine(line.segment.text)],
      );

      expect(texts.filter((text) => said.includes(text))).toEqual(said);
    }),
    FEW,
  );
});
