import { describe, expect, it } from "vitest";
import type { Segment } from "../../../src/shared/transcript.ts";
import { CaptionPrinter } from "../../../tools/start/caption-printer.ts";

const FINAL: Segment = {
  source: "mic",
  utterance: 1_040_000,
  revision: 3,
  startSample: 1_040_000,
  endSample: 1_072_000,
  stable: "Thank you Alice.",
  tail: "",
  isFinal: true,
  language: "en",
};
const PARTIAL: Segment = { ...FINAL, revision: 2, stable: "Thank you", tail: " Al", isFinal: false };

function printed(columns: number | null, ...segments: Segment[]): string {
  let written = "";
  const write = (text: string) => {
    written += text;
  };
  const printer = new CaptionPrinter({ columns, write });
  for (const segment of segments) printer.show(segment);
  return written;
}

describe("captions in the terminal", () => {
  it("prints only finals, with time and speaker, when the output is no terminal", () => {
    expect(printed(null, PARTIAL, FINAL)).toBe("01:05  You      Thank you Alice.\n");
  });

  it("rewrites one line with tentative words on a terminal", () => {
    expect(printed(80, PARTIAL, FINAL)).toBe(
      "\r\u001B[2K01:05  You      Thank you Al …\r\u001B[2K01:05  You      Thank you Alice.\n",
    );
  });

  it("keeps the newest words of a line that is wider than the terminal", () => {
    const written = printed(20, PARTIAL);

    expect(written.replace("\r\u001B[2K", "").length).toBeLessThan(20);
    expect(written).toMatch(/Thank you Al …$/u);
  });
});
