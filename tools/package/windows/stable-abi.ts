import { rmSync, writeFileSync } from "node:fs";
import { lastLines, runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { runPackager } from "../run-packager.ts";
import { COMPILER } from "./launcher.ts";

/** Else the linker makes the library's address of the file's path, and writes the time. */
const ALIKE = ["-Wl,--disable-auto-image-base", "-Wl,--no-insert-timestamp"];
const HOW = ["-shared", "-s", "-nostdlib", "-nostartfiles", "-Wl,--entry=0", ...ALIKE];

/**
 * `python3.dll`, which modules for every Python 3 import (tokenizers is one) and JavaCPP's CPython lacks: it holds nothing but the names of
 * the stable interface, each led on to the library of this version.
 *
 * @param importLibrary `python3.lib`, which names them
 * @param library what they are led on to, without its ending: `python314`
 * @throws package_failed
 */
export async function buildStableAbi(file: string, importLibrary: string, library: string): Promise<void> {
  const { exitCode, output } = await runProgram("x86_64-w64-mingw32-nm", [importLibrary]);
  // It also says, of every member, whether it has symbols.
  const lines = output.split("\n");
  const definition = stableAbiDefinition(lines, library);
  if (exitCode !== 0 || definition === null)
    throw new ScriptError(
      "package_failed",
      `${importLibrary} does not name the stable interface: ${lastLines(output, 3)}`,
      "Install binutils-mingw-w64-x86-64, and see what CPython's archive holds.",
    );
  const names = `${file}.def`;
  writeFileSync(names, definition);
  await runPackager(COMPILER, [...HOW, "-o", file, names]);
  rmSync(names);
}

/** As the linker takes it, of what nm prints (pure): what is not code is marked as such. Null where nothing is named. */
export function stableAbiDefinition(lines: readonly string[], library: string): string | null {
  const symbols = lines.flatMap((line) => {
    const { kind, name } = /^[\da-f]+ (?<kind>[TI]) (?<name>\S+)$/u.exec(line.trim())?.groups ?? {};
    return kind === undefined || name === undefined ? [] : [{ kind, name }];
  });
  const code = new Set(symbols.filter(({ kind }) => kind === "T").map(({ name }) => name));
  const names = symbols.flatMap(({ name }) => /^__imp_(?<own>.+)$/u.exec(name)?.groups?.["own"] ?? []);
  if (names.length === 0) return null;
  const exported = [...new Set(names)]
    .toSorted()
    .map((name) => `  ${name}=${library}.${name}${code.has(name) ? "" : " DATA"}\n`);
  return `LIBRARY python3.dll\nEXPORTS\n${exported.join("")}`;
}
