import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine, readOptions } from "../runtime/options.ts";
import { SIDECAR } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";

const PLATFORMS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "aarch64-apple-darwin",
  "x86_64-apple-darwin",
  "x86_64-pc-windows-msvc",
];
const PYTHONS = ["3.10", "3.11", "3.12", "3.13"];

const COMMAND = commandLine(
  "npx tsx tools/cli/check-python-locks.ts",
  "Asks the package index whether each locked package has a wheel with its hash for every platform and Python that " +
    "Earshot names; installs nothing, and needs uv on the PATH.",
);

async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  const nowhere = mkdtempSync(join(tmpdir(), "earshot-locks-"));
  let failed = 0;
  for (const lock of ["requirements.lock", "requirements-dev.lock"]) {
    for (const platform of PLATFORMS) {
      for (const python of PYTHONS) {
        const what = ["--require-hashes", "--only-binary", ":all:", "-r", join(SIDECAR, lock)];
        const where = ["--python-platform", platform, "--python-version", python, "--target", nowhere];
        const { exitCode, output } = await runProgram(
          "uv",
          ["pip", "install", "-q", "--dry-run", ...where, ...what],
          {
            env: { MACOSX_DEPLOYMENT_TARGET: "14.0" },
          },
        );
        if (exitCode !== 0) failed += 1;
        print(`${exitCode === 0 ? "✓" : "✗"} ${lock} ${platform} ${python}`);
        if (exitCode !== 0) print(lastLines(output, 3));
      }
    }
  }
  return failed === 0 ? 0 : 1;
}

await runScript(main);
