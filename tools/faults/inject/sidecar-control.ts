import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { AudioSource } from "../../../protocol/audio.ts";
import { Changes } from "../../runtime/changes.ts";
import { PROMPT_MS } from "../../runtime/within.ts";
import type { Order, Report, StartPlan } from "./sidecar-orders.ts";

const PROGRAM = fileURLToPath(new URL("faulty-sidecar.mjs", import.meta.url));

/** One life of the sidecar, as its proxy tells it. Times by `performance.now()`. */
export interface SidecarLife {
  readonly socket: Socket;
  readonly startedAtMs: number;
  hostPid: number;
  sidecarPid: number | null;
  readyAtMs: number | null;
  endedAtMs: number | null;
  readonly consumed: Record<AudioSource, number>;
}

export type RunningSidecar = SidecarLife & { readonly sidecarPid: number };

/** The suite's end of all faulty sidecars: every start asks here how to start, and is told what to break. */
export class SidecarControl {
  readonly lives: SidecarLife[] = [];
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
    this.#server = createServer((socket) => this.#welcome(socket));
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
    return this.changes.until("a running sidecar", PROMPT_MS, () => this.lives.findLast(isRunning));
  }

  async order(order: Order): Promise<void> {
    const { socket } = await this.running();
    socket.write(`${JSON.stringify(order)}\n`);
  }

  async close(): Promise<void> {
    for (const life of this.lives) this.#bury(life);
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #welcome(socket: Socket): void {
    const life: SidecarLife = {
      socket,
      startedAtMs: performance.now(),
      hostPid: 0,
      sidecarPid: null,
      readyAtMs: null,
      endedAtMs: null,
      consumed: { tab: 0, mic: 0 },
    };
    this.lives.push(life);
    createInterface({ input: socket }).on("line", (line) => {
      this.#hear(life, JSON.parse(line) as Report);
      this.changes.announce();
    });
    // Its end follows.
    socket.on("error", () => {});
    socket.on("close", () => {
      life.endedAtMs ??= performance.now();
      this.#bury(life);
      this.changes.announce();
    });
  }

  #hear(life: SidecarLife, report: Report): void {
    switch (report.type) {
      case "started":
        life.hostPid = report.hostPid;
        life.socket.write(`${JSON.stringify(this.#plans.shift() ?? "normal")}\n`);
        return;
      case "spawned":
        life.sidecarPid = report.sidecarPid;
        return;
      case "ready":
        life.readyAtMs ??= performance.now();
        return;
      case "consumed":
        life.consumed[report.source] = Math.max(life.consumed[report.source], report.nextSeq);
        return;
      default:
        return report satisfies never;
    }
  }

  /** The real sidecar of a proxy that was killed sees the end of its input, unless it is stopped. */
  #bury(life: SidecarLife): void {
    life.socket.destroy();
    if (life.sidecarPid !== null) killProcess(life.sidecarPid, "SIGKILL");
    // Its number may be another process's by now.
    life.sidecarPid = null;
  }
}

function isRunning(life: SidecarLife): life is RunningSidecar {
  return life.endedAtMs === null && life.sidecarPid !== null && life.readyAtMs !== null;
}

/** @returns false when there is no such process any more */
export function killProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
