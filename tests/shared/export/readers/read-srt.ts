import { type Cue, msOf } from "./cue.ts";

/** A strict reader of SubRip, written from the format and not from our writer. */
export function readSrt(file: string): readonly Cue[] {
  if (file === "") return [];
  return file
    .replace(/\n$/, "")
    .split("\n\n")
    .map((block, index) => {
      const [number, times, ...lines] = block.split("\n");
      const match = /^(\d\d+:\d\d:\d\d,\d{3}) --> (\d\d+:\d\d:\d\d,\d{3})$/.exec(times ?? "");
      if (number !== String(index + 1) || match === null || lines.length === 0)
        throw new Error(`not a cue: ${JSON.stringify(block)}`);
      if (lines.some((line) => line.includes("-->"))) throw new Error("an arrow in a cue's text");
      return { startMs: msOf(match[1]), endMs: msOf(match[2]), speaker: null, text: lines.join("") };
    });
}
