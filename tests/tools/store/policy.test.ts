import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../tools/runtime/paths.ts";

/** Every heading, row of the table and point of a list, without its words. */
function outlineOf(file: string): string[] {
  const text = readFileSync(join(ROOT, "docs/store", file), "utf8");
  return text.split("\n").flatMap((line) => /^(?:#+|-|\|)(?= )/u.exec(line) ?? []);
}

test("INS-3 the privacy policy says the same in Japanese, point by point", () => {
  expect(outlineOf("privacy-policy-ja.md")).toEqual(outlineOf("privacy-policy.md"));
});
