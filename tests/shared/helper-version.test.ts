import { expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { isOlderRelease } from "../../protocol/version.ts";
import { LANGUAGES } from "../../src/i18n/index.ts";
import { isHelperOutdated, RECOMMENDED_HELPER } from "../../src/shared/helper-version.ts";
import { captionNotices, noticesOf } from "../../src/shared/notices/notices.ts";
import { statusOf } from "../ui/status-samples.ts";

const connectedTo = (productVersion: string | null) => ({
  ...statusOf({ name: "idle", lastError: null }),
  host: { name: "connected", version: "1.3", productVersion } as const,
});

test.each([
  ["0.1.0", "0.1.0", false],
  ["0.1", "0.1.0", false],
  ["0.1.0", "0.1.1", true],
  ["0.9.0", "0.10.0", true],
  ["1.0.0", "0.99.99", false],
  ["0.2.0-rc.1", "0.2.0", false],
  ["v0.2.0", "0.1.9", false],
  ["something", "0.1.0", true],
  ["", "0.1.0", true],
])("INS-5 release %s beside %s: older is %s", (version, than, isOlder) => {
  expect(isOlderRelease(version, than)).toBe(isOlder);
});

test("INS-5 a helper that is older, or of before releases were named, is said in one quiet line, and never above captions", () => {
  for (const older of ["0.0.9", null]) {
    const status = connectedTo(older);

    expect(noticesOf(status, "popup")).toEqual([{ type: "helper-outdated" }]);
    expect(noticesOf(status, "panel")).toEqual([{ type: "helper-outdated" }]);
    expect(captionNotices(status)).toEqual([]);
  }
});

test("INS-5 nothing is said of a helper that is as recommended, newer, or not connected", () => {
  for (const well of [RECOMMENDED_HELPER, "99.0"]) expect(noticesOf(connectedTo(well), "popup")).toEqual([]);
  expect(isHelperOutdated({ name: "connecting" })).toBe(false);
  const silent = { name: "connected", version: "1.0", productVersion: null, isAssumed: true } as const;
  expect(isHelperOutdated(silent)).toBe(false);
});

test("INS-5 what is recommended is no release that does not exist yet", () => {
  expect(isOlderRelease(packageFile.version, RECOMMENDED_HELPER)).toBe(false);
});

test.each(LANGUAGES)(
  "INS-2 UI-6 in $language the notice says what renews a helper, and not the command that only says so too",
  ({ helperOutdated }) => {
    expect(helperOutdated).toContain("git pull");
    expect(helperOutdated).not.toContain("earshot update");
  },
);
