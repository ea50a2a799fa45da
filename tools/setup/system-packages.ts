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

/** Sees to it that strace is there, installing it where that needs no question. Linux only. */
export async function prepareTracer(): Promise<void> {
  if (process.platform !== "linux") {
    throw new ScriptError(
      "tracer_missing",
      "Only Linux lets a program be traced without an administrator's rights.",
      "Run the check on Linux. SECURITY.md names what to watch with on macOS and Windows.",
    );
  }
  if (await answers()) return;
  if (canInstallPackages()) await installPackage("strace", "tracer_missing");
  if (await answers()) return;
  throw new ScriptError(
    "tracer_missing",
    "strace is not installed.",
    "Install it with your package manager (Debian, Ubuntu: sudo apt-get install strace).",
  );
}

async function answers(): Promise<boolean> {
  const { exitCode } = await runProgram("strace", ["--version"]);
  return exitCode === 0;
}

/**
 * Sees to it that the pictures of the Japanese views show characters, not empty boxes of another width.
 *
 * Only a bare Linux lacks such a font. Where nothing may be installed, the checks run without it.
 */
export async function prepareJapaneseFont(): Promise<void> {
  if (!canInstallPackages() || (await hasJapaneseFont())) return;
  await installPackage("fonts-ipaexfont-gothic", "font_missing");
}

async function hasJapaneseFont(): Promise<boolean> {
  const { exitCode, output } = await runProgram("fc-list", [":lang=ja"]);
  return exitCode === 0 && output.trim() !== "";
}
