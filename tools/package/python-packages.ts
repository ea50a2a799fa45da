import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { packageIndexEnvironment, pipNetworkOptions } from "../setup/package-environment.ts";
import { pipConfiguration } from "../setup/python.ts";
import { foldersBelow, type PythonFolder, runPython, unzip } from "./python.ts";
import { fetchSource, type PackageTarget, SOURCES, TOOLS } from "./sources.ts";

/** Of the sidecar's lock, what it runs without: `runtime/unused_libraries.py` keeps one from being loaded, and downloads need no other. */
const LEFT_OUT = ["av", "hf-xet"];

/** The sidecar's locked packages for this very Python. */
export async function installPackages(python: PythonFolder, target: PackageTarget): Promise<void> {
  const { library, packages } = python;
  const lock = join(library, "requirements.lock");
  writeFileSync(lock, withoutPackages(readFileSync(join(SIDECAR, "requirements.lock"), "utf8"), LEFT_OUT));
  const what = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--target", packages, "-r", lock];
  await (target === "linux-x64" ? installByPip(python.program, what) : installByUv(target, what));
  rmSync(lock);
  for (const each of readdirSync(packages).filter((name) =>
    /^(?:pip|pip-.*|bin|Scripts|README\.txt|\.lock)$/u.test(name),
  ))
    rmSync(join(packages, each), { recursive: true });
  // For pip, to remove them by; of programs that are gone, whose hash was that of the folder they were made in.
  for (const each of readdirSync(packages).filter((name) => name.endsWith(".dist-info")))
    rmSync(join(packages, each, "RECORD"));
  for (const each of testFolders(packages)) rmSync(each, { recursive: true });
}

/** By its own pip, which goes with everything else that only installs. */
async function installByPip(program: string, what: readonly string[]): Promise<void> {
  const how = [
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--no-compile",
    "--root-user-action=ignore",
  ];
  const network = pipNetworkOptions(await pipConfiguration());
  await runPython(program, ["-I", "-m", "pip", "install", ...how, ...network, ...what]);
}

/** As uv calls the oldest system that each package runs on. */
const PLATFORMS: Readonly<Record<Exclude<PackageTarget, "linux-x64">, string>> = {
  "win-x64": "x86_64-pc-windows-msvc",
  "macos-arm64": "aarch64-apple-darwin",
};

/** For a Python that does not run here: pip takes which packages another system needs for what this one needs. */
async function installByUv(
  target: Exclude<PackageTarget, "linux-x64">,
  what: readonly string[],
): Promise<void> {
  const wheel = await fetchSource(TOOLS.uv);
  const scratch = `${wheel}.unpacked`;
  await unzip(wheel, scratch);
  const program = join(scratch, `uv-${TOOLS.uv.version}.data/scripts/uv`);
  chmodSync(program, 0o755);
  const { PIP_INDEX_URL: index, PIP_CERT: certificate } = packageIndexEnvironment(await pipConfiguration());
  const where = ["--python-platform", PLATFORMS[target], "--python-version", pythonVersion(target)];
  const how = [
    "--quiet",
    "--no-config",
    "--cache-dir",
    join(dirname(wheel), "uv"),
    "--link-mode",
    "copy",
    "--python",
    VENV_PYTHON,
  ];
  await runPython(program, ["pip", "install", ...how, ...where, ...what], {
    env: {
      ...(index === undefined ? {} : { UV_DEFAULT_INDEX: index }),
      ...(certificate === undefined ? {} : { SSL_CERT_FILE: certificate }),
      MACOSX_DEPLOYMENT_TARGET: OLDEST_MACOS,
    },
  });
  rmSync(scratch, { recursive: true });
}

/** That of the CPython in `sources.json`, by its `minos`. */
const OLDEST_MACOS = "15.7";

/** `3.14` of the version in `sources.json`. */
function pythonVersion(target: PackageTarget): string {
  return SOURCES[target].python.version.split(".").slice(0, 2).join(".");
}

/** A lock without these packages (pure). */
export function withoutPackages(lock: string, names: readonly string[]): string {
  const blocks = lock.split(/\n(?=[a-z])/u);
  return blocks.filter((block) => !names.includes(/^[\w.-]+/u.exec(block)?.[0] ?? "")).join("\n");
}

function testFolders(packages: string): string[] {
  return foldersBelow(packages).filter((path) => basename(path) === "tests");
}
