import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { AudioSource } from "../../../protocol/audio.ts";
import { signalProcess } from "../../runtime/processes.ts";
import { Changes, PROMPT_MS } from "../../runtime/waiting.ts";

/** How a sidecar is to start: as it is, not at all, or as one of another major version. */
export type StartPlan = "normal" | "exit-1" | "version-2";

/** Fault suite → faulty sidecar, after its start plan. */
export type Order =
  /** Lets audio in so many times slower than real time; 1 ends it. */
  | { readonly type: "throttle"; readonly factor: number }
  /** Writes these lines, bytes in base64, to its host. */
  | { readonly type: "print"; readonly lines: readonly string[] };

/** Faulty sidecar → fault suite. */
export type Report =
  | { readonly type: "started"; readonly pid: number; readonly hostPid: number }
  | { readonly type: "spawned"; readonly sidecarPid: number }
  /** Its model is loaded. */
  | { readonly type: "ready" }
  /** It has taken in every frame below `nextSeq`. */
  | { readonly type: "consumed"; readonly source: AudioSource; readonly nextSeq: number };

const PROGRAM = fileURLToPath(new URL("faulty-sidecar.mjs", import.meta.url));

/** One run of the sidecar, as its proxy reports it. Times by `performance.now()`. */
export interface SidecarRun {
  readonly socket: Socket;
  readonly startedAtMs: number;
  hostPid: number;
  sidecarPid: number | null;
  readyAtMs: number | null;
  endedAtMs: number | null;
  readonly consumed: Record<AudioSource, number>;
}

export type RunningSidecar = SidecarRun & { readonly sidecarPid: number };

/** The suite's end of all faulty sidecars: every start asks here how to start, and gets its orders there. */
export class SidecarControl {
  readonly runs: SidecarRun[] = [];
  readonly changes = new Changes();
  readonly #server: Server;
  readonly #socketPath: string;
  readonly #plans: StartPlan[] = [];

  static async listen(folder: string): Promise<SidecarControl> {
    const control = new SidecarControl(join(folder, "sidecar.sock"));
    await new Promise<void>((resolve) => {
      control.#server.listen(control.#socketPath, resolve);
    });
    return control;
  }

  private constructor(socketPath: string) {
    this.#socketPath = socketPath;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** The command that starts `real` behind a proxy. */
  command(real: readonly string[]): string[] {
    return [process.execPath, PROGRAM, this.#socketPath, ...real];
  }

  /** How the next sidecars start; those after them start normally. */
  planNextStarts(...plans: readonly StartPlan[]): void {
    this.#plans.push(...plans);
  }

  /** The sidecar that runs now; waits while one is being restarted. */
  running(): Promise<RunningSidecar> {
    return this.changes.until("a running sidecar", PROMPT_MS, () => this.runs.findLast(isRunning));
  }

  async order(order: Order): Promise<void> {
    const { socket } = await this.running();
    socket.write(`${JSON.stringify(order)}\n`);
  }

  async close(): Promise<void> {
    for (const run of this.runs) this.#reap(run);
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    const run: SidecarRun = {
      socket,
      startedAtMs: performance.now(),
      hostPid: 0,
      sidecarPid: null,
      readyAtMs: null,
      endedAtMs: null,
      consumed: { tab: 0, mic: 0 },
    };
    this.runs.push(run);
    createInterface({ input: socket }).on("line", (line) => {
      this.#receive(run, JSON.parse(line) as Report);
      this.changes.announce();
    });
    // Its end follows.
    socket.on("error", () => {});
    socket.on("close", () => {
      run.endedAtMs ??= performance.now();
      this.#reap(run);
      this.changes.announce();
    });
  }

  #receive(run: SidecarRun, report: Report): void {
    switch (report.type) {
      case "started":
        run.hostPid = report.hostPid;
        run.socket.write(`${JSON.stringify(this.#plans.shift() ?? "normal")}\n`);
        return;
      case "spawned":
        run.sidecarPid = report.sidecarPid;
        return;
      case "ready":
        run.readyAtMs ??= performance.now();
        return;
      case "consumed":
        run.consumed[report.source] = Math.max(run.consumed[report.source], report.nextSeq);
        return;
      default:
        return report satisfies never;
    }
  }

  /** The real sidecar of a proxy that was killed sees the end of its input, unless it is stopped. */
  #reap(run: SidecarRun): void {
    run.socket.destroy();
    if (run.sidecarPid !== null) signalProcess(run.sidecarPid, "SIGKILL");
    // Its number may be another process's by now.
    run.sidecarPid = null;
  }
}

function isRunning(run: SidecarRun): run is RunningSidecar {
  return run.endedAtMs === null && run.sidecarPid !== null && run.readyAtMs !== null;
}
