import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { constants, getPriority } from "node:os";
import { createInterface } from "node:readline";
import { expect, test, vi } from "vitest";
import { sidecarCommand } from "../../../install/host-files.ts";
import type { Log } from "../../../native-host/runtime/log.ts";
import { sidecarEnvironment } from "../../../native-host/sidecar/environment.ts";
import {
  type SidecarProcess,
  STOP_PATIENCE_MS,
  spawnSidecar,
} from "../../../native-host/sidecar/sidecar-process.ts";
import { buildRequest } from "../../../protocol/build.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { APP, SIDECAR } from "../../../tools/runtime/paths.ts";
import { eventually } from "../../eventually.ts";
import { temporaryFolder } from "../temporary-folder.ts";

function run(script: string, logged: string[] = []): SidecarProcess {
  return spawnSidecar([process.execPath, "-e", script], {}, (_level, _message, facts) => {
    logged.push(JSON.stringify(facts));
  });
}

const STUBBORN = "setInterval(() => {}, 1000); process.stdout.write('up\\n')";

test("IPC-11 a program that heeds the end of its input ends by itself", async () => {
  const child = run("process.stdin.resume(); process.stdout.write('up\\n')");
  await once(child.stdout, "data");

  await child.stop();

  expect((await child.ended).message).toContain("exit code 0");
});

test("IPC-11 one that does not is asked to, then killed", async () => {
  const deaf = run(STUBBORN);
  const defiant = run(`process.on('SIGTERM', () => {}); ${STUBBORN}`);
  await Promise.all([once(deaf.stdout, "data"), once(defiant.stdout, "data")]);

  await Promise.all([deaf.stop(), defiant.stop()]);

  expect((await deaf.ended).message).toContain("SIGTERM");
  expect((await defiant.ended).message).toContain("SIGKILL");
});

test("IPC-11 all of it is over before the browser kills a host whose port it has closed, after 2 s", () => {
  const { endOfInput, SIGTERM, SIGKILL } = STOP_PATIENCE_MS;

  expect(endOfInput + SIGTERM + SIGKILL).toBeLessThan(2000);
});

test("a program that is not there is a start that failed", async () => {
  const child = spawnSidecar(["/nowhere/python"], {}, vi.fn<Log>());

  await expect(child.ended).resolves.toMatchObject({ code: "sidecar_start_failed" });
});

test("SEC-2 of its stderr the log gets our own lines' known facts, and the count of the others", async () => {
  const logged: string[] = [];
  const own = {
    time: 1,
    event: "defect",
    thread: "engine",
    kind: "KeyError",
    place: "intake.py:7",
    words: "good morning",
  };
  const lines = [
    "warming up",
    "x".repeat(1e4),
    JSON.stringify(own),
    "ImportError: good morning",
    '{"event":"good"}',
  ];
  const child = run(`for (const line of ${JSON.stringify(lines)}) console.error(line)`, logged);

  await child.ended;
  await eventually(() => expect(logged).toHaveLength(3));

  expect(logged).toEqual([
    '{"part":"defect","thread":"engine","kind":"KeyError","place":"intake.py:7"}',
    '{"part":"traceback","kind":"ImportError"}',
    '{"lines":3}',
  ]);
});

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;

/** The niceness of every thread of a process: field 19 of its line, counted after the name, which may hold anything. */
function nicenessOfThreads(pid: number): number[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).flatMap((thread) => {
    const stat = statOf(`${folder}/${thread}/stat`);
    return stat === null ? [] : [Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16])];
  });
}

/** Null of a thread that has just ended, as the one does that loaded the model. */
function statOf(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
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
    const command = sidecarCommand(APP, { modelCache: dataDirectory });
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
    // The tests themselves may run below everything else; the thread of the voices goes last of all.
    const wanted = Math.min(getPriority() + PRIORITY_BELOW_NORMAL, PRIORITY_LOW);
    expect(Math.min(...niceness)).toBe(wanted);
  },
);
