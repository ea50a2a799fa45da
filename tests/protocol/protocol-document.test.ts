import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
/** 4,268 characters of base64 would help nobody to read the document. */
const shorten = (key: string, value: unknown) => (key === "pcm" ? "…" : value);

test("VER-5 the examples of PROTOCOL.md are the golden fixtures, each shown once", () => {
  const fixtures = read("protocol/fixtures/valid.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.stringify(JSON.parse(line), shorten));

  const blocks = [...read("PROTOCOL.md").matchAll(/```jsonl\n([^`]*)```/g)];
  const examples = blocks.flatMap(([, block = ""]) => block.trim().split("\n"));

  expect(examples.toSorted()).toEqual(fixtures.toSorted());
});
