import { once } from "node:events";
import { expect, test, vi } from "vitest";
import type { Log } from "../../../native-host/runtime/log.ts";
import {
  type SidecarProcess,
  STOP_PATIENCE_MS,
  spawnSidecar,
} from "../../../native-host/sidecar/sidecar-process.ts";
import { eventually } from "../../eventually.ts";

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
