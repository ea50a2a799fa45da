import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { closeEntry } from "./closed-folder.ts";
import { runPackager } from "./run-packager.ts";

/** The oldest C library that all of it runs by: that of the Python in `sources.json`, of which `math` asks the most (measured by `objdump -T`). */
export const OLDEST_GLIBC = "2.35";

/**
 * A tar.gz of a folder that holds the app and, from here on, the script that installs it: for people without a package manager, or without the
 * rights for it.
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
  await packTree(dirname(folder), basename(folder), file);
}

/** An entry of a folder, with all below it. The same one makes the same bytes: names in one order, no owners, neither name nor time in gzip's header. */
export function packTree(parent: string, entry: string, file: string): Promise<void> {
  return runPackager("tar", [
    "--create",
    "--sort=name",
    "--format=gnu",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "--use-compress-program=gzip -n",
    `--file=${file}`,
    `--directory=${parent}`,
    entry,
  ]);
}

/** The script, with what it has to know of its package. */
export function installScript(version: string): string {
  return readFileSync(join(import.meta.dirname, "install.sh"), "utf8")
    .replace("@VERSION@", version)
    .replace("@GLIBC@", OLDEST_GLIBC);
}
