import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Debian's, of 64 bits alone. */
const WINE = "/usr/lib/wine/wine64";
const WINESERVER = "/usr/lib/wine/wineserver";

export function hasWine(): boolean {
  return existsSync(WINE);
}

/** A Windows of its own in a folder, for one user. */
export class Wine {
  readonly #prefix: string;
  readonly #user: string;

  constructor(prefix: string, user: string) {
    this.#prefix = prefix;
    this.#user = user;
    mkdirSync(prefix, { recursive: true });
    this.run("wineboot", ["-i"]);
    this.run("reg", ["add", String.raw`HKCU\Software\Wine`, "/v", "Version", "/d", "win10", "/f"]);
  }

  /** Where the user's own things are, on this disk. */
  get local(): string {
    return join(this.#prefix, "drive_c/users", this.#user, "AppData/Local");
  }

  /** As a program of Windows names it. */
  nameOf(path: string): string {
    const drive = join(this.#prefix, "drive_c");
    const named = path.startsWith(drive) ? `C:${path.slice(drive.length)}` : `Z:${path}`;
    return named.replaceAll("/", "\\");
  }

  /** Its output goes through a file: a pipe of this system is none to a Node of Windows. */
  run(program: string, args: readonly string[], cwd = this.#prefix): { code: number | null; text: string } {
    const file = join(this.#prefix, "output.txt");
    const output = openSync(file, "w");
    const env = {
      ...process.env,
      WINEPREFIX: this.#prefix,
      WINEDEBUG: "-all",
      USER: this.#user,
      LC_ALL: "C.UTF-8",
    };
    const { status } = spawnSync(WINE, [program, ...args], { cwd, stdio: ["ignore", output, output], env });
    // An uninstaller goes on from a copy of itself.
    spawnSync(WINESERVER, ["--wait"], { env });
    closeSync(output);
    return { code: status, text: readFileSync(file, "utf8") };
  }

  /** The default value of a key; null where there is none. */
  read(key: string): string | null {
    const file = join(this.#prefix, "exported.reg");
    const { code } = this.run("reg", ["export", key, this.nameOf(file), "/y"]);
    const value = code === 0 ? /^@="(.*)"\r?$/mu.exec(readFileSync(file, "utf16le"))?.[1] : undefined;
    return value?.replaceAll("\\\\", "\\") ?? null;
  }
}
