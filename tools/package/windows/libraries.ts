import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { unzip } from "../python.ts";
import { fetchSource, type Source } from "../sources.ts";

/** What CPython, CTranslate2 and ONNX Runtime import (objdump -p), and a Windows has only once another program has brought it. */
const WANTED = ["msvcp140.dll", "msvcp140_1.dll", "vcruntime140.dll", "vcruntime140_1.dll"];

/**
 * Microsoft's libraries of C++, beside the program that needs them: Windows looks there first.
 * @returns their names, and the terms under which they may be passed on
 */
export async function placeLibraries(
  source: Source,
  folder: string,
): Promise<{ names: readonly string[]; licences: readonly string[] }> {
  const wheel = join(folder, ".libraries");
  await unzip(await fetchSource(source), wheel);
  const data = join(wheel, `msvc_runtime-${source.version}.data/data/Scripts`);
  mkdirSync(folder, { recursive: true });
  for (const name of WANTED) copyFileSync(join(data, name), join(folder, name));
  const terms = join(wheel, `msvc_runtime-${source.version}.dist-info/licenses`);
  const licences = readdirSync(terms).map((name) => readFileSync(join(terms, name), "utf8"));
  rmSync(wheel, { recursive: true });
  return { names: WANTED, licences };
}
