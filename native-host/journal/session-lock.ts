import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { z } from "../../protocol/zod.ts";
import { systemCode } from "../runtime/system.ts";

const NOT_READABLE = new Set(["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "ELOOP"]);
const NAME = "lock.json";
/** A holder shows every second that it lives; one that has not for so long is another process under its number. */
const STALE_AFTER_MS = 60_000;
/** Boot times are computed by subtraction from the wall clock, which may be set in between. */
const SAME_BOOT_MS = 60_000;

const holder = z.object({ pid: z.int().check(z.positive()), booted_at_ms: z.number(), token: z.uuid() });
type Holder = z.infer<typeof holder>;

/**
 * Says which host works on a session's folder. It hinders hosts from listing, deleting or finishing each other's
 * sessions; it never hinders one resuming a session by its id, because the old host may need two seconds to end.
 */
export class SessionLock {
  readonly #path: string;
  readonly #token = randomUUID();
  #isHeld = false;
  /** Of the file as `renew` left it: while it stands, nobody else has written there and nothing needs to be read. */
  #renewedMtimeMs: number | null = null;

  constructor(folder: string) {
    this.#path = join(folder, NAME);
  }

  /** Takes it from whoever has it. @throws the system's error */
  take(): void {
    const record = { pid: process.pid, booted_at_ms: bootedAtMs(), token: this.#token } satisfies Holder;
    writeOver(this.#path, Buffer.from(JSON.stringify(record)));
    this.#isHeld = true;
  }

  /** Shows that its holder lives; takes it if that failed, or if somebody deleted it. @throws the system's error */
  renew(): void {
    if (!this.#isHeld || !existsSync(this.#path)) return this.take();
    this.#renewedMtimeMs = null;
    if (!this.#isOurs()) return;
    const now = new Date();
    utimesSync(this.#path, now, now);
    this.#renewedMtimeMs = this.#mtimeMs;
  }

  /** Whether another host works on the folder by now: then nothing in it is ours to write or delete. */
  get isTakenOver(): boolean {
    const mtimeMs = this.#mtimeMs;
    return this.#isHeld && mtimeMs !== null && mtimeMs !== this.#renewedMtimeMs && !this.#isOurs();
  }

  /** @returns whether the folder was ours to the end. */
  release(): boolean {
    if (this.isTakenOver) return false;
    rmSync(this.#path, { force: true });
    return true;
  }

  /** Null when there is no file. */
  get #mtimeMs(): number | null {
    return statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? null;
  }

  #isOurs(): boolean {
    return readHolder(this.#path)?.token === this.#token;
  }
}

export function isLocked(folder: string): boolean {
  const path = join(folder, NAME);
  const known = readHolder(path);
  if (known === null || known.pid === process.pid) return false;
  const isSameBoot = Math.abs(known.booted_at_ms - bootedAtMs()) < SAME_BOOT_MS;
  const shownAtMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return isSameBoot && Math.abs(Date.now() - shownAtMs) < STALE_AFTER_MS && isAlive(known.pid);
}

/** Whether somebody, this process included, has opened the folder and not closed it. */
export function hasLock(folder: string): boolean {
  return existsSync(join(folder, NAME));
}

/** Null when there is none, or one that no host has written, such as a folder, or could not finish. */
function readHolder(path: string): Holder | null {
  try {
    return holder.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.core.$ZodError) return null;
    if (NOT_READABLE.has(systemCode(error) ?? "")) return null;
    throw error;
  }
}

/** In place: a full disk has room for what is there already. */
function writeOver(path: string, bytes: Buffer): void {
  // A folder in its place holds nothing of ours.
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(path, { recursive: true });
  const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    writeSync(descriptor, bytes, 0, bytes.length, 0);
    ftruncateSync(descriptor, bytes.length);
  } finally {
    closeSync(descriptor);
  }
}

function bootedAtMs(): number {
  return Math.round(Date.now() - uptime() * 1000);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return systemCode(error) === "EPERM";
  }
}

/** Whether it has ended and nobody has asked how: in a container, whose first process may look seldom, it is there for seconds. */
function hasEnded(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    // `pid (name) state …`, and the name may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return /^[ZX]/u.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    // It went this very moment, or /proc is not shown: the signal has answered.
    return false;
  }
}
