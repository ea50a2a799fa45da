import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLog } from "../../../native-host/runtime/log.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const AT_NINE = () => new Date("2026-11-22T09:00:00Z");

test("a line is one JSON object with time, level and facts", () => {
  const folder = temporaryFolder();

  openLog(folder, AT_NINE)("warning", "sidecar lost", { code: "sidecar_died" });

  expect(JSON.parse(readFileSync(join(folder, "logs/host.jsonl"), "utf8"))).toEqual({
    time: "2026-11-22T09:00:00.000Z",
    level: "warning",
    pid: process.pid,
    message: "sidecar lost",
    code: "sidecar_died",
  });
});

test("the log is bounded: a full file makes room for one new one", () => {
  const folder = temporaryFolder();
  const log = openLog(folder, AT_NINE, 200);

  for (const count of [1, 2, 3, 4, 5]) log("info", "x".repeat(60), { count });

  expect(readFileSync(join(folder, "logs/host.jsonl"), "utf8")).toContain('"count":5');
  expect(readFileSync(join(folder, "logs/host.jsonl"), "utf8").length).toBeLessThanOrEqual(200);
  expect(readFileSync(join(folder, "logs/host.1.jsonl"), "utf8").length).toBeLessThanOrEqual(200);
});

const LOG_MODULE = join(import.meta.dirname, "../../../native-host/runtime/log.ts");

const FORGETFUL_PROGRAM = `
  import { keepPrintsOffStdout, logToStderr } from ${JSON.stringify(LOG_MODULE)};
  keepPrintsOffStdout(logToStderr(() => new Date(0)));
  console.log("forgotten", 1);
  console.error("also", 2);
  process.stdout.write("written");
`;

test("SEC-2 a forgotten print is counted in the log and never stands on stdout, which is the protocol's alone", () => {
  const args = ["--import", "tsx", "--input-type=module", "--eval", FORGETFUL_PROGRAM];

  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });

  expect(stdout).toBe("");
  expect(stderr.match(/"bytes":\d+/g)).toEqual(['"bytes":12', '"bytes":7', '"bytes":7']);
  expect(stderr).not.toMatch(/forgotten|also|written/);
}, 20_000);
