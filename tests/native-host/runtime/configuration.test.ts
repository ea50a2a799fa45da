import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  checkCaller,
  parseCommandLine,
  readConfiguration,
} from "../../../native-host/runtime/configuration.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CONFIGURATION = {
  extensionIds: ["abcdefghijklmnopabcdefghijklmnop", "bcdefghijklmnopabcdefghijklmnopa"],
  dataDirectory: "/data",
  sidecarCommand: ["python", "-m", "earshot_stt"],
  downloadCommand: ["python", "-m", "earshot_stt.download"],
  sidecarEnvironment: { HF_HUB_OFFLINE: "1" },
};

function written(text: string): string {
  const path = join(temporaryFolder(), "config.json");
  writeFileSync(path, text);
  return path;
}

test("the launcher's and the browser's arguments are distinguished", () => {
  const origin = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/";

  expect(parseCommandLine(["--config", "/c.json", origin])).toEqual({ configPath: "/c.json", origin });
  expect(parseCommandLine(["--config", "C:\\c.json", origin, "--parent-window=7"])).toEqual({
    configPath: "C:\\c.json",
    origin,
  });
  expect(parseCommandLine([])).toEqual({ configPath: undefined, origin: undefined });
});

test("a configuration is read as it was written", () => {
  expect(readConfiguration(written(JSON.stringify(CONFIGURATION)))).toEqual(CONFIGURATION);
});

test("INS-2 the one extension that an earlier installer wrote is read as a list of one", () => {
  const { extensionIds, ...rest } = CONFIGURATION;
  const [extensionId] = extensionIds;

  const read = readConfiguration(written(JSON.stringify({ ...rest, extensionId })));

  expect(read).toEqual({ ...rest, extensionIds: [extensionId] });
});

test.each(CONFIGURATION.extensionIds)("INS-2 %s, one of several, may call", (id) => {
  expect(() => {
    checkCaller(`chrome-extension://${id}/`, CONFIGURATION);
  }).not.toThrow();
});

test.each([
  ["no file", undefined, "started without --config FILE"],
  ["a file that is not there", "/nowhere.json", "ENOENT"],
])("%s is named", (_what, path, cause) => {
  expect(() => readConfiguration(path)).toThrow(cause);
});

test("fields that are missing or wrong are named", () => {
  const path = written(JSON.stringify({ ...CONFIGURATION, extensionIds: ["x"], dataDirectory: "" }));

  expect(() => readConfiguration(path)).toThrow("extensionIds, dataDirectory");
});

test.each([undefined, "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/", "https://example.org/"])(
  "SEC-2 %s may not call",
  (origin) => {
    expect(() => {
      checkCaller(origin, CONFIGURATION);
    }).toThrow("called by");
  },
);
