import { expect, test } from "vitest";
import { isAtLeast, isCompatible } from "../../protocol/version.ts";

test.each([
  ["1.0", "1.0", true],
  ["1.0", "1.1", true],
  ["1.1", "1.0", true],
  ["1.0", "1.0.1", true],
  ["1.0", "2.0", false],
  ["1.0", "10.0", false],
  ["1.0", "", false],
  ["1.0", "one", false],
  ["1.0", "1.0.0.0", false],
])("VER-2 our %s and their %s: %s", (ours, theirs, compatible) => {
  expect(isCompatible(ours, theirs)).toBe(compatible);
});

test.each([
  ["1.0", "1.1", false],
  ["1", "1.1", false],
  ["1.1", "1.1", true],
  ["1.1.4", "1.1", true],
  ["1.10", "1.9", true],
  ["2.1", "1.1", false],
  ["one", "1.1", false],
])("VER-4 %s has what came with %s: %s", (version, minimum, has) => {
  expect(isAtLeast(version, minimum)).toBe(has);
});
