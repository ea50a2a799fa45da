import { expect, test } from "vitest";
import { isCompatible } from "../../protocol/version.ts";

test.each([
  ["1.0", "1.0", true],
  ["1.0", "1.1", true],
  ["1.0", "1.0.1", true],
  ["1.0", "2.0", false],
  ["1.0", "10.0", false],
  ["1.0", "", false],
  ["1.0", "one", false],
  ["1.0", "1.0.0.0", false],
])("VER-2 our %s and their %s: %s", (ours, theirs, compatible) => {
  expect(isCompatible(ours, theirs)).toBe(compatible);
});
