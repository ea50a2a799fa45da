import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { closeEntry } from "./app-folder.ts";

/** The oldest C library that all of it runs by: that of the Python in `sources.json`, of which `math` asks the most (measured by `objdump -T`). */
export const OLDEST_GLIBC = "2.35";

/**
 * A tar.gz of a folder that holds the app and, from here on, the script that installs it: for people without a package manager, or without the
 * rights for it. The same folder makes the same bytes: names in one order, no owners, one date, neither name nor time in gzip's header.
 */
export async function packArchive(
  folder: string,
  file: string,
  version: string,
  epoch: number,
): Promise<void> {
  const script = join(folder, "install.sh");
  writeFileSync(script, installScript(version));
  for (const path of [script, folder]) closeEntry(path, true, epoch);
  await runPackager("tar", [
    "--create",
    "--sort=name",
    "--format=gnu",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "--use-compress-program=gzip -n",
    `--file=${file}`,
    `--directory=${dirname(folder)}`,
    basename(folder),
  ]);
}

/** The script, with what it has to know of its package. */
export function installScript(version: string): string {
  return readFileSync(join(import.meta.dirname, "install.sh"), "utf8")
    .replace("@VERSION@", version)
    .replace("@GLIBC@", OLDEST_GLIBC);
}

/** @throws package_failed */
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
