import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "../../install/registry.ts";
import type { Computer } from "../../install/targets.ts";

/** A computer on which exactly these paths, and the folders above them, are there. */
export function computerWith(
  paths: readonly string[],
  computer: Partial<Omit<Computer, "exists">> = {},
): Computer {
  const isThere = (path: string): boolean =>
    paths.some((each) => each === path || each.startsWith(`${path}/`) || each.startsWith(`${path}\\`));
  return { platform: "linux", environment: {}, home: "/home/me", ...computer, exists: isThere };
}

/** A registry in memory; keys are as reg.exe takes them. */
export function fakeRegistry(values = new Map<string, string>()): Registry & { values: Map<string, string> } {
  return {
    values,
    read: (key) => values.get(key) ?? null,
    write: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  };
}

/** Of two builds of the extension. */
export const IDS = ["abcdefghijklmnopabcdefghijklmnop", "ponmlkjihgfedcbaponmlkjihgfedcba"];

/** A program that a browser could start. */
export function launcherIn(folder: string, name = "earshot-host.sh"): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, "#!/bin/sh\n", { mode: 0o700 });
  return file;
}
