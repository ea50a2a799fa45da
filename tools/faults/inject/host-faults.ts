import { closeSync, constants, openSync, writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import { killProcess } from "./sidecar-control.ts";

/** 100 frames of both sources together come in 5 s; a little more, so that it is never one short. */
const BURST_MS = 5500;

export const HOST_FAULTS: readonly Fault[] = [
  {
    id: "host-kill",
    name: "host kill -9",
    what: "the native host's process is killed; its recogniser ends with it",
    perMeeting: 3,
    brokenMs: 5000,
    isRecoveryPromised: true,
    async strike(stage) {
      const { hostPid } = await stage.sidecar.running();
      killProcess(hostPid, "SIGKILL");
      return stage.mark();
    },
  },
  {
    id: "port-closed",
    name: "native port closed",
    what: "the browser closes the port over a broken frame on the host's stdout, and kills the host 2 s later",
    perMeeting: 3,
    brokenMs: 6000,
    isRecoveryPromised: true,
    async strike(stage) {
      const { hostPid } = await stage.sidecar.running();
      breakFrames(hostPid);
      return stage.mark();
    },
  },
  {
    id: "burst",
    name: "burst of 100 chunks",
    what: "the host stands still until more than 100 frames wait for it, which then come at once",
    perMeeting: 3,
    brokenMs: BURST_MS + 2000,
    isRecoveryPromised: true,
    async strike(stage) {
      const { hostPid } = await stage.sidecar.running();
      killProcess(hostPid, "SIGSTOP");
      await delay(BURST_MS);
      killProcess(hostPid, "SIGCONT");
      return stage.mark();
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
