import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { EarshotError } from "../../protocol/errors.ts";
import type { Log } from "../log.ts";
import { LineBuffer } from "./line-buffer.ts";
import { climbStopLadder, killAtOnce } from "./stop-ladder.ts";

const MAX_STDERR_LINE_BYTES = 2_000;
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

/** Starts the program without a shell. Its stdout is only ever read, its stderr always drained into the log. */
export function spawnSidecar(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  log: Log,
): SidecarProcess {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env: environment, stdio: "pipe", windowsHide: true });
  const ended = endOf(child);
  drainStderr(child, log);
  return {
    pid: child.pid,
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    stop: () => climbStopLadder(child, ended),
    kill: () => killAtOnce(child, ended),
  };
}

function drainStderr(child: ChildProcessWithoutNullStreams, log: Log): void {
  const lines = new LineBuffer(MAX_STDERR_LINE_BYTES);
  child.stderr.on("data", (chunk: Buffer) => {
    for (const line of lines.push(chunk)) log("info", "sidecar", { stderr: line ?? "(line too long)" });
  });
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
  return new EarshotError("sidecar_start_failed", cause.message, { cause });
}

function died(code: number | null, signal: NodeJS.Signals | null): EarshotError {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  return new EarshotError("sidecar_died", `The transcription process ended with ${how}.`);
}
