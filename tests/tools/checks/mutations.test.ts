import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MUTATIONS } from "../../../tools/checks/mutations.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { REQUIREMENTS } from "../../requirements.ts";

test("each requirement that is due has its mutation", () => {
  const due = Object.keys(REQUIREMENTS).filter((id) => REQUIREMENTS[id]?.due === "now");

  expect(Object.keys(MUTATIONS).toSorted()).toEqual(due.toSorted());
});

test.each(Object.entries(MUTATIONS))(
  "the line of %s stands in its file once, and its test cites it",
  (id, mutation) => {
    const source = readFileSync(join(ROOT, mutation.file), "utf8");

    expect(source.split(mutation.text)).toHaveLength(2);
    expect(mutation.replacement).not.toBe(mutation.text);
    expect(readFileSync(join(ROOT, mutation.test), "utf8")).toMatch(new RegExp(`\\b${id}\\b`, "u"));
  },
);
