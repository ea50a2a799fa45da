import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STAMPS } from "../runtime/paths.ts";

/** SHA-256 over the names and bytes of files and, recursively, folders; a path that is missing counts as empty. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Remembers that a step was done for these inputs, so that it is not done twice. */
export class Stamp {
  readonly #file: string;

  constructor(name: string, folder = STAMPS) {
    this.#file = join(folder, name);
  }

  matches(hash: string): boolean {
    return existsSync(this.#file) && readFileSync(this.#file, "utf8") === hash;
  }

  write(hash: string): void {
    mkdirSync(join(this.#file, ".."), { recursive: true });
    writeFileSync(this.#file, hash);
  }

  clear(): void {
    rmSync(this.#file, { force: true });
  }
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesBelow(join(path, name)));
}
