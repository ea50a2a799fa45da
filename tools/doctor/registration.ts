import { checkChain } from "../../install/doctor/chain.ts";
import { survey } from "../../install/doctor/doctor.ts";
import { registrationFault } from "../../install/doctor/registration-checks.ts";
import { readManifest } from "../../install/manifest.ts";
import { type Configuration, readConfiguration } from "../../native-host/runtime/configuration.ts";
import { sidecarEnvironment } from "../../native-host/sidecar/environment.ts";
import { Sidecar } from "../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../native-host/sidecar/sidecar-process.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { PROFILE } from "../runtime/paths.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { within } from "../runtime/waiting.ts";
import { cloneContext, hostFiles } from "../setup/host.ts";

/** Whether the browser of `profile` would find the host, and the host would serve this extension. */
export function checkRegistration(profile: string = PROFILE): string {
  const files = hostFiles(profile);
  const fault = registrationFault(readManifest(files.manifest), files.launcher);
  if (fault !== null) throw missing(`The host is not registered: ${files.manifest} ${fault}.`);
  return `for ${profile}`;
}

/** Starts what is registered for `profile`, as its browser does. */
export async function checkHost(profile: string = PROFILE): Promise<string> {
  const registered = checkRegistration(profile);
  const program = hostFiles(profile).launcher;
  const found = await checkChain({ id: "profile", name: registered, program }, survey(cloneContext()));
  if (found.state === "fail") throw missing(found.detail);
  return found.detail;
}

/** Importing CTranslate2 for the first time reads some hundred megabytes from disk. */
const START_MS = 60_000;

function nothing(): void {
  // Only its answer counts.
}

/** Starts the sidecar as the host does, with nothing else of the terminal's environment, and asks how it is. */
export async function checkSidecar(profile?: string): Promise<string> {
  const {
    sidecarCommand,
    sidecarEnvironment: configured,
    dataDirectory,
  } = registeredConfiguration(profile ?? PROFILE);
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

function registeredConfiguration(profile: string): Configuration {
  try {
    return readConfiguration(hostFiles(profile).configuration);
  } catch (error) {
    throw error instanceof EarshotError ? missing(`The host is not set up: ${error.message}.`) : error;
  }
}

/** Something that the set-up makes is not there. */
export function missing(message: string, remedy = "Run npm start, which puts it in place."): ScriptError {
  return new ScriptError("missing_part", message, remedy);
}
