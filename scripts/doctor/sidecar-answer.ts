import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { buildRequest } from "../../protocol/build.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { within } from "../browser/within.ts";
import { missing } from "./check.ts";
import { readRegistration } from "./host-registration.ts";

/** Importing CTranslate2 for the first time reads some hundred megabytes from disk. */
const START_MS = 60_000;

/** Starts the sidecar as the host would and asks for its version. */
export async function checkSidecar(): Promise<string> {
  const { sidecarCommand, sidecarEnvironment } = readRegistration().configuration;
  const [program, ...args] = sidecarCommand;
  const startMs = performance.now();
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, ...sidecarEnvironment },
  });
  try {
    const answer = new Promise<string>((resolve, reject) => {
      child.once("error", (error) => reject(missing(`The sidecar did not start: ${error.message}`)));
      child.once("exit", (code) => reject(missing(`The sidecar ended at once with exit code ${code}.`)));
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
    child.kill();
  }
}
