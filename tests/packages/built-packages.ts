import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/runtime/paths.ts";

/**
 * The packages of this commit, built into `out`.
 * @returns their paths without what comes after the name
 */
export function buildPackages(out: string, environment: NodeJS.ProcessEnv = {}): string {
  mkdirSync(out, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "tools/cli/package.ts"), "--out", out],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...environment } },
  );
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const [, name] = /^[\da-f]{64} {2}(?<name>\S+)\.tar\.gz$/mu.exec(stdout) ?? [];
  if (name === undefined) throw new Error(`no archive among: ${stdout}`);
  return join(out, name);
}
