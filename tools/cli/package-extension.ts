import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { commandLine, readOptions } from "../runtime/options.ts";
import { ROOT } from "../runtime/paths.ts";
import { print, step } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { build } from "../setup/build.ts";
import { faultsOf, missingPictures } from "../store/rules.ts";
import { STORE, submission, versionOf } from "../store/submission.ts";
import { zipOf } from "../store/zip.ts";

const COMMAND = commandLine(
  "npm run package:extension --",
  "Packs the extension as a browser's store takes it, and names what the store would refuse.",
);

/** Leaves the package, and a list of what is in it, in `out/store`. */
async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  await step("Build", build);
  const all = submission();
  const packed = zipOf(all.files);
  const name = join(STORE, `earshot-extension-${versionOf(all)}`);
  mkdirSync(STORE, { recursive: true });
  writeFileSync(`${name}.zip`, packed);
  writeFileSync(`${name}.txt`, listOf(all.files, packed));

  print(
    `\n${relative(ROOT, name)}.zip: ${all.files.size} files, ${packed.length} bytes, SHA-256 ${sha256(packed)}`,
  );
  print(`What is inside: ${relative(ROOT, name)}.txt`);
  for (const missing of missingPictures(all))
    print(`Not made yet: ${missing} (npm run e2e -- tests/e2e/pictures/store.view.test.ts)`);
  const faults = faultsOf(all);
  for (const fault of faults) print(`✗ ${fault}`);
  print(faults.length === 0 ? "✓ Nothing that a store refuses was found." : `${faults.length} faults.`);
  return faults.length === 0 ? 0 : 1;
}

/** Each file's size, hash and path. */
function listOf(files: ReadonlyMap<string, Buffer>, packed: Buffer): string {
  const lines = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, content]) => `${String(content.length).padStart(8)}  ${sha256(content)}  ${path}`);
  return `${lines.join("\n")}\n${String(packed.length).padStart(8)}  ${sha256(packed)}  (the package)\n`;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

await runScript(main);
