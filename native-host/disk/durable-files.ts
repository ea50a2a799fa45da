import { randomBytes, randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "../runtime/system.ts";

const dataSync = promisify(fdatasync);
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const ONLY_THE_USER = 0o600;
/** No file has this number. */
const CLOSED = -1;
const CHUNK_BYTES = 1024 * 1024;

/**
 * A file of a session, open as long as the session is worked on, so that what it holds survives even its deletion.
 *
 * Writes are synchronous: they end in the page cache within microseconds, and "stored, then acknowledged"
 * needs no ordering between callbacks. Only the sync to the disk itself, which may take long, is not.
 */
export class DurableFile {
  readonly #path: string;
  #descriptor: number;
  #isDirty = false;
  #syncing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, O_RDWR | O_CREAT, ONLY_THE_USER);
  }

  get bytes(): number {
    return fstatSync(this.#descriptor).size;
  }

  /**
   * Writes all of it or nothing: what a full disk took in part is taken back. It outlives this process; a power cut it outlives only
   * from the next `sync` or `flush` on.
   *
   * @throws the system's error
   */
  write(bytes: Uint8Array, at: number): void {
    const bytesBefore = this.bytes;
    try {
      writeAll(this.#descriptor, bytes, at);
    } catch (error) {
      this.truncate(bytesBefore);
      throw error;
    }
    this.#isDirty = true;
  }

  /** @throws RangeError when the file ends before */
  read(bytes: number, at: number): Buffer {
    const read = Buffer.allocUnsafe(bytes);
    if (readSync(this.#descriptor, read, 0, bytes, at) !== bytes) throw new RangeError("not in the journal");
    return read;
  }

  /** As `read`; null where the disk does not return it: the file was cut, or a sector is broken. */
  readOrNull(bytes: number, at: number): Buffer | null {
    try {
      return this.read(bytes, at);
    } catch (error) {
      if (error instanceof RangeError || systemCode(error) === "EIO") return null;
      throw error;
    }
  }

  /** Puts other content in the file's place, whole or not at all; on the disk when it returns. @throws the system's error */
  replace(content: Uint8Array): void {
    const path = `${this.#path}.new`;
    rmSync(path, { force: true });
    const descriptor = openSync(path, O_RDWR | O_CREAT | O_EXCL, ONLY_THE_USER);
    try {
      writeAll(descriptor, content, 0);
      fdatasyncSync(descriptor);
      renameSync(path, this.#path);
      syncFolder(dirname(this.#path));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    const replaced = this.#descriptor;
    this.#descriptor = descriptor;
    void Promise.allSettled([this.#syncing]).then(() => closeSync(replaced));
  }

  /** Removes what stands after `bytes`; never lengthens. */
  truncate(bytes: number): void {
    if (this.bytes > bytes) ftruncateSync(this.#descriptor, bytes);
  }

  /**
   * Writes the file again from what is still open when it was deleted, or moved to the waste basket. Its folder must
   * be there.
   *
   * @returns whether that was necessary
   * @throws the system's error; then the next call tries again
   */
  restore(): boolean {
    if (existsSync(this.#path)) return false;
    const deleted = this.#descriptor;
    this.#descriptor = copyTo(this.#path, deleted);
    this.#isDirty = true;
    void Promise.allSettled([this.#syncing]).then(() => closeSync(deleted));
    return true;
  }

  /** Brings what was written to the disk; a power cut then costs nothing before it. */
  async sync(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#syncing = dataSync(this.#descriptor);
    try {
      await this.#syncing;
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }

  flush(): void {
    if (this.#isDirty) fdatasyncSync(this.#descriptor);
    this.#isDirty = false;
  }

  /** Waits for a sync under way; whoever comes too late fails instead of reading what is another file's by then. */
  async close(): Promise<void> {
    const descriptor = this.#descriptor;
    this.#descriptor = CLOSED;
    await Promise.allSettled([this.#syncing]);
    closeSync(descriptor);
  }
}

/** @returns the descriptor of the whole copy; half a copy is removed. */
function copyTo(path: string, from: number): number {
  const copy = openSync(path, O_RDWR | O_CREAT | O_EXCL, ONLY_THE_USER);
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let at = 0, read = 0; (read = readSync(from, chunk, 0, CHUNK_BYTES, at)) > 0; at += read) {
      writeAll(copy, chunk.subarray(0, read), at);
    }
    return copy;
  } catch (error) {
    closeSync(copy);
    rmSync(path, { force: true });
    throw error;
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, at + written);
  }
}

const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);
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

/** Null when there is no such file. @throws the system's error */
export function readIfPresent(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
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
