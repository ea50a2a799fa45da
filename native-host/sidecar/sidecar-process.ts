import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { constants, getPriority, setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { EarshotError, errorKind } from "../../protocol/errors.ts";
import type { Log } from "../runtime/log.ts";
import { systemCode } from "../runtime/system.ts";
import { logSidecarErrors } from "./sidecar-errors.ts";

/** After the exit, how long the rest of stdout may still take; a grandchild could hold it open for ever. */
const LAST_OUTPUT_MS = 500;

export interface SidecarProcess {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves, once the last output was delivered, with why it ended: sidecar_start_failed or sidecar_died. */
  readonly ended: Promise<EarshotError>;
  /** Ends it, gently at first; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once: one that hangs or was stopped obeys nothing gentler. Resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts the program without a shell, below the browser in priority. Its stdout is only ever read, its stderr always drained
 * into the log.
 */
export function spawnSidecar(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  log: Log,
): SidecarProcess {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env: environment, stdio: "pipe", windowsHide: true });
  const ended = endOf(child);
  giveWayToBrowser(child.pid, log);
  logSidecarErrors(child.stderr, log);
  return {
    pid: child.pid,
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    stop: () => climbStopLadder(child, ended),
    kill: () => killAtOnce(child, ended),
  };
}

/**
 * Whoever captions a meeting wants to listen to it first (CAP-9, ADR-036). The program has no thread but its first yet, and
 * every one that it starts, like every process, is born with the priority of whoever starts it: which is the browser's, be it
 * what it may.
 */
function giveWayToBrowser(pid: number | undefined, log: Log): void {
  if (pid === undefined) return;
  try {
    const below = getPriority() + constants.priority.PRIORITY_BELOW_NORMAL;
    setPriority(pid, Math.min(below, constants.priority.PRIORITY_LOW));
  } catch (error) {
    // It may have ended by now. Without this it only takes more of a busy machine than it should.
    log("warning", "priority not lowered", { reason: systemCode(error) ?? errorKind(error) });
  }
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<EarshotError> {
  const reasonKnown = new Promise<EarshotError>((resolve) => {
    child.once("error", (cause) => {
      if (child.pid === undefined) resolve(startFailed(cause));
    });
    child.once("exit", (code, signal) => resolve(died(code, signal)));
  });
  const outputRead = new Promise<void>((resolve) => {
    child.stdout.once("close", resolve);
  });
  const reason = await reasonKnown;
  if (child.pid !== undefined) await Promise.race([outputRead, delay(LAST_OUTPUT_MS, null, { ref: false })]);
  return reason;
}

function startFailed(cause: Error): EarshotError {
  const reason = systemCode(cause) ?? errorKind(cause);
  return new EarshotError("sidecar_start_failed", `The transcription process did not start (${reason}).`, {
    cause,
  });
}

function died(code: number | null, signal: NodeJS.Signals | null): EarshotError {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  return new EarshotError("sidecar_died", `The transcription process ended with ${how}.`);
}

/** The whole ladder is over before the 2.0 s after which Chrome kills a host whose port is closed. */
export const STOP_PATIENCE_MS = { endOfInput: 1000, SIGTERM: 400, SIGKILL: 200 } as const;
/** A killed process frees a model's memory before it is gone; one that sleeps in the kernel never is. */
const KILL_PATIENCE_MS = 2_000;

/** End of input, then SIGTERM, then SIGKILL, each with time to obey. Its timers keep no process alive. */
async function climbStopLadder(
  child: ChildProcessWithoutNullStreams,
  ended: Promise<unknown>,
): Promise<void> {
  child.stdin.end();
  if (await endsWithin(ended, STOP_PATIENCE_MS.endOfInput)) return;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    child.kill(signal);
    if (await endsWithin(ended, STOP_PATIENCE_MS[signal])) return;
  }
}

/** For a process that is lost already. Its pipes are closed as well: a grandchild may hold them open for ever. */
async function killAtOnce(child: ChildProcessWithoutNullStreams, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGKILL");
  await endsWithin(ended, KILL_PATIENCE_MS);
  child.stdin.destroy();
  child.stdout.destroy();
}

function endsWithin(ended: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return Promise.race([ended.then(() => true), delay(timeoutMs, false, { ref: false })]);
}
