import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readArrivals } from "../../../tools/bench/engine/arrivals-file.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const LINE = { atMs: 12.5, source: "mic", caption: 7, text: "a b", isFinal: true, startMs: 0, endMs: 9 };

function fileOf(...lines: string[]): string {
  const folder = temporaryFolder();
  const file = join(folder, "arrivals.jsonl");
  writeFileSync(file, lines.join("\n"));
  return file;
}

it("reads one message a line, whatever names the engine has for its captions", () => {
  const file = fileOf(JSON.stringify({ ...LINE, more: 1 }), "", JSON.stringify({ ...LINE, stableText: "a" }));

  expect(readArrivals(file)).toEqual([
    { ...LINE, caption: "7" },
    { ...LINE, caption: "7", stableText: "a" },
  ]);
});

it.each(["no json", "{}", JSON.stringify({ ...LINE, source: "radio" })])(
  "names the line that is none: %s",
  (line) => {
    expect(() => readArrivals(fileOf(JSON.stringify(LINE), line))).toThrow("line 2");
  },
);

it("says so when there is no such file", () => {
  expect(() => readArrivals("/nowhere/arrivals.jsonl")).toThrow("These are no arrivals");
});
