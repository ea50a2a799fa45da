import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { EXTENSION_ID, HOST_NAME } from "../../src/shared/identity.ts";
import { PROFILE } from "../runtime/paths.ts";
import { hostFiles } from "../setup/host.ts";
import { missing } from "./check.ts";

/** The parts of the two files that must be right. */
export interface HostRegistration {
  readonly manifest: {
    readonly name: string;
    readonly path: string;
    readonly allowed_origins: readonly string[];
  };
  readonly configuration: {
    readonly extensionId: string;
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
  if (!manifest.allowed_origins.includes(origin) || configuration.extensionId !== EXTENSION_ID) {
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
export function readRegistration(profile: string = PROFILE): HostRegistration {
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
