import { basename } from "node:path";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** A program that makes a part of a package. @throws package_failed */
export async function runPackager(program: string, args: readonly string[], epoch?: number): Promise<void> {
  const env = epoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(epoch) };
  const { exitCode, output } = await runProgram(program, args, { env });
  if (exitCode === 0) return;
  throw new ScriptError(
    "package_failed",
    `${basename(program)} failed:\n${lastLines(output)}`,
    "See that it is installed, and that 3 GB are free on this disk.",
  );
}
