import { join } from "node:path";

/** The folders and programs of one copy of Earshot, absolute. */
export interface App {
  readonly root: string;
  /** Names product and version. */
  readonly packageFile: string;
  /** The unpacked extension. */
  readonly extension: string;
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

/** A clone of the repository, in which everything is built and kept below its own folder. */
export function checkoutApp(root: string, platform: NodeJS.Platform = process.platform): App {
  const state = join(root, ".earshot");
  return {
    root,
    packageFile: join(root, "package.json"),
    extension: join(root, "dist/extension"),
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
