import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { freeBytes } from "../../native-host/disk/storage.ts";
import { foreignUser, placeFault, shutInRemedy } from "../context.ts";
import { messageOf } from "../install-error.ts";
import { systemFault } from "../supported-system.mjs";
import { findBrowsers, findShutInBrowsers } from "../targets.ts";
import { type Finding, fail, note, ok, type Surveyed } from "./finding.ts";

const WANTED_BYTES = 2e9;

/** Whether this system can run Earshot at all. */
export function checkSystem({ computer: { platform }, system }: Surveyed): Finding {
  const [id, title] = ["os.support", "System"];
  if (platform === "linux" && /microsoft/iu.test(system.kernel))
    return fail(
      id,
      title,
      "This is Linux inside of Windows (WSL): a browser of Windows finds no helper in it.",
      "Install Earshot by its set-up in Windows.",
    );
  const fault = systemFault(platform, system);
  if (fault !== null) return fail(id, title, fault.message, fault.remedy);
  if (platform === "win32") return ok(id, title, `Windows ${system.release}, ${system.arch}`);
  return platform === "darwin"
    ? ok(id, title, `macOS, ${system.arch}`)
    : ok(id, title, `Linux, ${system.arch}, glibc ${system.glibc ?? ""}`);
}

/** Whether it is run by the person whose browsers it is about. */
export function checkUser({ computer }: Surveyed): Finding {
  const foreign = foreignUser(computer);
  return foreign === null
    ? ok("os.root", "User", computer.home)
    : fail("os.root", "User", foreign.message, foreign.remedy);
}

/** Whether a browser may run a program from where this copy lies. */
export function checkPlace({ app, computer }: Surveyed): Finding {
  const fault = placeFault(app.root, computer);
  if (fault === null) return ok("app.place", "Place", app.root);
  return fail(
    "app.place",
    "Place",
    `${app.root}: ${fault}.`,
    "Move the folder elsewhere, and install from there.",
  );
}

/** Which browsers there are, and which of them can start no host. */
export function checkBrowsers({ computer }: Surveyed): Finding[] {
  const shutIn = findShutInBrowsers(computer);
  const browsers = findBrowsers(computer).map(({ browser }) => browser);
  const found = browsers.map(({ name }) => name);
  // A folder of its user data says nothing of a browser that is shut in: it may be from before.
  const isOneFree = browsers.some(({ id }) => shutIn.every(({ browser }) => browser.id !== id));
  const notes = (["snap", "flatpak"] as const).flatMap((by) => {
    const each = shutIn.filter((one) => one.by === by);
    const [first] = each;
    if (first === undefined) return [];
    const names = each.map(({ browser, path }) => `${browser.name} (${path})`).join(", ");
    // Beside a browser that works it hinders nobody.
    const make = isOneFree ? note : fail;
    return [make(`browser.${by}`, `From ${by}`, `${names} cannot start a helper.`, shutInRemedy(first))];
  });
  if (found.length > 0) return [ok("browsers", "Browsers", [...new Set(found)].join(", ")), ...notes];
  if (notes.length > 0) return notes;
  const remedy = "Install Chromium, Chrome, Edge or Brave and start it once, then install Earshot again.";
  return [note("browsers", "Browsers", "No browser of yours was found.", remedy)];
}

/** Whether journals can be written, and by nobody else read. */
export function checkData({ app }: Surveyed): Finding {
  const [id, title] = ["data.place", "Data"];
  const elsewhere = "Move what lies there elsewhere.";
  let folder: Stats | undefined;
  try {
    folder = statSync(app.data, { throwIfNoEntry: false });
  } catch (error) {
    return fail(id, title, `${app.data} cannot be reached: ${messageOf(error)}.`, elsewhere);
  }
  if (folder === undefined)
    return checkRoom(app.root, ok(id, title, `${app.data} is made at the first start`));
  if (!folder.isDirectory()) return fail(id, title, `${app.data} is not a folder.`, elsewhere);
  // Before anything is written: where others may write, they may have put a link.
  if (process.platform !== "win32" && (folder.mode & 0o077) !== 0)
    return fail(id, title, `Others on this computer can read ${app.data}.`, `chmod 700 ${app.data}`, true);
  try {
    accessSync(app.data, constants.R_OK | constants.W_OK | constants.X_OK);
    tryToWrite(join(app.data, `.doctor-${randomUUID()}`));
  } catch (error) {
    return fail(
      id,
      title,
      `${app.data} cannot be written: ${messageOf(error)}`,
      "Make it writable for you (chown, chmod), and free room on its disk.",
    );
  }
  return checkRoom(app.data, ok(id, title, app.data));
}

function tryToWrite(file: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeSync(descriptor, "earshot");
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
    rmSync(file, { force: true });
  }
}

function checkRoom(folder: string, well: Finding): Finding {
  const free = freeBytes(folder);
  if (free >= WANTED_BYTES) return well;
  return fail(
    well.id,
    well.title,
    `Only ${(free / 1e9).toFixed(1)} GB are free.`,
    "Free at least 2 GB: models and recordings need them.",
  );
}
