import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

/** Only root may mount, and only Linux has this file system. */
export const CAN_MOUNT = process.platform === "linux" && process.getuid?.() === 0;

const mounted: string[] = [];

afterAll(() => {
  for (const folder of mounted.splice(0)) execFileSync("umount", ["--lazy", folder]);
});

/** A disk of its own, so small that it can be filled. */
export class TinyDisk {
  readonly folder = temporaryFolder();

  constructor(bytes: number) {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", this.folder]);
    mounted.push(this.folder);
  }

  /** Takes all the space there is. */
  fill(): void {
    try {
      for (let part = 0; part < 1_000_000; part += 1) {
        writeFileSync(this.#filler, Buffer.alloc(4096), { flag: "a" });
      }
    } catch (error) {
      if (!String(error).includes("ENOSPC")) throw error;
    }
  }

  free(): void {
    rmSync(this.#filler);
  }

  get #filler(): string {
    return join(this.folder, "filler");
  }
}
