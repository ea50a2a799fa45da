import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InstallError } from "./install-error.ts";

/** The part of the Windows registry that browsers look hosts up in: default values of keys. */
export interface Registry {
  /** Null when the key, or its default value, is not there. */
  readonly read: (key: string) => string | null;
  /** @throws unwritable */
  readonly write: (key: string, value: string) => void;
  /** One that is not there is no error. */
  readonly remove: (key: string) => void;
}

/** Runs reg.exe with arguments; tests give another. @returns its exit code */
type Reg = (args: readonly string[]) => number | null;

/**
 * The registry by Windows' own reg.exe. It is read by `reg export`, whose file is UTF-16: what `reg query` prints is in the
 * console's code page, in which most paths of the world's users become question marks.
 */
export function systemRegistry(reg: Reg = runReg): Registry {
  return {
    read: (key) => {
      const folder = mkdtempSync(join(tmpdir(), "earshot-registry-"));
      try {
        const file = join(folder, "key.reg");
        if (reg(["export", key, file, "/y"]) !== 0) return null;
        return defaultValue(readFileSync(file, "utf16le"), key);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    write: (key, value) => {
      if (reg(["add", key, "/ve", "/t", "REG_SZ", "/d", value, "/f"]) === 0) return;
      throw new InstallError(
        "unwritable",
        `The registry's key ${key} could not be written.`,
        "See whether your administrator forbids changes of the registry.",
      );
    },
    remove: (key) => void reg(["delete", key, "/f"]),
  };
}

const HIVES: Readonly<Record<string, string>> = { HKCU: "HKEY_CURRENT_USER", HKLM: "HKEY_LOCAL_MACHINE" };

/** The default value of `key` in what `reg export` wrote, which holds its sub-keys as well. */
export function defaultValue(exported: string, key: string): string | null {
  const [hive = "", ...rest] = key.split("\\");
  const section = `[${[HIVES[hive] ?? hive, ...rest].join("\\")}]`.toLowerCase();
  let isInside = false;
  for (const line of exported.split(/\r?\n/u)) {
    if (line.startsWith("[")) isInside = line.toLowerCase() === section;
    const value = /^@="(?<quoted>.*)"$/u.exec(line)?.groups?.["quoted"];
    if (isInside && value !== undefined) return value.replaceAll(/\\(?<character>["\\])/gu, "$<character>");
  }
  return null;
}

function runReg(args: readonly string[]): number | null {
  return spawnSync("reg.exe", args, { stdio: "ignore", windowsHide: true }).status;
}
