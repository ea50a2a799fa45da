import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Configuration, readConfiguration } from "../../native-host/runtime/configuration.ts";
import { sidecarEnvironment } from "../../native-host/sidecar/environment.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { ModelProgress, RecogniserReport } from "../../protocol/reports.ts";
import { z } from "../../protocol/zod.ts";
import { type App, PACKAGE_CONFIGURATION } from "../app.ts";
import { hostFilesIn } from "../host-files.ts";
import { programFault } from "../manifest.ts";
import type { RegisteredHost } from "./registered-host.ts";

/** Importing CTranslate2 for the first time reads some hundred megabytes from disk. */
const IMPORT_MS = 60_000;

/** What a host says of the process that recognises. */
export class RecogniserWatch {
  #report: RecogniserReport | null = null;
  #model: ModelProgress | null = null;
  #death = "";
  #waiting: (() => void)[] = [];

  /** As the host says it last; null where it does not, as before 1.0. */
  get report(): RecogniserReport | null {
    return this.#report;
  }

  /** What it said last of the model; null while it said nothing. */
  get model(): ModelProgress | null {
    return this.#model;
  }

  /** What was said of the process that was lost last. */
  get death(): string {
    return this.#death;
  }

  take(report: RecogniserReport | undefined): void {
    this.#report = report ?? this.#report;
    this.#changed();
  }

  receive(event: AnyEvent): void {
    if (event.event === "process_died") this.#death = event.data.message;
    if (event.event === "model_progress") this.#model = event.data;
    if (event.event !== "health") return this.#changed();
    this.#model = event.data.model ?? this.#model;
    this.take(event.data.recogniser);
  }

  /** Resolves once it runs or will not be started again. */
  settled(): Promise<void> {
    return this.#until(() => this.#report === null || ["running", "failed"].includes(this.#report.state));
  }

  /** Resolves once it will not be started again, or has no model at all. */
  failed(): Promise<void> {
    return this.#until(() => this.#report?.state === "failed" || this.hasNoModel);
  }

  get hasNoModel(): boolean {
    return this.#model?.state === "failed" && this.#model.loaded === null;
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached())
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
  }

  #changed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** What only the process itself can answer: the host says that it runs when it left the question for its version open, too. */
const LOST: readonly string[] = [
  "incompatible_protocol_version",
  "sidecar_corrupt_output",
  "sidecar_died",
  "sidecar_start_failed",
];

/** Resolves once the process that recognises has answered, or failed for good. @throws EarshotError when the host ends meanwhile */
export async function reachRecogniser(
  host: Pick<RegisteredHost, "request" | "ended">,
  watch: RecogniserWatch,
): Promise<void> {
  for (;;) {
    await Promise.race([watch.settled(), host.ended]);
    if (watch.report?.state === "failed") return;
    try {
      await host.request("list_models", {});
      return;
    } catch (error) {
      // Whatever else it answers, it answers; one that was lost is started again.
      if (!(error instanceof EarshotError) || error.code === "host_exited") throw error;
      if (!LOST.includes(error.code)) return;
    }
  }
}

/** Why no process recognises, and whether what the host is told of it is out of date. */
export interface RecogniserFault {
  /** As the end of a sentence about the program. */
  readonly why: string;
  /** The host is told of programs that are not there, and not of this copy's. */
  readonly isOutOfDate: boolean;
}

