import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const hostFolder = join(import.meta.dirname, "../../../native-host/runtime");

const FORGETFUL_PROGRAM = `
  import { keepStrayOutputOffStdout } from ${JSON.stringify(join(hostFolder, "stray-output.ts"))};
  import { logToStderr } from ${JSON.stringify(join(hostFolder, "log.ts"))};
  keepStrayOutputOffStdout(logToStderr(() => new Date(0)));
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
