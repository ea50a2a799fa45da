import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AudioSource } from "../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { Caption, CaptionEngine, OpenEngine } from "../../driver/sidecar/caption-engine.ts";
import { RoomForFrames } from "../../driver/sidecar/room-for-frames.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { within } from "../../runtime/within.ts";

export interface RivalChoice {
  readonly modelDirectory: string;
  /** A program of this folder and the Python that runs it. */
  readonly program: { readonly python: string; readonly file: string };
  /** Words of its command line, such as `--policy localagreement`. */
  readonly switches: readonly string[];
}

/** What the program says, one JSON value a line. */
type Line =
  | { readonly ready: true }
  | { readonly done: true }
  | { readonly consumed: Readonly<Record<AudioSource, number>> }
  | Caption;

/** Others load more than a model first. */
const MODEL_MS = 300_000;
const CLOSE_MS = 2000;

/** Another captioner, behind the lines that every program of this folder speaks. */
export function rivalEngine(choice: RivalChoice): OpenEngine {
  return async (onCaption) => {
    const engine = new RivalEngine(choice, onCaption);
    try {
      await within(engine.ready, MODEL_MS, "the rival's model");
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  };
}

class RivalEngine implements CaptionEngine {
  readonly ready: Promise<void>;
  readonly #done: Promise<void>;
  readonly #child: ChildProcess;
  readonly #onCaption: (caption: Caption) => void;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  #onReady: () => void = () => {};
  #onDone: () => void = () => {};

  constructor(
    { modelDirectory, program: { python, file }, switches }: RivalChoice,
    onCaption: (caption: Caption) => void,
  ) {
    this.#onCaption = onCaption;
    this.#child = spawn(python, [join(import.meta.dirname, file), "--model", modelDirectory, ...switches], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(this.#child, "exit").then(([code]) => {
      throw new ScriptError("session_failed", `The rival ended with exit code ${code}.`, "See above.");
    });
    const ready = new Promise<void>((resolve) => {
      this.#onReady = resolve;
    });
    const done = new Promise<void>((resolve) => {
      this.#onDone = resolve;
    });
    this.ready = Promise.race([ended, ready]);
    this.#done = Promise.race([ended, done]);
    // Whoever waits for either is told; nobody may be waiting when it is closed.
    this.ready.catch(() => {});
    this.#done.catch(() => {});
    this.#child.stdin?.on("error", () => {});
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on("line", (line) =>
        this.#receive(JSON.parse(line) as Line),
      );
    }
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  async feed(source: AudioSource, frame: Buffer): Promise<void> {
    this.#sent[source] += 1;
    this.#write({ source, pcm: frame.toString("base64") });
    await Promise.race([this.#room.wait(source, this.#sent[source]), this.#done]);
  }

  async finish(): Promise<null> {
    this.#write({ end: true });
    await this.#done;
    return null;
  }

  health(): Promise<null> {
    return Promise.resolve(null);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, "exit");
    this.#child.stdin?.end();
    const killer = setTimeout(() => void this.#child.kill("SIGKILL"), CLOSE_MS);
    await ended;
    clearTimeout(killer);
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: Line): void {
    if ("ready" in line) return this.#onReady();
    if ("done" in line) return this.#onDone();
    if ("consumed" in line) {
      this.#room.consumed("tab", line.consumed.tab);
      this.#room.consumed("mic", line.consumed.mic);
      return;
    }
    this.#onCaption(line);
  }
}
