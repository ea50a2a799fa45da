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
  extensionId: "abcdefghijklmnopabcdefghijklmnop",
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

test.each([
  ["no file", undefined, "started without --config FILE"],
  ["a file that is not there", "/nowhere.json", "ENOENT"],
])("%s is named", (_what, path, cause) => {
  expect(() => readConfiguration(path)).toThrow(cause);
});

test("fields that are missing or wrong are named", () => {
  const path = written(JSON.stringify({ ...CONFIGURATION, extensionId: "x", dataDirectory: "" }));

  expect(() => readConfiguration(path)).toThrow("extensionId, dataDirectory");
});

test.each([undefined, "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/", "https://example.org/"])(
  "SEC-2 %s may not call",
  (origin) => {
    expect(() => {
      checkCaller(origin, CONFIGURATION);
    }).toThrow("called by");
  },
);
