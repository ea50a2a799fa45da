import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  packageIndexEnvironment,
  pipNetworkOptions,
  pythonEnvironment,
} from "../../../tools/setup/package-environment.ts";

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, "../../..", name), "utf8");
}

test("STT-5 the product asks the package index that pip is set up for", () => {
  const printed = [
    "global.index-url='https://user:word@mirror.example/simple?a=b'",
    ":env:.cert='/etc/ca.crt'",
    "install.find-links='/wheels'",
  ].join("\n");

  expect(packageIndexEnvironment(printed)).toEqual({
    PIP_INDEX_URL: "https://user:word@mirror.example/simple?a=b",
    PIP_CERT: "/etc/ca.crt",
  });
  expect(packageIndexEnvironment("global.target='/x'")).toEqual({});
});

describe("INS-1 the user's settings for other projects move no package of this one", () => {
  test("pip's and Python's variables are left out", () => {
    const ours = {
      PATH: "/bin",
      PIP_USER: "1",
      PIP_TARGET: "/x",
      PYTHONHOME: "/x",
      VIRTUAL_ENV: "/x",
      HTTPS_PROXY: "p",
    };

    const changed = pythonEnvironment(ours);

    expect(Object.entries({ ...ours, ...changed }).filter(([, value]) => value !== undefined)).toEqual([
      ["PATH", "/bin"],
      ["HTTPS_PROXY", "p"],
      ["PIP_CONFIG_FILE", "/dev/null"],
    ]);
  });

  test("of pip's settings the network's go on as options", () => {
    const printed = [
      "global.index-url='https://mirror.example/simple'",
      "global.target='/x'",
      "global.user='true'",
      "install.find-links='/wheels\\n/more'",
      "install.no-binary=':all:'",
      ":env:.cert='/etc/ca.crt'",
      ":env:.default-timeout='180'",
      "global.no-index='false'",
    ].join("\n");

    expect(pipNetworkOptions(printed)).toEqual([
      "--index-url=https://mirror.example/simple",
      "--find-links=/wheels",
      "--find-links=/more",
      "--cert=/etc/ca.crt",
      "--timeout=180",
    ]);
  });
});

test("INS-1 every npm package of every platform is locked by its hash, and runs no script when it is installed", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { integrity?: string }>;
  };
  const unlocked = Object.entries(packages).filter(
    ([path, { integrity }]) => path !== "" && integrity?.startsWith("sha512-") !== true,
  );

  expect(unlocked.map(([path]) => path)).toEqual([]);
  expect(read(".npmrc")).toContain("ignore-scripts=true");
});
