import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { TargetType } from "puppeteer";
import { signalProcess } from "../../runtime/processes.ts";
import type { SeededRandom } from "../seeded-random.ts";
import type { Mark, TestBed } from "../test-bed.ts";

/** One way to break the product. */
export interface Fault {
  /** For the command line. */
  readonly id: string;
  readonly name: string;
  /** What is done, for a person who reads the table. */
  readonly what: string;
  /** How often in one meeting, and how long it keeps things broken at most: the next one waits for that. */
  readonly perMeeting: number;
  readonly brokenMs: number;
  /** False where the time to recover is no promise, but follows from the fault. */
  readonly hasRecoveryGoal: boolean;
  /** The data directory must be a file system of its own. */
  readonly needsSmallDisk?: true;
  /** The meeting is over with it; its rest is transcribed at the browser's next start. */
  readonly endsBrowser?: true;
  /** Breaks it; resolves with the moment from which it could be whole again. */
  inject(bed: TestBed, random: SeededRandom): Promise<Mark>;
}

export const workerStopped: Fault = {
  id: "worker-stopped",
  name: "service worker stopped",
  what: "the extension's worker is ended; its native port, and so host and sidecar, end with it",
  perMeeting: 3,
  brokenMs: 6000,
  hasRecoveryGoal: true,
  async inject(bed) {
    const target = await bed.earshot.browser.waitForTarget(
      (candidate) =>
        candidate.type() === TargetType.SERVICE_WORKER && candidate.url().includes(bed.earshot.extensionId),
    );
    const worker = await target.worker();
    const mark = bed.mark();
    await worker?.close();
    return mark;
  },
};

/** Ends the meeting: what is left is done at the next start of the browser (see recover.ts). */
export const browserKilled: Fault = {
  id: "browser-kill",
  name: "browser kill -9",
  what: "the browser is killed and started again; recovery is the time to the finished transcript",
  perMeeting: 1,
  brokenMs: 0,
  hasRecoveryGoal: false,
  endsBrowser: true,
  async inject(bed) {
    const mark = bed.mark();
    await bed.killBrowser();
    return mark;
  },
};

/** The same for all three programs at once. */
export const everythingKilled: Fault = {
  ...browserKilled,
  id: "all-kill",
  name: "all three kill -9",
  what: "browser, host and sidecar are killed at once and the browser is started again",
  async inject(bed) {
    const { hostPid, sidecarPid } = await bed.sidecar.running();
    const mark = bed.mark();
    process.kill(hostPid, "SIGKILL");
    process.kill(sidecarPid, "SIGKILL");
    await bed.killBrowser();
    return mark;
  },
};

/** 100 frames of both sources together come in 5 s; a little more, so that it is never one short. */
const BURST_MS = 5500;

export const HOST_FAULTS: readonly Fault[] = [
  {
    id: "host-kill",
    name: "host kill -9",
    what: "the native host's process is killed; its sidecar ends with it",
    perMeeting: 3,
    brokenMs: 5000,
    hasRecoveryGoal: true,
    async inject(bed) {
      const { hostPid } = await bed.sidecar.running();
      signalProcess(hostPid, "SIGKILL");
      return bed.mark();
    },
  },
  {
    id: "port-closed",
    name: "native port closed",
    what: "the browser closes the port over a broken frame on the host's stdout, and kills the host 2 s later",
    perMeeting: 3,
    brokenMs: 6000,
    hasRecoveryGoal: true,
    async inject(bed) {
      const { hostPid } = await bed.sidecar.running();
      breakFrames(hostPid);
      return bed.mark();
    },
  },
  {
    id: "burst",
    name: "burst of 100 chunks",
    what: "the host stands still until more than 100 frames wait for it, which then come at once",
    perMeeting: 3,
    brokenMs: BURST_MS + 2000,
    hasRecoveryGoal: true,
    async inject(bed) {
      const { hostPid } = await bed.sidecar.running();
      signalProcess(hostPid, "SIGSTOP");
      await delay(BURST_MS);
      signalProcess(hostPid, "SIGCONT");
      return bed.mark();
    },
  },
];

/** A frame of 4 GiB: nothing else makes the browser close a native port while both its ends live. */
function breakFrames(hostPid: number): void {
  const stdout = openSync(`/proc/${hostPid}/fd/1`, constants.O_WRONLY);
  try {
    writeSync(stdout, Buffer.alloc(4, 0xff));
  } finally {
    closeSync(stdout);
  }
}

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
  hasRecoveryGoal: true,
  needsSmallDisk: true,
  async inject(bed) {
    const filler = join(bed.dataDirectory, "filler");
    fill(filler);
    await delay(FULL_MS);
    rmSync(filler);
    return bed.mark();
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
