import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { freeBytes } from "../../native-host/disk/storage.ts";
import { checkRegistration, checkSidecar, missing } from "../doctor/registration.ts";
import { commandLine, readOptions } from "../runtime/options.ts";
import { DEMO_MODEL, MODEL_CACHE, ROOT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { describeFailure, runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { findBrowser } from "../setup/browser.ts";
import { unbuilt } from "../setup/build.ts";
import { findPython, isPrepared } from "../setup/python.ts";

/** Enough for the Python packages and a middling model. */
const WANTED_BYTES = 2e9;

/** One question of the doctor: resolves to what is well, or throws a ScriptError with the remedy. */
interface Check {
  readonly title: string;
  readonly run: () => Promise<string> | string;
}

const CHECKS: readonly Check[] = [
  // bootstrap.mjs has refused anything older.
  { title: "Node", run: () => process.versions.node },
  { title: "Folder", run: checkFolder },
  { title: "Disk", run: checkDisk },
  { title: "Python", run: async () => (await findPython()).version.join(".") },
  { title: "Python packages", run: checkPackages },
  { title: "Browser", run: checkBrowser },
  { title: "Build", run: checkBuild },
  { title: "Host", run: () => checkRegistration() },
  { title: "Sidecar", run: () => checkSidecar() },
  { title: "Models", run: checkModels },
];

function checkFolder(): string {
  try {
    accessSync(ROOT, constants.W_OK);
    return `${ROOT} is writable`;
  } catch {
    // The only question was whether it can be written.
    throw missing(`${ROOT} cannot be written.`, "Make the folder writable for you (chown, chmod).");
  }
}

function checkDisk(): string {
  const free = freeBytes(ROOT);
  const gigabytes = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= WANTED_BYTES) return gigabytes;
  throw missing(`Only ${gigabytes}.`, "Free at least 2 GB: packages, models and recordings need them.");
}

function checkPackages(): string {
  if (isPrepared("runtime")) return "as locked";
  throw missing("The Python packages are missing or of another version.");
}

function checkBrowser(): string {
  const browser = findBrowser();
  if (browser !== null) return browser;
  throw missing(
    "No Chromium, Chrome, Edge or Brave was found.",
    "Install one, or name it by EARSHOT_BROWSER.",
  );
}

function checkBuild(): string {
  const names = unbuilt();
  if (names.length === 0) return "extension and host are up to date";
  throw missing(`Missing or out of date: ${names.join(", ")}.`);
}

function checkModels(): string {
  if (!existsSync(join(DEMO_MODEL, "model.bin"))) {
    throw missing(
      "The embedded demo model is missing.",
      "Restore the folder demo-model (git checkout demo-model).",
    );
  }
  const downloaded = existsSync(MODEL_CACHE) ? readdirSync(MODEL_CACHE) : [];
  return ["demo model", ...downloaded].join(", ");
}

const COMMAND = commandLine(
  "npm run doctor --",
  "Checks every part of Earshot and says what mends what is broken.",
);

async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  let failed = 0;
  for (const { title, run } of CHECKS) {
    try {
      print(`✓ ${title.padEnd(16)} ${await run()}`);
    } catch (error) {
      failed += 1;
      const known = error instanceof ScriptError ? `${error.message}\n  → ${error.remedy}` : null;
      print(`✗ ${title.padEnd(16)} ${known ?? describeFailure(error).trim()}`);
    }
  }
  print(failed === 0 ? "\nEverything is in place." : `\n${failed} of ${CHECKS.length} need mending.`);
  return failed === 0 ? 0 : 1;
}

await runScript(main);
