import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE_LAUNCHER, SYSTEM_FOLDERS } from "../../../install/app.ts";
import { hostManifest } from "../../../install/manifest.ts";
import { registrationTargets } from "../../../install/targets.ts";
import { EXTENSION_IDS } from "../../../src/shared/identity.ts";
import { PROGRAM, PROGRAMS } from "../app-folder.ts";
import { packTree } from "../archive.ts";
import { closeFolder } from "../closed-folder.ts";

const APP = SYSTEM_FOLDERS.darwin;
const COMMAND = `/usr/local/bin/${PROGRAM}`;
const REMOVER = `${APP}/remove.sh`;

/**
 * What a .pkg for all users of a Mac puts below `/`, as one archive; a Mac makes the .pkg of it (pack.sh). As in a .deb no script of ours
 * runs at any step; macOS itself removes no package, so one that does lies in the folder.
 */
export async function packMacRoot(app: string, file: string, epoch: number): Promise<void> {
  const root = `${file}.root`;
  rmSync(root, { recursive: true, force: true });
  cpSync(app, join(root, APP), { recursive: true, verbatimSymlinks: true });
  const manifest = `${JSON.stringify(hostManifest(`${APP}/${PACKAGE_LAUNCHER}`, EXTENSION_IDS), null, 2)}\n`;
  for (const each of macManifestFiles()) write(root, each, manifest);
  const remover = readFileSync(join(import.meta.dirname, "remove.sh"), "utf8");
  write(root, REMOVER, remover.replace("@PATHS@", [...macManifestFiles(), COMMAND].join("\n")));
  mkdirSync(dirname(join(root, COMMAND)), { recursive: true });
  symlinkSync(`${APP}/${PROGRAM}`, join(root, COMMAND));
  const programs = [REMOVER, ...PROGRAMS.map((path) => `${APP}/${path}`)];
  closeFolder(
    root,
    programs.map((path) => path.slice(1)),
    epoch,
  );
  await packTree(root, ".", file);
  rmSync(root, { recursive: true });
}

/** Where each browser of a Mac looks for hosts of all users. */
export function macManifestFiles(): string[] {
  const computer = { platform: "darwin", environment: {}, home: "/nobody", exists: () => false } as const;
  return registrationTargets(computer, "system").flatMap(({ place }) =>
    place.kind === "manifest" ? [place.file] : [],
  );
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
