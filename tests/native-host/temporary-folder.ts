import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { removeFolder } from "../../tools/runtime/remove-folder.ts";

const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.splice(0).map(removeFolder));
});

/** A folder of the test's own, gone when its file has run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "earshot-host-"));
  folders.push(folder);
  return folder;
}
