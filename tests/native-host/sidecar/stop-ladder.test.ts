import { once } from "node:events";
import { expect, test, vi } from "vitest";
import type { Log } from "../../../native-host/log.ts";
import { type SidecarProcess, spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";

function run(script: string, logged: string[] = []): SidecarProcess {
  return spawnSidecar([process.execPath, "-e", script], {}, (_level, _message, facts) => {
    logged.push(JSON.stringify(facts));
  });
}

const STUBBORN = "setInterval(() => {}, 1000); process.stdout.write('up\\n')";

test("IPC-11 a program that heeds the end of its input ends by itself", async () => {
  const child = run("process.stdin.resume()");

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

test("a program that is not there is a start that failed", async () => {
  const child = spawnSidecar(["/nowhere/python"], {}, vi.fn<Log>());

  await expect(child.ended).resolves.toMatchObject({ code: "sidecar_start_failed" });
});

test("what it says on stderr is drained into the log, in bounded lines", async () => {
  const logged: string[] = [];
  const child = run(
    "console.error('warming up'); console.error('x'.repeat(1e6)); console.error('done')",
    logged,
  );

  await child.ended;

  expect(logged).toEqual(['{"stderr":"warming up"}', '{"stderr":"(line too long)"}', '{"stderr":"done"}']);
});
