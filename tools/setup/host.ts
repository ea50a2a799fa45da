import { join } from "node:path";
import { InstallError } from "../../install/install-error.ts";
import { launcherScript } from "../../install/launcher.ts";
import { hostManifest, writeManifest, writeWhole } from "../../install/manifest.ts";
import { manifestIn } from "../../install/targets.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { DATA, DEMO_MODEL, HOST_PROGRAM, MODEL_CACHE, SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { ScriptError } from "../runtime/script-error.ts";
import type { ChosenModel } from "./model.ts";

/** What a registration may differ in; tests give their own folders and sidecars. */
export interface HostOptions {
  readonly dataDirectory?: string;
  /** Where downloaded models lie; default: the user's own. */
  readonly modelCache?: string;
  /** Directories that a model's name stands for. */
  readonly models?: readonly ChosenModel[];
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

/** The files that tie a browser profile to the host. */
export interface HostFiles {
  readonly manifest: string;
  readonly launcher: string;
  readonly configuration: string;
}

/** Where the files of a profile's registration lie. Every Chromium reads this folder of its own user data. */
export function hostFiles(userDataDirectory: string): HostFiles {
  const manifest = manifestIn(userDataDirectory);
  return {
    manifest,
    launcher: join(manifest, "../earshot-host.sh"),
    configuration: join(manifest, "../earshot-host.config.json"),
  };
}

/**
 * Registers the host for one browser profile (`tools/driver/browser/launch.ts` does it before it starts the browser). Three files, each
 * naming the next: the browser's manifest, by which it finds the host (`HOST_NAME`) and lets only Earshot connect
 * (`EXTENSION_IDS`); the launcher; and the host's own configuration. The
 * extension connects by the name (`src/background/host/native-port.ts`), and the host checks the caller by itself once more
 * (`checkCaller` in `native-host/runtime/configuration.ts`).
 */
export function registerHost(userDataDirectory: string, options: HostOptions = {}): HostFiles {
  if (process.platform === "win32") {
    throw new ScriptError(
      "registration_unsupported",
      "On Windows a browser starts a host by a small program, which is not made yet.",
      "Run Earshot on Linux or macOS for now.",
    );
  }
  const files = hostFiles(userDataDirectory);
  try {
    writeHost(files, options);
    writeManifest(files.manifest, hostManifest(files.launcher, options.extensionIds ?? EXTENSION_IDS));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    throw new ScriptError("unwritable", error.message, error.remedy, { cause: error });
  }
  return files;
}

/** What a browser starts, and what that reads. */
function writeHost({ launcher, configuration }: Omit<HostFiles, "manifest">, options: HostOptions): void {
  writeWhole(configuration, `${JSON.stringify(hostConfiguration(options), null, 2)}\n`);
  const { tracer = [], hostProgram = HOST_PROGRAM } = options;
  const words = [...tracer, process.execPath, hostProgram, "--config", configuration];
  writeWhole(launcher, launcherScript(words), 0o700);
}

/** What the host reads: whom it serves, where it keeps audio, and how its sidecar is started. */
function hostConfiguration(options: HostOptions) {
  return {
    extensionIds: options.extensionIds ?? EXTENSION_IDS,
    dataDirectory: options.dataDirectory ?? DATA,
    sidecarCommand: options.sidecarCommand ?? sidecarCommand(options),
    // A test's folder is thrown away: its key must not stay behind in the user's keychain.
    usesKeychain: (options.dataDirectory ?? DATA) === DATA,
    downloadCommand: options.downloadCommand ?? [
      ...pythonProgram("earshot_stt.download"),
      ...modelArguments(options),
    ],
    sidecarEnvironment: configuredEnvironment(options),
  };
}

/** What the sidecar and the program that downloads get beside what the host lets them inherit. */
export function configuredEnvironment(options: HostOptions): Readonly<Record<string, string>> {
  const modelHub = options.modelHub ?? process.env["HF_ENDPOINT"];
  return {
    PYTHONPATH: join(SIDECAR, "src"),
    ...(modelHub === undefined ? {} : { HF_ENDPOINT: modelHub }),
    ...options.packageIndex,
    ...libraryPath(),
  };
}

/** How a Python module of ours is started: isolated, so that nothing of the working folder or the environment is loaded. */
export function pythonProgram(module: string): string[] {
  return [VENV_PYTHON, "-I", join(SIDECAR, "run.py"), module];
}

/** How the real sidecar is started; needs `sidecarEnvironment`. */
export function sidecarCommand(options: HostOptions): string[] {
  return [...pythonProgram("earshot_stt"), ...modelArguments(options), ...(options.sidecarArguments ?? [])];
}

/** Where models lie, for every program of ours that has to do with them. */
function modelArguments(options: HostOptions): string[] {
  const localModels = (options.models ?? []).flatMap(({ name, directory }) =>
    directory === null ? [] : [`--local-model=${name}=${directory}`],
  );
  return [
    `--demo-model=${DEMO_MODEL}`,
    `--model-cache=${options.modelCache ?? MODEL_CACHE}`,
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
