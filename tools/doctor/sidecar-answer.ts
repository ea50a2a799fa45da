import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { sidecarEnvironment } from "../../native-host/sidecar/environment.ts";
import { spawnSidecar } from "../../native-host/sidecar/sidecar-process.ts";
import { buildRequest } from "../../protocol/build.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { within } from "../runtime/within.ts";
import { missing } from "./check.ts";
import { readRegistration } from "./host-registration.ts";

/** Importing CTranslate2 for the first time reads some hundred megabytes from disk. */
const START_MS = 60_000;

/** Starts the sidecar as the host does, with nothing else of the terminal's environment, and asks for its version. */
export async function checkSidecar(profile?: string): Promise<string> {
  const {
    sidecarCommand,
    sidecarEnvironment: configured,
    dataDirectory,
  } = readRegistration(profile).configuration;
  const startMs = performance.now();
  const environment = sidecarEnvironment({ inherited: process.env, configured, dataDirectory });
  const child = spawnSidecar(sidecarCommand, environment, () => {});
  try {
    const answer = new Promise<string>((resolve, reject) => {
      void child.ended.then(({ message }) => reject(missing(message)));
      child.stdin.once("error", () => reject(missing("The sidecar closed its input.")));
      createInterface(child.stdout).on("line", (line) => {
        if (line.includes('"response"')) resolve(line);
      });
    });
    const supported = { host_version: PROTOCOL_VERSION, supported_versions: [PROTOCOL_VERSION] };
    child.stdin.write(`${JSON.stringify(buildRequest(randomUUID(), "protocol_version_check", supported))}\n`);
    await within(answer, START_MS, "the sidecar's answer");
    return `answers after ${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  } finally {
    await child.kill();
  }
}
