import { randomBytes, randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { systemCode } from "../runtime/system.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);
const ONLY_THE_USER = 0o600;
const CHUNK_BYTES = 1024 * 1024;
/** Begins the name of a file that is not finished. */
export const UNFINISHED_PREFIX = ".new-";

/**
 * Writes a file that a power cut leaves whole or absent, and never over another of that name.
 *
 * @returns false when there is one already: another host was first
 * @throws the system's error
 */
export function createDurably(path: string, bytes: Uint8Array): boolean {
  const unfinished = join(dirname(path), `${UNFINISHED_PREFIX}${randomUUID()}`);
  try {
    const descriptor = openSync(unfinished, O_WRONLY | O_CREAT | O_EXCL, ONLY_THE_USER);
    try {
      writeSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    nameWhole(unfinished, path);
  } catch (error) {
    // It may hold keys that are in use under another name: its bytes go as well.
    eraseDurably(unfinished);
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
  rmSync(unfinished, { force: true });
  syncFolder(dirname(path));
  return true;
}

/**
 * Overwrites a file where it stands, then removes it: its name, and on a disk that writes in place its content, are gone
 * when this returns, whatever happens then. A file that is gone already is no error.
 *
 * @throws the system's error
 */
export function eraseDurably(path: string): void {
  try {
    overwrite(path);
    unlinkSync(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Overwrites a file where it stands, then gives its name to another: the content from before is gone as by `eraseDurably`. A
 * kill leaves bytes that mean nothing under the name, and the other file whole.
 *
 * @throws the system's error
 */
export function replaceDurably(path: string, by: string): void {
  try {
    overwrite(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
  renameSync(by, path);
  syncFolder(dirname(path));
}

/** What was created, renamed or removed in the folder is so after a power cut, too. */
export function syncFolder(folder: string): void {
  // Windows opens no folder, and writes its entries through by itself.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives a whole file its name, unless that is taken. @throws EEXIST */
function nameWhole(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? "")) throw error;
    // A file system without links, such as exFAT: there the last of two hosts in the same instant wins.
    if (existsSync(path)) throw Object.assign(new Error("exists"), { code: "EEXIST" });
    renameSync(unfinished, path);
  }
}

function overwrite(path: string): void {
  const descriptor = openSync(path, O_RDWR | (O_NOFOLLOW ?? 0));
  try {
    const { size } = fstatSync(descriptor);
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      const bytes = Math.min(CHUNK_BYTES, size - at);
      writeSync(descriptor, randomBytes(bytes), 0, bytes, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
