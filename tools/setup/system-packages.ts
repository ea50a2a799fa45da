import { existsSync } from "node:fs";
import { note } from "../runtime/progress.ts";
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

/** LibreOffice's program, with which the tests open Word documents; null where there is none. */
export function findOffice(): string | null {
  const programs = [
    "/usr/bin/soffice",
    "/usr/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    String.raw`C:\Program Files\LibreOffice\program\soffice.com`,
  ];
  return programs.find((program) => existsSync(program)) ?? null;
}

/**
 * Sees to it that LibreOffice's word processor is there, installing it (86 MB) where that needs no question. Where it cannot be
 * had, the test that needs it says so.
 */
export async function prepareOffice(): Promise<void> {
  if (findOffice() !== null || !canInstallPackages()) return;
  note("installing LibreOffice's word processor with apt-get …");
  try {
    await installPackage("libreoffice-writer-nogui", "office_missing");
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    note(error.message);
  }
}

async function hasJapaneseFont(): Promise<boolean> {
  const { exitCode, output } = await runProgram("fc-list", [":lang=ja"]);
  return exitCode === 0 && output.trim() !== "";
}
