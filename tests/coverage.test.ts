import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REQUIREMENTS } from "./requirements.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** All parts of the files below `folder` that `isTest` names and `literal` matches. */
function literals(folder: string, isTest: RegExp, literal: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => isTest.test(path))
    .flatMap((path) => readFileSync(join(ROOT, folder, path), "utf8").match(literal) ?? []);
}

/** Ids in the titles of vitest tests and in the docstrings of pytest tests. */
function citedIds(): ReadonlySet<string> {
  const titles = literals("tests", /\.test\.tsx?$/, /(["'`])[A-Z]{2,3}-\d+ (?:(?!\1).)*\1/g);
  const docstrings = literals("python-stt/tests", /test_\w+\.py$/, /"""[\s\S]*?"""/g);
  return new Set([...titles, ...docstrings].join("\n").match(/\b(?:CAP|IPC|VER|STT|UI|INS|SEC|WHO)-\d+\b/g));
}

const cited = citedIds();

test.each(Object.entries(REQUIREMENTS).filter(([, { due }]) => due === "now"))(
  "%s is cited by a test",
  (id) => {
    expect(cited).toContain(id);
  },
);

test("every cited id is a promise of the product", () => {
  expect([...cited].filter((id) => !Object.hasOwn(REQUIREMENTS, id))).toEqual([]);
});
