import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own, gone when its file has run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "earshot-host-"));
  folders.push(folder);
  return folder;
}
