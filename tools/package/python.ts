import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, type ProgramOptions, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { pipNetworkOptions, pythonEnvironment } from "../setup/package-environment.ts";
import { pipConfiguration } from "../setup/python.ts";

/** Of the sidecar's lock, what it runs without: `runtime/unused_libraries.py` keeps one from being loaded, and downloads need no other. */
const LEFT_OUT = ["av", "hf-xet"];

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

/**
 * A CPython of its own, that runs from wherever its folder is moved to.
 * @param archive with everything below a folder named by its platform
 * @returns its program
 */
export async function unpackPython(archive: string, folder: string): Promise<string> {
  const scratch = `${folder}.unpacked`;
  await unzip(archive, scratch);
  const vendor = join(scratch, "org/bytedeco/cpython");
  const whole = join(vendor, theOnly(readdirSync(vendor)));
  const name = theOnly(readdirSync(join(whole, "lib")).filter((each) => /^python3\.\d+$/u.test(each)));
  const library = join(folder, "lib", name);
  for (const each of ["bin", "lib"]) mkdirSync(join(folder, each), { recursive: true });
  renameSync(join(whole, "bin", name), join(folder, "bin/python3"));
  renameSync(join(whole, "lib", name), library);
  for (const each of readdirSync(whole).filter((file) => /^lib(?:python3\.\d+|ffi)\.so\.[\d.]+$/u.test(file)))
    renameSync(join(whole, each), join(folder, "lib", each));
  rmSync(scratch, { recursive: true });
  for (const each of [
    ...UNUSED_MODULES,
    ...readdirSync(library).filter((file) => file.startsWith("config-")),
  ])
    rmSync(join(library, each), { recursive: true, force: true });
  const extensions = join(library, "lib-dynload");
  for (const each of readdirSync(extensions).filter((file) => UNUSED_EXTENSIONS.test(file)))
    rmSync(join(extensions, each));
  const program = join(folder, "bin/python3");
  chmodSync(program, 0o755);
  return program;
}

/**
 * The sidecar's locked packages for this very Python, by its own pip, which goes with everything else that only installs.
 * @returns the folder of the packages
 */
export async function installPackages(program: string): Promise<string> {
  const library = libraryOf(program);
  const packages = join(library, "site-packages");
  const lock = join(library, "requirements.lock");
  writeFileSync(lock, withoutPackages(readFileSync(join(SIDECAR, "requirements.lock"), "utf8"), LEFT_OUT));
  const how = [
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--no-compile",
    "--root-user-action=ignore",
  ];
  const what = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--target", packages, "-r", lock];
  const network = pipNetworkOptions(await pipConfiguration());
  await run(program, ["-I", "-m", "pip", "install", ...how, ...network, ...what]);
  rmSync(lock);
  for (const each of readdirSync(packages).filter((name) => /^(?:pip|pip-.*|bin|README\.txt)$/u.test(name)))
    rmSync(join(packages, each), { recursive: true });
  // For pip, to remove them by; of programs that are gone, whose hash was that of the folder they were made in.
  for (const each of readdirSync(packages).filter((name) => name.endsWith(".dist-info")))
    rmSync(join(packages, each, "RECORD"));
  for (const each of testFolders(packages)) rmSync(each, { recursive: true });
  return packages;
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
    await run(program, ["-P", "-s", "-m", "compileall", ...how, folder], {
      env: { ...pythonEnvironment(process.env), PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
    });
  }
}

/** A lock without these packages (pure). */
export function withoutPackages(lock: string, names: readonly string[]): string {
  const blocks = lock.split(/\n(?=[a-z])/u);
  return blocks.filter((block) => !names.includes(/^[\w.-]+/u.exec(block)?.[0] ?? "")).join("\n");
}

/** Of a wheel or jar, which both are ZIP files. */
export async function unzip(archive: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await run(VENV_PYTHON, ["-I", "-m", "zipfile", "-e", archive, folder]);
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

function libraryOf(program: string): string {
  const folder = join(program, "../../lib");
  return join(folder, theOnly(readdirSync(folder).filter((name) => /^python3\.\d+$/u.test(name))));
}

function testFolders(packages: string): string[] {
  return foldersBelow(packages).filter((path) => basename(path) === "tests");
}

function foldersBelow(folder: string): string[] {
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

async function run(program: string, args: readonly string[], options?: ProgramOptions): Promise<void> {
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
