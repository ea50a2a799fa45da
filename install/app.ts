import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { foldersBelow, type UserFolders, userFolders } from "../native-host/runtime/user-folders.ts";
import { realOf } from "./folder.ts";
import type { Computer } from "./targets.ts";

/**
 * How this copy came onto the computer, which is how it is brought up to date and removed: a clone of the repository, a package's folder that lies
 * somewhere, the same where its own installer puts it, or the system's package manager.
 */
type Channel = "checkout" | "folder" | "installer" | "system";

/** The folders and programs of one copy of Earshot, absolute. */
export interface App {
  readonly channel: Channel;
  readonly root: string;
  /** Names product and version. */
  readonly packageFile: string;
  /** The unpacked extension. */
  readonly extension: string;
  /** Runs the host's program. */
  readonly node: string;
  readonly hostProgram: string;
  readonly python: string;
  /** Holds `src/earshot_stt` and what starts its modules. */
  readonly sidecar: string;
  readonly demoModel: string;
  /** Journals, keys and logs. */
  readonly data: string;
  readonly models: string;
  /** Where the launcher that manifests name, and its configuration, are written. */
  readonly hostFolder: string;
  /** What was registered, and where. */
  readonly record: string;
}

/** Where packages for all users put the programs. */
export const SYSTEM_FOLDERS = {
  linux: "/opt/earshot",
  darwin: "/Library/Application Support/Earshot",
} as const;
/** What a browser starts of a package's folder, beside all else in it; on Windows what each copy has, too. */
export const PACKAGE_LAUNCHER = "earshot-host";
export const WINDOWS_LAUNCHER = "earshot-host.exe";
/** Its configuration. */
export const PACKAGE_CONFIGURATION = "host.json";
/** The folders of each version that the installer keeps, below the user's own. */
export const VERSIONS = "versions";

/** A clone of the repository, in which everything is built and kept below its own folder. */
export function checkoutApp(root: string, platform: NodeJS.Platform = process.platform): App {
  const state = join(root, ".earshot");
  return {
    channel: "checkout",
    root,
    packageFile: join(root, "package.json"),
    extension: join(root, "dist/extension"),
    node: process.execPath,
    hostProgram: join(root, "dist/native-host/earshot-host.mjs"),
    python: join(root, ".venv", platform === "win32" ? "Scripts/python.exe" : "bin/python"),
    sidecar: join(root, "python-stt"),
    demoModel: join(root, "demo-model"),
    data: join(state, "data"),
    models: join(state, "models"),
    hostFolder: join(state, "native-host"),
    record: join(state, "install.json"),
  };
}

/** A package's folder: all programs are in it, nothing of any user's is. */
export function packagedApp(root: string, { home, environment, platform }: Omit<Computer, "exists">): App {
  const { base, data, models } = installedFolders(root) ?? userFolders(home, environment, platform);
  const programs = packagedPrograms(root, platform);
  const channel = channelOf(root, base);
  return {
    ...programs,
    channel,
    // A browser loads it from where it was shown it: no version's own folder, which goes with the version.
    extension: channel === "installer" ? join(base, "extension") : programs.extension,
    data,
    models,
    hostFolder: join(base, "host"),
    record: join(base, "install.json"),
  };
}

/** Where each program lies in a package's folder (tools/package/app-folder.ts). */
export function packagedPrograms(root: string, platform: NodeJS.Platform) {
  const isWindows = platform === "win32";
  return {
    root,
    packageFile: join(root, "manifest.json"),
    extension: join(root, "extension"),
    node: join(root, isWindows ? "node/node.exe" : "node/node"),
    hostProgram: join(root, "host/earshot-host.mjs"),
    python: join(root, isWindows ? "python/python.exe" : "python/bin/python3"),
    sidecar: join(root, "sidecar"),
    demoModel: join(root, "demo-model"),
  };
}

/**
 * The folders of a version that `install.sh` has put in place, by where it lies: which place the terminal of the moment names says nothing
 * of where it was put. Null of any other folder.
 */
function installedFolders(root: string): UserFolders | null {
  const base = dirname(dirname(root));
  const current = lstatSync(join(base, "current"), { throwIfNoEntry: false });
  return basename(dirname(root)) === VERSIONS && current?.isSymbolicLink() === true
    ? foldersBelow(base)
    : null;
}

function channelOf(root: string, base: string): Channel {
  if (Object.values(SYSTEM_FOLDERS).some((folder) => folder === root)) return "system";
  return realOf(dirname(root)) === realOf(join(base, VERSIONS)) ? "installer" : "folder";
}
