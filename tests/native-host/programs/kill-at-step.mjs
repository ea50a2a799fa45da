/**
 * Loaded before the host: kills it with SIGKILL right before the file operation number KILL_AT_STEP, counted from the first that
 * opens a file for writing whose name ends in KILL_FROM: where that is not set the list of destroyed sessions, with which a
 * deletion begins. The removal of a folder counts twice: before it, and with half of the files gone.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

const KILL_AT = Number(process.env["KILL_AT_STEP"]);
const KILL_FROM = process.env["KILL_FROM"] ?? "destroyed";
const OPERATIONS = /** @type {const} */ ([
  "openSync",
  "writeSync",
  "fsyncSync",
  "closeSync",
  "linkSync",
  "unlinkSync",
  "renameSync",
  "chmodSync",
  "rmSync",
]);

let step = 0;
let isCounting = false;

function die() {
  process.kill(process.pid, "SIGKILL");
}

/** @param {string} folder */
function dieHalfway(folder) {
  const names = fs.readdirSync(folder);
  for (const name of names.slice(0, names.length / 2)) unlink(join(folder, name));
  die();
}

/**
 * @param {(typeof OPERATIONS)[number]} operation
 * @param {unknown} path
 * @param {unknown} flags
 */
function count(operation, path, flags) {
  const isPath = typeof path === "string";
  if (operation === "openSync" && isPath && path.endsWith(KILL_FROM) && flags !== "r") isCounting = true;
  if (!isCounting) return;
  if (step === KILL_AT) die();
  step += 1;
  if (operation !== "rmSync" || !isPath || !path.includes(".deleted-")) return;
  if (step === KILL_AT) dieHalfway(path);
  step += 1;
}

const unlink = fs.unlinkSync;
for (const operation of OPERATIONS) {
  const real = /** @type {(...values: unknown[]) => unknown} */ (fs[operation]);
  Object.assign(fs, {
    /** @param {unknown[]} values */
    [operation]: (...values) => {
      count(operation, values[0], values[1]);
      return real(...values);
    },
  });
}
syncBuiltinESMExports();
