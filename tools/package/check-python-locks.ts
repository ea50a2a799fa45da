import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PythonRange, supportedPythons } from "../../install/supported-system.mjs";
import { commandLine, readOptions } from "../runtime/options.ts";
import { SIDECAR } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";

/** As uv calls them, the oldest system of each; `install/supported-system.mjs` names the same limits to people. */
const PLATFORMS: readonly {
  readonly name: string;
  readonly python: PythonRange;
  readonly macos?: string;
}[] = [
  { name: "x86_64-manylinux_2_28", python: supportedPythons("linux", "x64") },
  { name: "aarch64-manylinux_2_28", python: supportedPythons("linux", "arm64") },
  { name: "aarch64-apple-darwin", python: supportedPythons("darwin", "arm64"), macos: "14.0" },
  { name: "x86_64-apple-darwin", python: supportedPythons("darwin", "x64"), macos: "13.0" },
  { name: "x86_64-pc-windows-msvc", python: supportedPythons("win32", "x64") },
];

const COMMAND = commandLine(
  "npx tsx tools/package/check-python-locks.ts",
  "Asks the package index whether each locked package has a wheel with its hash for every platform and Python that " +
    "Earshot names; installs nothing, and needs uv on the PATH.",
);

async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  const nowhere = mkdtempSync(join(tmpdir(), "earshot-locks-"));
  let failed = 0;
  for (const lock of ["requirements.lock", "requirements-dev.lock"]) {
    for (const { name, python, macos } of PLATFORMS) {
      for (let minor = python.oldestMinor; minor <= python.newestMinor; minor += 1) {
        const what = ["--require-hashes", "--only-binary", ":all:", "-r", join(SIDECAR, lock)];
        const where = ["--python-platform", name, "--python-version", `3.${minor}`, "--target", nowhere];
        const { exitCode, output } = await runProgram(
          "uv",
          ["pip", "install", "-q", "--dry-run", ...where, ...what],
          macos === undefined ? {} : { env: { MACOSX_DEPLOYMENT_TARGET: macos } },
        );
        if (exitCode !== 0) failed += 1;
        print(`${exitCode === 0 ? "✓" : "✗"} ${lock} ${name} 3.${minor}`);
        if (exitCode !== 0) print(lastLines(output, 3));
      }
    }
  }
  return failed === 0 ? 0 : 1;
}

await runScript(main);
