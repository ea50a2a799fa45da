import { setTimeout as delay } from "node:timers/promises";
import { MAX_MESSAGE_BYTES } from "../../../protocol/limits.ts";
import { signalProcess } from "../../runtime/processes.ts";
import type { SeededRandom } from "../seeded-random.ts";
import type { Mark, TestBed } from "../test-bed.ts";
import type { Fault } from "./faults.ts";
import type { StartPlan } from "./sidecar-control.ts";

const STOPPED_MS = 40_000;
const SLOWNESS = 8;

/** Recovery from a hang is counted from its end: the host's verdict, or the process that goes on. */
const sidecarStopped: Fault = {
  id: "sidecar-stop",
  name: "sidecar SIGSTOP 40 s",
  what: "the sidecar's process is stopped for 40 s, or until the host has given it up",
  perMeeting: 1,
  brokenMs: STOPPED_MS,
  hasRecoveryGoal: true,
  async inject(bed) {
    const run = await bed.sidecar.running();
    signalProcess(run.sidecarPid, "SIGSTOP");
    const wentOn = delay(STOPPED_MS, null, { ref: false }).then(() => {
      if (run.endedAtMs === null) signalProcess(run.sidecarPid, "SIGCONT");
    });
    const givenUp = bed.sidecar.changes.until("the end of the hang", STOPPED_MS + 5000, () => run.endedAtMs);
    await Promise.race([wentOn, givenUp]);
    givenUp.catch(() => {
      // It went on instead.
    });
    return bed.mark();
  },
};

/** @param slowMs how long; the five minutes, or less in a short run */
export function slowSidecar(slowMs: number): Fault {
  return {
    id: "sidecar-slow",
    name: `sidecar ${SLOWNESS} × too slow, ${Math.round(slowMs / 1000)} s`,
    what: "audio is taken in at an eighth of its speed; recovery is the time to catch up afterwards",
    perMeeting: 1,
    brokenMs: slowMs,
    hasRecoveryGoal: false,
    async inject(bed) {
      await bed.sidecar.order({ type: "throttle", factor: SLOWNESS });
      await delay(slowMs);
      await bed.sidecar.order({ type: "throttle", factor: 1 });
      return bed.mark();
    },
  };
}

export const SIDECAR_FAULTS: readonly Fault[] = [
  killing("sidecar-kill", "sidecar kill -9", "the sidecar's process is killed", []),
  sidecarStopped,
  killing(
    "sidecar-exit",
    "sidecar exit 1 at start",
    "it is killed, and its next two starts end with exit code 1",
    ["exit-1", "exit-1"],
  ),
  killing(
    "sidecar-version",
    "sidecar 2.0 after restart",
    "it is killed, and the next one answers with protocol version 2.0",
    ["version-2"],
  ),
  printing(
    "sidecar-garbage",
    "sidecar garbage",
    "a line of 64 KiB of random bytes and one above the limit of 1 MiB",
    (random) => [withoutNewlines(random.bytes(65_536)), Buffer.alloc(MAX_MESSAGE_BYTES + 1, "x")],
  ),
  printing(
    "sidecar-9-lines",
    "sidecar 9 corrupt lines",
    "nine unreadable lines in a row, which are borne",
    (random) => corruptLines(9, random),
  ),
  printing(
    "sidecar-10-lines",
    "sidecar 10 corrupt lines",
    "ten in a row, after which it is replaced",
    (random) => corruptLines(10, random),
  ),
];

function killing(id: string, name: string, what: string, nextStarts: readonly StartPlan[]): Fault {
  const inject = async (bed: TestBed): Promise<Mark> => {
    const { sidecarPid } = await bed.sidecar.running();
    bed.sidecar.planNextStarts(...nextStarts);
    signalProcess(sidecarPid, "SIGKILL");
    return bed.mark();
  };
  return { id, name, what, perMeeting: 3, brokenMs: 4000, hasRecoveryGoal: true, inject };
}

function printing(
  id: string,
  name: string,
  what: string,
  lines: (random: SeededRandom) => readonly Buffer[],
): Fault {
  const inject = async (bed: TestBed, random: SeededRandom): Promise<Mark> => {
    const encoded = lines(random).map((line) => line.toString("base64"));
    await bed.sidecar.order({ type: "print", lines: encoded });
    return bed.mark();
  };
  return { id, name, what, perMeeting: 3, brokenMs: 4000, hasRecoveryGoal: true, inject };
}

/** Torn messages, a stray print, and bytes. */
function corruptLines(count: number, random: SeededRandom): Buffer[] {
  const kinds = [
    () => Buffer.from('{"type":"event","version":"1.0","event":"final_te'),
    () => Buffer.from("Loading weights: 100 %"),
    () => Buffer.from('{"type":"event","version":"1.0","event":"final_text","data":{"text":7}}'),
    () => withoutNewlines(random.bytes(64)),
  ];
  return Array.from(
    { length: count },
    () => kinds[Math.floor(random.between(0, kinds.length))]?.() ?? Buffer.alloc(1),
  );
}

function withoutNewlines(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte === 0x0a ? 0x20 : byte)));
}
