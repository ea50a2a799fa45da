import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OWN_SPEECH, readCorpus } from "../../../tools/bench/real/corpus.ts";

const MOST_BYTES = 12_000_000;
const LICENCES = ["CC-BY-SA-3.0", "CC-BY-4.0", "CC0-1.0", "Apache-2.0", "BSD-2-Clause", "public domain"];

const attributions = readFileSync(join(OWN_SPEECH, "ATTRIBUTIONS.md"), "utf8");
const rows = attributions
  .split("\n")
  .filter((line) => /^\| (?:clips|nonspeech)\//u.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, file = "", work = "", source = "", licence = ""]) => ({ file, work, source, licence }));
const files = ["clips", "nonspeech"].flatMap((folder) =>
  readdirSync(join(OWN_SPEECH, folder)).map((name) => `${folder}/${name}`),
);

function minutes(all: readonly { readonly seconds: number }[]): string {
  return (all.reduce((sum, { seconds }) => sum + seconds, 0) / 60).toFixed(1);
}

describe("STT-7 the speech in the repository", () => {
  test("each file has its row with work, source and a licence that lets it be passed on, and no row is without a file", () => {
    expect(rows.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    for (const row of rows) {
      expect(row.work).not.toBe("");
      expect(row.source).not.toBe("");
      expect(LICENCES).toContain(row.licence);
    }
  });

  test("licences and counts are the same in every place that names them", () => {
    const own = readCorpus([OWN_SPEECH]);
    const listed = [
      ...own.clips.map(({ name, licence }) => [`clips/${name}.flac`, licence]),
      ...own.sounds.map(({ name, licence }) => [`nonspeech/${name}.flac`, licence]),
    ];

    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(rows.map((row) => [row.file, row.licence])),
    );
    expect(attributions).toContain(
      `${own.clips.length} clips, ${minutes(own.clips)} minutes; ` +
        `${own.sounds.length} sounds without speech, ${minutes(own.sounds)} minutes.`,
    );
  });

  test("a clone stays small", () => {
    const bytes = files.reduce((sum, file) => sum + statSync(join(OWN_SPEECH, file)).size, 0);

    expect(bytes).toBeLessThan(MOST_BYTES);
  });
});
