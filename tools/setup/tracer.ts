import { runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { canInstallPackages, installPackage } from "./debian.ts";

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
