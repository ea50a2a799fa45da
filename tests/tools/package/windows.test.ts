import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launcherWords, packagedCommandFile, packagedLauncherWords } from "../../../install/launcher.ts";
import { fourNumbers } from "../../../tools/package/windows/setup.ts";
import { stableAbiDefinition } from "../../../tools/package/windows/stable-abi.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";

describe("INS-2 the package for Windows", () => {
  it.each([
    ["0.1.0", "0.1.0.0"],
    ["1.20.3-beta.1", "1.20.3.0"],
    ["unreleased", "0.0.0.0"],
  ])("calls %s what Windows takes for a version", (version, numbers) => {
    expect(fourNumbers(version)).toBe(numbers);
  });

  it("leads each name of the stable interface on, once, and says which is no code", () => {
    const lines = [
      "python314.dll:",
      "0000000000000000 I __imp_PyType_Type",
      "0000000000000000 T PyErr_Print",
      "0000000000000000 I __imp_PyErr_Print",
      "0000000000000000 I __imp_PyErr_Print\r",
      "0000000000000000 I __NULL_IMPORT_DESCRIPTOR",
    ];
    expect(stableAbiDefinition(lines, "python314")).toBe(
      "LIBRARY python3.dll\nEXPORTS\n  PyErr_Print=python314.PyErr_Print\n  PyType_Type=python314.PyType_Type DATA\n",
    );
    expect(stableAbiDefinition(["no symbols"], "python314")).toBeNull();
  });

  it("starts the host beside the launcher, a word a line", () => {
    expect(packagedLauncherWords()).toBe(
      launcherWords([".\\node\\node.exe", ".\\host\\earshot-host.mjs", "--config", ".\\host.json"]),
    );
    expect(packagedLauncherWords().split("\n")).toHaveLength(5);
  });

  it("runs nothing from its set-up by which node.exe could load code of another's", () => {
    const script = readFileSync(join(ROOT, "tools/package/windows/setup.nsi"), "utf8");
    const [before = "", ...after] = script.split(/^ *nsExec::/mu);
    expect(after).toHaveLength(1);
    const cleared = [...before.matchAll(/SetEnvironmentVariableW\(w "(\w+)", p 0\)/gu)].map(
      ([, name]) => name,
    );
    expect(cleared).toEqual(["NODE_OPTIONS", "NODE_PATH"]);
  });

  it("has a command whose file names no place, in letters of every code page", () => {
    expect(packagedCommandFile()).toMatch(/^[ -~\r\n]+$/u);
    expect(packagedCommandFile()).not.toMatch(/[A-Z]:\\/u);
    expect(packagedCommandFile()).toContain('"%~dp0node\\node.exe" "%~dp0cli\\earshot.mjs" %*\r\n');
  });
});
