import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION, HOST_PROGRAM, INSTALL_PROGRAM, ROOT } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { hashOf, Stamp } from "./stamp.ts";

/** One program that Vite builds: its result and everything the result depends on. */
interface Target {
  readonly name: string;
  readonly result: string;
  readonly sources: readonly string[];
  readonly configuration: readonly string[];
}

const SHARED_SOURCES = ["protocol", "package.json", "package-lock.json", "tsconfig.base.json"];
const EXTENSION_TARGET: Target = {
  name: "extension",
  result: join(EXTENSION, "manifest.json"),
  sources: ["src", "manifest.config.ts", "vite.config.ts", ...SHARED_SOURCES],
  configuration: [],
};
const HOST_TARGET: Target = {
  name: "native-host",
  result: HOST_PROGRAM,
  sources: ["native-host", ...SHARED_SOURCES],
  configuration: ["--config", "native-host/vite.config.ts"],
};
const INSTALL_TARGET: Target = {
  name: "earshot",
  result: INSTALL_PROGRAM,
  sources: ["install", "native-host", "src/shared/identity.ts", ...SHARED_SOURCES],
  configuration: ["--config", "install/vite.config.ts"],
};
const TARGETS = [EXTENSION_TARGET, HOST_TARGET, INSTALL_TARGET];

/** Builds what is older than its sources, and names it. */
export async function build(): Promise<string> {
  const built: string[] = [];
  for (const target of TARGETS) {
    if (await buildTarget(target)) built.push(target.name);
  }
  return built.length === 0 ? "already built" : `built ${built.join(" and ")}`;
}

/** Names what is missing or older than its sources. */
export function unbuilt(): string[] {
  return TARGETS.filter((target) => !isBuilt(target)).map(({ name }) => name);
}

/** A hash of the extension's sources: a profile that has run another build needs care (tools/setup/profile.ts). */
export function extensionHash(): string {
  return sourceHash(EXTENSION_TARGET);
}

async function buildTarget(target: Target): Promise<boolean> {
  const { name, result, configuration } = target;
  if (isBuilt(target)) return false;

  const stamp = stampOf(target);
  stamp.clear();
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const { exitCode, output } = await runProgram(process.execPath, [vite, "build", ...configuration], {
    cwd: ROOT,
  });
  if (exitCode !== 0 || !existsSync(result)) {
    throw new ScriptError(
      "build_failed",
      `Vite could not build the ${name}:\n${lastLines(output, 20)}`,
      "Mend the source that is named above; `npm run types` may say more.",
    );
  }
  stamp.write(sourceHash(target));
  return true;
}

function isBuilt(target: Target): boolean {
  return existsSync(target.result) && stampOf(target).matches(sourceHash(target));
}

function stampOf({ name }: Target): Stamp {
  return new Stamp(`build-${name}`);
}

function sourceHash({ sources }: Target): string {
  return hashOf(sources.map((path) => join(ROOT, path)));
}
