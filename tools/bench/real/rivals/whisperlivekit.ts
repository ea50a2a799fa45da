import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AudioSource } from "../../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../../protocol/limits.ts";
import {
  type Caption,
  type CaptionEngine,
  type OpenEngine,
  RoomForFrames,
} from "../../../driver/sidecar/caption-engine.ts";
import { STATE, VENV_PYTHON } from "../../../runtime/paths.ts";
import { note } from "../../../runtime/progress.ts";
import { lastLines, runProgram } from "../../../runtime/run-program.ts";
import { ScriptError } from "../../../runtime/script-error.ts";
import { within } from "../../../runtime/waiting.ts";
import { pipNetworkOptions, pythonEnvironment } from "../../../setup/package-environment.ts";
import { pipConfiguration } from "../../../setup/python.ts";

/** As its users get it; only the benchmark installs it. */
const PACKAGE = "whisperlivekit==0.2.26";
const ENVIRONMENT = join(STATE, "rivals/whisperlivekit");
const PYTHON = join(ENVIRONMENT, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const INSTALLED = join(ENVIRONMENT, "earshot-installed");
const PROGRAM = join(import.meta.dirname, "whisperlivekit_engine.py");
/** It loads more than a model first. */
const MODEL_MS = 300_000;
const CLOSE_MS = 2000;

export async function prepareWhisperLiveKit(): Promise<string> {
  if (existsSync(INSTALLED)) return "already installed";
  note(`installing ${PACKAGE} and what it needs (several GB) into ${ENVIRONMENT} …`);
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  const env = pythonEnvironment(process.env);
  const made = await runProgram(VENV_PYTHON, ["-I", "-m", "venv", ENVIRONMENT], { env });
  const network = pipNetworkOptions(await pipConfiguration());
  const install = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-user"];
  const installed = await runProgram(PYTHON, [...install, ...network, PACKAGE], { env });
  if (made.exitCode === 0 && installed.exitCode === 0) {
    writeFileSync(INSTALLED, "");
    return PACKAGE;
  }
  throw new ScriptError(
    "pip_failed",
    `${PACKAGE} could not be installed:\n${lastLines(made.output + installed.output)}`,
    "Check the network and the free disk space (8 GB), or measure without it: --engines earshot.",
  );
}

/** Its own server, by its LocalAgreement policy; the other one takes PyTorch's weights only, which no package index has. */
export function whisperLiveKit(modelDirectory: string, language: string): OpenEngine {
  return async (onCaption) => {
    const engine = new WhisperLiveKit(modelDirectory, language, onCaption);
    try {
      await within(engine.ready, MODEL_MS, "WhisperLiveKit's model");
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  };
}

/** What the program says, one JSON value a line. */
type Line =
  | { readonly ready: true }
  | { readonly done: true }
  | { readonly consumed: Readonly<Record<AudioSource, number>> }
  | Caption;

class WhisperLiveKit implements CaptionEngine {
  readonly ready: Promise<void>;
  readonly processId: number | undefined;
  readonly #done: Promise<void>;
  readonly #child: ChildProcess;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  #onReady: () => void = () => {};
  #onDone: () => void = () => {};

  constructor(modelDirectory: string, language: string, onCaption: (caption: Caption) => void) {
    const words = ["--model", modelDirectory, "--policy", "localagreement", "--language", language];
    this.#child = spawn(PYTHON, [PROGRAM, ...words], { stdio: ["pipe", "pipe", "inherit"] });
    this.processId = this.#child.pid;
    const ended = once(this.#child, "exit").then(([code]) => {
      throw new ScriptError("session_failed", `WhisperLiveKit ended with exit code ${code}.`, "See above.");
    });
    const orEnded = (start: (resolve: () => void) => void): Promise<void> => {
      const first = Promise.race([ended, new Promise<void>(start)]);
      // Whoever waits for it gets the error; nobody may be waiting when the program is closed.
      first.catch(() => {});
      return first;
    };
    this.ready = orEnded((resolve) => {
      this.#onReady = resolve;
    });
    this.#done = orEnded((resolve) => {
      this.#onDone = resolve;
    });
    this.#child.stdin?.on("error", () => {});
    if (this.#child.stdout === null) return;
    createInterface({ input: this.#child.stdout }).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      if ("ready" in line) this.#onReady();
      else if ("done" in line) this.#onDone();
      else if ("consumed" in line) {
        this.#room.consumed("tab", line.consumed.tab);
        this.#room.consumed("mic", line.consumed.mic);
      } else onCaption(line);
    });
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
}
