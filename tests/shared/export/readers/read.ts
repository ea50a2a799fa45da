import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VENV_PYTHON } from "../../../../tools/runtime/paths.ts";

/** What one of the Python programs of this folder reads in an exported file. @param reader its name, as `read_csv.py` */
export function read(reader: string, file: string | Uint8Array): unknown {
  const path = join(import.meta.dirname, reader);
  return JSON.parse(
    execFileSync(VENV_PYTHON, ["-I", path], { input: file, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }),
  );
}

/** Everything that a reader finds in a saved file: its text, or what a Word document holds packed. */
export function readExported(path: string): string {
  const file = readFileSync(path);
  return path.endsWith(".docx") ? JSON.stringify(read("read_docx.py", file)) : file.toString();
}
