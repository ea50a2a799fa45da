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
