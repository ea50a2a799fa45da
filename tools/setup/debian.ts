import { existsSync } from "node:fs";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError, type ScriptErrorCode } from "../runtime/script-error.ts";

/** Whether missing programs can be installed without asking: Debian or a child of it, as root (as in CI). */
export function canInstallPackages(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** Installs one Debian package; fails with `code` and what apt-get wrote. */
export async function installPackage(name: string, code: ScriptErrorCode): Promise<void> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  // An outdated list of packages names files that the mirror no longer has.
  await runProgram("apt-get", ["update", "-q"], { env });
  const { exitCode, output } = await runProgram(
    "apt-get",
    ["install", "-y", "-q", "--no-install-recommends", name],
    { env },
  );
  if (exitCode === 0) return;
  throw new ScriptError(
    code,
    `apt-get could not install ${name}:\n${lastLines(output)}`,
    `Check the network, run "apt-get install ${name}" by hand and start again.`,
  );
}
