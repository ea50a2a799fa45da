import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { sidecarEnvironment } from "../../native-host/sidecar/environment.ts";
import { Sidecar } from "../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../native-host/sidecar/sidecar-process.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { EXTENSION_ID, HOST_NAME } from "../../src/shared/identity.ts";
import { PROFILE } from "../runtime/paths.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { within } from "../runtime/waiting.ts";
import { hostFiles } from "../setup/host.ts";

/** The parts of the two files that must be right. */
interface HostRegistration {
  readonly manifest: {
    readonly name: string;
    readonly path: string;
    readonly allowed_origins: readonly string[];
  };
  readonly configuration: {
    readonly extensionIds: readonly string[];
    readonly dataDirectory: string;
    readonly sidecarCommand: readonly [string, ...string[]];
    readonly sidecarEnvironment: Readonly<Record<string, string>>;
  };
}

/** Whether the browser of `profile` would find the host, and the host would serve this extension. */
export function checkRegistration(profile: string = PROFILE): string {
  const { manifest, configuration } = readRegistration(profile);
  if (manifest.name !== HOST_NAME) throw missing(`The host's manifest names ${manifest.name}.`);
  const origin = `chrome-extension://${EXTENSION_ID}/`;
  if (!manifest.allowed_origins.includes(origin) || !configuration.extensionIds.includes(EXTENSION_ID)) {
    throw missing("The host is registered for another copy of the extension.");
  }
  try {
    accessSync(manifest.path, constants.X_OK);
  } catch {
    // Missing and not executable have the same remedy.
    throw missing(`The host's launcher ${manifest.path} cannot be executed.`);
  }
  return `for ${profile}`;
}

/** The registration of a profile, or a named error. */
function readRegistration(profile: string = PROFILE): HostRegistration {
  const files = hostFiles(profile);
  return {
    // Our own files, written by tools/setup/host.ts; a broken one fails in the checks above.
    manifest: readJson(files.manifest) as HostRegistration["manifest"],
    configuration: readJson(files.configuration) as HostRegistration["configuration"],
  };
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw missing(`The host is not registered: ${file} does not exist.`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Written halfway or edited by hand.
    throw missing(`${file} is not readable JSON.`);
  }
}

/** Importing CTranslate2 for the first time reads some hundred megabytes from disk. */
const START_MS = 60_000;

function nothing(): void {
  // Only its answer counts.
}

/** Starts the sidecar as the host does, with nothing else of the terminal's environment, and asks how it is. */
export async function checkSidecar(profile?: string): Promise<string> {
  const { configuration } = readRegistration(profile);
  const { sidecarCommand, sidecarEnvironment: configured, dataDirectory } = configuration;
  const startMs = performance.now();
  const environment = sidecarEnvironment({ inherited: process.env, configured, dataDirectory });
  const sidecar = new Sidecar(
    spawnSidecar(sidecarCommand, environment, nothing),
    {
      event: nothing,
      error: nothing,
      corruptLine: nothing,
      writeFailed: nothing,
      drained: nothing,
      lost: nothing,
    },
    nothing,
  );
  try {
    await within(sidecar.request("get_health", {}), START_MS, "the sidecar's answer");
    return `answers after ${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  } catch (error) {
    throw error instanceof EarshotError ? missing(error.message) : error;
  } finally {
    await sidecar.kill();
  }
}

/** Something that the set-up makes is not there. */
export function missing(message: string, remedy = "Run npm start, which puts it in place."): ScriptError {
  return new ScriptError("missing_part", message, remedy);
}
