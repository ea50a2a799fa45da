import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { OUT, STATE } from "./paths.ts";

/** Nobody but the user reads what this process and its children write, whatever the umask was (SEC-4). */
export function keepToTheUser(): void {
  process.umask(0o077);
  // Made by an earlier version, or by the user.
  for (const folder of [OUT, STATE]) if (existsSync(folder)) chmodSync(folder, 0o700);
}

/** Writes a file that only the user reads, also where one of that name was open to others. */
export function writePrivately(file: string, content: string, mode: 0o600 | 0o700 = 0o600): void {
  writeFileSync(file, content, { mode });
  chmodSync(file, mode);
}
