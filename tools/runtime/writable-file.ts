import { writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf } from "../../install/install-error.ts";
import { makeFolder } from "../../native-host/runtime/system.ts";
import { ScriptError } from "./script-error.ts";

/**
 * The absolute path of a file that results go to, found out before minutes of measuring.
 * @param option names the one by which it was given
 * @throws unwritable
 */
export function writableFile(path: string, option: string): string {
  const file = resolve(path);
  try {
    makeFolder(dirname(file));
    writeFileSync(file, "{}\n");
    return file;
  } catch (error) {
    throw new ScriptError(
      "unwritable",
      `${file} cannot be written: ${messageOf(error)}`,
      `Give another place by ${option}, or make this one writable for you.`,
      { cause: error },
    );
  }
}
