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

/** Another engine as its users get it; only the benchmark installs it. */
interface Rival {
  readonly title: string;
  /** What `pip install` is given, one call after the other. */
  readonly packages: readonly (readonly [string, ...string[]])[];
  /** In this folder: its own server, behind the lines that the benchmark speaks with each of them. */
  readonly program: string;
}

export const RIVALS = {
  whisperlivekit: {
    title: "WhisperLiveKit",
    packages: [["whisperlivekit==0.2.26"]],
    program: "whisperlivekit_engine.py",
  },
  whisperlive: {
    title: "WhisperLive",
    // All that it requires cannot be had by pip alone (PyAudio, for its client's microphone, is compiled), and most of it is for
    // its OpenVINO and TensorRT backends, its client and its speaker labels. These are what its server imports for its
    // faster-whisper backend, in the versions that it asks for.
    packages: [
      ["--no-deps", "whisper-live==0.10.0"],
      [
        "faster-whisper==1.2.0",
        "tokenizers==0.20.3",
        "numpy>=1.26.4,<2.5",
        "onnxruntime>=1.20.0,<2",
        "torch",
        "websockets",
        "fastapi",
        "uvicorn",
        "python-multipart",
      ],
    ],
    program: "whisperlive_engine.py",
  },
} as const satisfies Record<string, Rival>;

export type RivalName = keyof typeof RIVALS;

/** They load more than a model first. */
const MODEL_MS = 300_000;
const CLOSE_MS = 2000;

/** Installs a rival, the first time. */
export async function prepareRival(name: RivalName): Promise<string> {
  const { title, packages } = RIVALS[name];
  const environment = environmentOf(name);
  const installed = join(environment, "earshot-installed");
  if (existsSync(installed)) return `${title} is already installed`;
  note(`installing ${title} and what it needs (several GB) into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  const env = pythonEnvironment(process.env);
  const network = pipNetworkOptions(await pipConfiguration());
  const pip = [
    "-I",
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-user",
    ...network,
  ];
  await succeed(title, VENV_PYTHON, ["-I", "-m", "venv", environment], env);
  for (const wanted of packages) await succeed(title, pythonOf(name), [...pip, ...wanted], env);
  writeFileSync(installed, "");
  return title;
}

async function succeed(
  title: string,
  program: string,
  args: string[],
  env: ReturnType<typeof pythonEnvironment>,
): Promise<void> {
  const { exitCode, output } = await runProgram(program, args, { env });
  if (exitCode === 0) return;
  throw new ScriptError(
    "pip_failed",
    `${title} could not be installed:\n${lastLines(output)}`,
    "Check the network and the free disk space (8 GB), or measure without it: --engines earshot.",
  );
}

function environmentOf(name: RivalName): string {
  return join(STATE, "rivals", name);
}

function pythonOf(name: RivalName): string {
  return join(environmentOf(name), process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
}

/** @param language `auto` where a meeting has several */
export function rivalEngine(name: RivalName, modelDirectory: string, language: string): OpenEngine {
  return async (onCaption) => {
    const engine = new RivalEngine(name, modelDirectory, language, onCaption);
    try {
      await within(engine.ready, MODEL_MS, `${RIVALS[name].title}'s model`);
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  };
}

/** What its program says, one JSON value a line. */
type Line =
  | { readonly ready: true }
  | { readonly done: true }
  | { readonly consumed: Readonly<Record<AudioSource, number>> }
  | Caption;

class RivalEngine implements CaptionEngine {
  readonly ready: Promise<void>;
  readonly processId: number | undefined;
  readonly #done: Promise<void>;
  readonly #child: ChildProcess;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  #onReady: () => void = () => {};
  #onDone: () => void = () => {};

  constructor(
    name: RivalName,
    modelDirectory: string,
    language: string,
    onCaption: (caption: Caption) => void,
  ) {
    const { title, program } = RIVALS[name];
    const words = ["--model", modelDirectory, "--language", language];
    this.#child = spawn(pythonOf(name), [join(import.meta.dirname, program), ...words], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.processId = this.#child.pid;
    const ended = once(this.#child, "exit").then(([code]) => {
      throw new ScriptError("session_failed", `${title} ended with exit code ${code}.`, "See above.");
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
