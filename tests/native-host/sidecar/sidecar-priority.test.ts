import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { constants, getPriority } from "node:os";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { sidecarEnvironment } from "../../../native-host/sidecar/environment.ts";
import { spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";
import { buildRequest } from "../../../protocol/build.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { SIDECAR } from "../../../tools/runtime/paths.ts";
import { sidecarCommand } from "../../../tools/setup/host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;

/** The niceness of every thread of a process: field 19 of its line, counted behind the name, which may hold anything. */
function nicenessOfThreads(pid: number): number[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).map((thread) => {
    const stat = readFileSync(`${folder}/${thread}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
  });
}

test.runIf(process.platform === "linux")(
  "CAP-9 every thread of the real sidecar runs below the host, with a model loaded",
  async ({ annotate }) => {
    const dataDirectory = temporaryFolder();
    const environment = sidecarEnvironment({
      inherited: process.env,
      configured: { PYTHONPATH: `${SIDECAR}/src` },
      dataDirectory,
    });
    const command = sidecarCommand({ modelCache: dataDirectory });
    const sidecar = spawnSidecar(command, environment, () => {});
    const { pid = 0 } = sidecar;

    const loaded = new Promise<void>((resolve, reject) => {
      void sidecar.ended.then(reject);
      createInterface(sidecar.stdout).on("line", (line) => {
        if (line.includes('"model_progress"') && line.includes('"state":"ready"')) resolve();
      });
    });
    const supported = { host_version: "1.0", supported_versions: ["1.0"] };
    const settings = { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: "demo" };
    for (const request of [
      buildRequest(randomUUID(), "protocol_version_check", supported),
      buildRequest(randomUUID(), "update_settings", { settings }),
    ])
      sidecar.stdin.write(`${JSON.stringify(request)}\n`);
    await loaded;
    const niceness = nicenessOfThreads(pid);
    await sidecar.kill();

    await annotate(`${niceness.length} threads`);
    expect(niceness.length).toBeGreaterThan(3);
    // The tests themselves may run below everything else.
    expect(new Set(niceness)).toEqual(
      new Set([Math.min(getPriority() + PRIORITY_BELOW_NORMAL, PRIORITY_LOW)]),
    );
  },
);
