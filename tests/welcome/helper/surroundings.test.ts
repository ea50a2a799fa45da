import { expect, test } from "vitest";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import { surroundingsOf } from "../../../src/welcome/helper/surroundings.ts";

const MANIFEST = { version: "0.1.0" };

test.each([
  [["Chromium", "Google Chrome", "Not A Brand"], "Google Chrome", "chrome"],
  [["Not;A=Brand", "Microsoft Edge", "Chromium"], "Microsoft Edge", "edge"],
  [["Brave", "Chromium", "Not)A;Brand"], "Brave", "brave"],
  [["Chromium", "Google Chrome", "Vivaldi", "Not_A Brand"], "Vivaldi", "vivaldi"],
  [["Opera", "Chromium"], "Opera", "opera"],
  [["Arc", "Chromium", "Google Chrome"], "Arc", "arc"],
  [["Chromium", "Not?A_Brand"], "Chromium", "chrome"],
  [["Chromium", "Comet", "Not?A_Brand"], "Comet", "chrome"],
  [[], "Chromium", "chrome"],
])("UI-7 of the brands %j the browser is %s, with pages at %s://", (brands, name, pages) => {
  const named = brands.map((brand) => ({ brand, version: brand === name ? "156" : "1" }));
  const { browserName, browserPages, browserVersion } = surroundingsOf(
    "linux",
    named,
    MANIFEST,
    EXTENSION_ID,
  );

  expect([browserName, browserPages]).toEqual([name, pages]);
  expect(browserVersion).toBe(brands.length === 0 ? null : "156");
});

test.each([
  ["win", "win", "Windows"],
  ["mac", "mac", "macOS"],
  ["linux", "linux", "Linux"],
  ["cros", "unsupported", "ChromeOS"],
  ["openbsd", "unsupported", "OpenBSD"],
])("UI-7 the system %s is %s, called %s", (os, system, systemName) => {
  expect(surroundingsOf(os, [], MANIFEST, EXTENSION_ID)).toMatchObject({ system, systemName });
});

test("INS-2 a build of a clone is told from one that was given to people, and a foreign id from ours", () => {
  const clone = { ...MANIFEST, version_name: "0.1.0 (clone)" };
  const beta = { ...MANIFEST, version_name: "0.1.0 beta" };

  expect(surroundingsOf("mac", [], clone, EXTENSION_ID)).toMatchObject({
    system: "mac",
    isClone: true,
    unknownId: null,
  });
  expect(surroundingsOf("mac", [], beta, "a".repeat(32))).toMatchObject({
    isClone: false,
    unknownId: "a".repeat(32),
  });
});
