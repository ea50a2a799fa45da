import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/runtime/paths.ts";

/**
 * The packages of this commit, built into `out`.
 * @returns their paths without what comes after the name
 */
export function buildPackages(
  out: string,
  environment: NodeJS.ProcessEnv = {},
  options: readonly string[] = [],
): string {
  mkdirSync(out, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "tools/cli/package.ts"), "--out", out, ...options],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...environment } },
  );
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const [, name] = /^[\da-f]{64} {2}(?<name>\S+)\.cdx\.json$/mu.exec(stdout) ?? [];
  if (name === undefined) throw new Error(`no package among: ${stdout}`);
  return join(out, name);
}
