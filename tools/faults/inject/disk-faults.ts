import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "./fault.ts";

const FULL_MS = 6000;
/** Above the host's least free space for a start, and soon filled. */
const SMALL_DISK = "48m";
const FILL_BYTES = 1_048_576;

export const diskFull: Fault = {
  id: "disk-full",
  name: "disk full",
  what: "the data folder's small tmpfs is filled to the last byte for 6 s",
  perMeeting: 3,
  brokenMs: FULL_MS + 2000,
  isRecoveryPromised: true,
  needsSmallDisk: true,
  async strike(stage) {
    const filler = join(stage.dataDirectory, "filler");
    fill(filler);
    await delay(FULL_MS);
    rmSync(filler);
    return stage.mark();
  },
};

function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let piece = FILL_BYTES; piece >= 1; piece = Math.floor(piece / 2)) writeWhilePossible(file, piece);
  } finally {
    closeSync(file);
  }
}

function writeWhilePossible(file: number, bytes: number): void {
  const piece = Buffer.alloc(bytes);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

/** Mounts a small file system of its own at `folder`; false where this user may not. */
export function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const mount = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SMALL_DISK}`, "tmpfs", folder]);
  return mount.status === 0;
}

/** Lazily: a host that is still ending may have its log open. */
export function unmountSmallDisk(folder: string): void {
  spawnSync("umount", ["--lazy", folder]);
}