/** Looks for the cause where a host only knows that the process ended. @param program the host's */
export async function recogniserFault(
  program: string,
  watch: RecogniserWatch,
  app: App,
): Promise<RecogniserFault> {
  const code = watch.report?.error ?? null;
  if (code === "incompatible_protocol_version")
    return fault(`its recognition is of another version: ${watch.death}`);
  if (code === "sidecar_corrupt_output")
    return fault("its recognition writes what is no message: something in it prints");
  const configuration = configurationOf(program);
  const [python = "", ...args] = configuration?.sidecarCommand ?? [];
  if (configuration === null || python === "") return fault(`its recognition ends: ${watch.death}`);
  const missing = programFault(python);
  if (missing !== null)
    return { why: `its recognition needs ${python}, which ${missing}`, isOutOfDate: python !== app.python };
  const module = args.find((argument) => argument.endsWith("run.py"));
  if (module !== undefined && !existsSync(module)) {
    const isOutOfDate = !module.startsWith(app.sidecar);
    return { why: `its recognition needs ${module}, which does not exist`, isOutOfDate };
  }
  const imported = args[0] === "-I" ? await importFault(configuration, python) : null;
  if (imported !== null) return fault(`its recognition cannot load ${imported}`);
  return fault(`its recognition ends: ${watch.death === "" ? (code ?? "unknown") : watch.death}`);
}

/** As `recogniserFault`, where it did not come to an answer in time. */
export function slowRecogniser(watch: RecogniserWatch, waitedMs: number): RecogniserFault {
  const seconds = Math.round(waitedMs / 1000);
  return fault(
    watch.report?.state === "starting" || watch.report?.state === "restarting"
      ? `its recognition is still starting after ${seconds} s`
      : `its recognition does not answer within ${seconds} s`,
  );
}

/** What the host of a launcher reads; null where it lies elsewhere or cannot be read. */
export function configurationOf(program: string): Configuration | null {
  try {
    const own = hostFilesIn(dirname(program)).configuration;
    return readConfiguration(existsSync(own) ? own : join(dirname(program), PACKAGE_CONFIGURATION));
  } catch {
    // The host itself says what is wrong with it.
    return null;
  }
}

/** The models that the host is told of by their folders. */
export function configuredModels(configuration: Configuration | null): { name: string; directory: string }[] {
  return (configuration?.sidecarCommand ?? []).flatMap((argument) => {
    const { name, directory } =
      /^--local-model=(?<name>[^=]+)=(?<directory>[^]*)$/u.exec(argument)?.groups ?? {};
    return name === undefined || directory === undefined ? [] : [{ name, directory }];
  });
}

function fault(why: string): RecogniserFault {
  return { why, isOutOfDate: false };
}

const LIBRARIES = ["msgspec", "numpy", "tokenizers", "ctranslate2", "onnxruntime"];
/** Names each before it is loaded, and after it why it could not be: what kills the process leaves its name behind. */
const IMPORT_EACH = `
import importlib, json
for name in ${JSON.stringify(LIBRARIES)}:
    print(json.dumps({"name": name}), flush=True)
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(json.dumps({"name": name, "error": f"{type(error).__name__}: {error}"}), flush=True)
        break
else:
    print("{}")
`;
const imported = z.object({ name: z.optional(z.string()), error: z.optional(z.string()) });

/** The library that the process cannot load, and why; null when it can load all of them, or is no Python of ours. */
async function importFault(configuration: Configuration, python: string): Promise<string | null> {
  const { sidecarEnvironment: configured, dataDirectory } = configuration;
  const env = sidecarEnvironment({ inherited: process.env, configured, dataDirectory });
  const { output, signal } = await outputOf(python, ["-I", "-c", IMPORT_EACH], env);
  const last = lastImport(output);
  if (last?.name === undefined) return null;
  if (last.error !== undefined) return `${last.name}: ${last.error}`;
  if (signal === "SIGILL") return `${last.name}: this processor is too old for it`;
  return `${last.name}: the process was ended by ${signal ?? "it"}`;
}

function lastImport(output: string): z.infer<typeof imported> | null {
  try {
    return imported.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
  } catch {
    // Another program than Python.
    return null;
  }
}

function outputOf(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ output: string; signal: string | null }> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env, timeout: IMPORT_MS }, (error, output) => {
      resolve({ output, signal: error?.signal ?? null });
    });
    child.stdin?.end();
  });
}
