import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { VENV_PYTHON } from "../../../tools/runtime/paths.ts";

/** What one of the Python programs of this folder reads in an exported file. @param reader its name, as `read_csv.py` */
export function read(reader: string, file: string): unknown {
  const path = join(import.meta.dirname, reader);
  return JSON.parse(execFileSync(VENV_PYTHON, ["-I", path], { input: file, encoding: "utf8" }));
}
