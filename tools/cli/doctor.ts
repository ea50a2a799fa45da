import { accessSync, constants } from "node:fs";
import { doctor, lineOf } from "../../install/commands/doctor.ts";
import { type Finding, fail, ok } from "../../install/doctor/finding.ts";
import { messageOf } from "../../install/install-error.ts";
import { freeBytes } from "../../native-host/disk/storage.ts";
import { checkHost, checkSidecar, missing } from "../doctor/registration.ts";
import { commandLine, readOptions } from "../runtime/options.ts";
import { ROOT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { findBrowser } from "../setup/browser.ts";
import { unbuilt } from "../setup/build.ts";
import { cloneContext } from "../setup/host.ts";
import { findPython, isPrepared } from "../setup/python.ts";

/** Enough for the Python packages and a middling model. */
const WANTED_BYTES = 2e9;

/** One question about the clone: resolves to what is well, or throws a ScriptError with the remedy. */
interface Check {
  readonly id: string;
  readonly title: string;
  readonly run: () => Promise<string> | string;
}

const CHECKS: readonly Check[] = [
  // bootstrap.mjs has refused anything older.
  { id: "clone.node", title: "Node", run: () => process.versions.node },
  { id: "clone.folder", title: "Folder", run: checkFolder },
  { id: "clone.disk", title: "Disk", run: checkDisk },
  { id: "clone.python", title: "Python", run: async () => (await findPython()).version.join(".") },
  { id: "clone.packages", title: "Python packages", run: checkPackages },
  { id: "clone.browser", title: "Browser", run: checkBrowser },
  { id: "clone.build", title: "Build", run: checkBuild },
  { id: "clone.host", title: "Host", run: () => checkHost() },
  { id: "clone.sidecar", title: "Sidecar", run: () => checkSidecar() },
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

const COMMAND = commandLine(
  "npm run doctor --",
  "Checks every part of Earshot and says what mends what is broken.",
)
  .option("--net", "asks the servers of models as well; nothing else of it uses the network")
  .option("--fix", "writes registrations again that are broken, then looks again")
  .option("--json", "for a machine to read");

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const clone: Finding[] = [];
  for (const check of CHECKS) {
    const finding = await askOf(check);
    if (options.json !== true) print(lineOf(finding));
    clone.push(finding);
  }
  return doctor(cloneContext(), {
    isFix: options.fix === true,
    isNet: options.net === true,
    isJson: options.json === true,
    before: clone,
  });
}

async function askOf({ id, title, run }: Check): Promise<Finding> {
  try {
    return ok(id, title, await run());
  } catch (error) {
    if (error instanceof ScriptError) return fail(id, title, error.message, error.remedy);
    return fail(id, title, messageOf(error), "This is a defect of Earshot.");
  }
}

await runScript(main);
