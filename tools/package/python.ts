import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join, parse } from "node:path";
import { SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, type ProgramOptions, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { pythonEnvironment } from "../setup/package-environment.ts";
import { fetchSource, type PackageTarget, SOURCES } from "./sources.ts";
import { buildStableAbi } from "./windows/stable-abi.ts";

/** Of the standard library, what is for programming, for windows, or for its own tests. */
const UNUSED_MODULES = [
  "ensurepip",
  "idlelib",
  "pydoc_data",
  "sqlite3",
  "test",
  "tkinter",
  "turtledemo",
  "turtle.py",
  "venv",
];
/** Extension modules of those, and those whose library a computer may lack. */
const UNUSED_EXTENSIONS =
  /^(?:_test|xx|_xxtest|_ctypes_test|_curses|_sqlite3|_tkinter|_uuid|_dbm|_gdbm|readline)/u;

/** The libraries of Windows' own windows and databases, which only modules use that are left out. */
const UNUSED_LIBRARIES = /^(?:sqlite3|tcl\d*t?|tk\d*t?|pyshellext|winsound)\.(?:dll|pyd)$/u;

/** A CPython in a folder of its own. */
export interface PythonFolder {
  readonly program: string;
  readonly library: string;
  readonly packages: string;
}

/**
 * A CPython of its own, that runs from wherever its folder is moved to.
 * @param archive with everything below a folder named by its platform
 */
export async function unpackPython(
  archive: string,
  folder: string,
  target: PackageTarget,
): Promise<PythonFolder> {
  const scratch = `${folder}.unpacked`;
  await unzip(archive, scratch);
  const vendor = join(scratch, "org/bytedeco/cpython");
  const whole = join(vendor, theOnly(readdirSync(vendor)));
  const python = target === "win-x64" ? await placeForWindows(whole, folder) : placeForUnix(whole, folder);
  rmSync(scratch, { recursive: true });
  const { library, program } = python;
  for (const each of [
    ...UNUSED_MODULES,
    ...readdirSync(library).filter((file) => file.startsWith("config-")),
  ])
    rmSync(join(library, each), { recursive: true, force: true });
  const extensions = target === "win-x64" ? library : join(library, "lib-dynload");
  for (const each of readdirSync(extensions).filter((file) => isUnusedExtension(file, target)))
    rmSync(join(extensions, each));
  chmodSync(program, 0o755);
  return python;
}

/** The CPython itself where it runs here, else this system's own one of the same version, in a folder that is for a while. */
export async function pythonOfThisSystem(
  target: PackageTarget,
  own: PythonFolder,
  folder: string,
): Promise<PythonFolder> {
  if (target === "linux-x64") return own;
  return unpackPython(await fetchSource(SOURCES["linux-x64"].python), folder, "linux-x64");
}

function isUnusedExtension(file: string, target: PackageTarget): boolean {
  if (target === "win-x64")
    return UNUSED_LIBRARIES.test(file) || /^(?:_test|xx|_ctypes_test|_sqlite3|_tkinter).*\.pyd$/u.test(file);
  // It looks for its library where Homebrew puts it.
  return UNUSED_EXTENSIONS.test(file) || (target === "macos-arm64" && file.startsWith("_lzma"));
}

function placeForUnix(whole: string, folder: string): PythonFolder {
  const name = theOnly(readdirSync(join(whole, "lib")).filter((each) => /^python3\.\d+$/u.test(each)));
  const library = join(folder, "lib", name);
  for (const each of ["bin", "lib"]) mkdirSync(join(folder, each), { recursive: true });
  const program = join(folder, "bin/python3");
  renameSync(join(whole, "bin", name), program);
  renameSync(join(whole, "lib", name), library);
  for (const each of readdirSync(whole).filter((file) =>
    /^lib(?:python3\.\d+|ffi)\.(?:so\.[\d.]+|dylib)$/u.test(file),
  ))
    renameSync(join(whole, each), join(folder, "lib", each));
  return { program, library, packages: join(library, "site-packages") };
}

async function placeForWindows(whole: string, folder: string): Promise<PythonFolder> {
  mkdirSync(folder, { recursive: true });
  const library = join(folder, "Lib");
  renameSync(join(whole, "lib"), library);
  const program = join(folder, "python.exe");
  renameSync(join(whole, "python.exe"), program);
  const own = theOnly(readdirSync(whole).filter((file) => /^python3\d+\.dll$/u.test(file)));
  renameSync(join(whole, own), join(folder, own));
  await buildStableAbi(join(folder, "python3.dll"), join(whole, "libs/python3.lib"), parse(own).name);
  // The newer ones lie beside the program.
  for (const each of readdirSync(library).filter((file) => /^vcruntime140.*\.dll$/u.test(file)))
    rmSync(join(library, each));
  return { program, library, packages: join(library, "site-packages") };
}

/**
 * Writes each module's compiled form beside it, which is never compared with its source: a folder that nobody may write starts as fast as
 * another. The same sources make the same bytes.
 */
export async function compileModules(
  program: string,
  folders: readonly string[],
  root: string,
): Promise<void> {
  for (const folder of folders) {
    for (const each of foldersBelow(folder).filter((path) => basename(path) === "__pycache__"))
      rmSync(each, { recursive: true });
    const how = ["-f", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "-s", root];
    // Not isolated, or it would not see that the order of sets is to be the same each time.
    await runPython(program, ["-P", "-s", "-m", "compileall", ...how, folder], {
      env: { ...pythonEnvironment(process.env), PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
    });
  }
}

/** Of a wheel or jar, which both are ZIP files. */
export async function unzip(archive: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await runPython(VENV_PYTHON, ["-I", "-m", "zipfile", "-e", archive, folder]);
}

/** The sidecar's own sources. */
export function copySidecar(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(SIDECAR, "run.py"), join(folder, "run.py"));
  cpSync(join(SIDECAR, "src/earshot_stt"), join(folder, "src/earshot_stt"), {
    recursive: true,
    filter: (path) => basename(path) !== "__pycache__",
  });
}

/** Without those that are below a folder of tests or of compiled modules. */
export function foldersBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const path = join(folder, name);
      return name === "tests" || name === "__pycache__" ? [path] : [path, ...foldersBelow(path)];
    });
}

function theOnly(names: readonly string[]): string {
  const [name, ...others] = names;
  if (name !== undefined && others.length === 0) return name;
  throw new ScriptError(
    "package_failed",
    `The archive of Python has another layout: ${names.join(", ")}.`,
    "Adapt tools/package/python.ts to the version in tools/package/sources.json.",
  );
}

/** @throws package_failed */
export async function runPython(
  program: string,
  args: readonly string[],
  options?: ProgramOptions,
): Promise<void> {
  const { exitCode, output } = await runProgram(program, args, {
    env: pythonEnvironment(process.env),
    ...options,
  });
  if (exitCode === 0) return;
  throw new ScriptError(
    "package_failed",
    `${basename(program)} ${args.slice(0, 4).join(" ")} … failed:\n${lastLines(output)}`,
    "Check the network and the free disk space (2 GB), then run it again.",
  );
}
