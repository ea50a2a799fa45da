import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packagedApp } from "../../../install/app.ts";
import { systemLauncherOf } from "../../../install/context.ts";
import { readManifest } from "../../../install/manifest.ts";
import { PROGRAMS } from "../../../tools/package/app-folder.ts";
import { macManifestFiles, packMacRoot } from "../../../tools/package/macos/root.ts";
import { below } from "../../install/fake-home.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const APP = "Library/Application Support/Earshot";

test("INS-2 a package for all users of a Mac has the folder, each browser's manifest and the command, and can take all of it away", async () => {
  const folder = temporaryFolder();
  const app = join(folder, "app");
  for (const path of [...PROGRAMS, "sidecar/run.py"]) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), "#!/bin/sh\n");
  }
  const [first, second] = [join(folder, "first.tar.gz"), join(folder, "second.tar.gz")];
  for (const file of [first, second]) await packMacRoot(app, file, 1_700_000_000);
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);

  const root = join(folder, "root");
  mkdirSync(root);
  expect(spawnSync("tar", ["-xzf", first, "-C", root]).status).toBe(0);
  const manifests = macManifestFiles();
  expect(manifests).toContain("/Library/Google/Chrome/NativeMessagingHosts/app.earshot.host.json");
  for (const file of manifests)
    expect(readManifest(join(root, file))).toMatchObject({
      kind: "manifest",
      isOpen: false,
      manifest: { path: `/${APP}/earshot-host` },
    });
  // The program that lies there knows that it is for all users.
  const home = { home: "/Users/me", environment: {}, platform: "darwin" } as const;
  expect(systemLauncherOf(packagedApp(`/${APP}`, home))).toBe(`/${APP}/earshot-host`);

  // Its own list of what to remove, here below another root.
  const remover = join(folder, "remove.sh");
  writeFileSync(
    remover,
    readFileSync(join(root, APP, "remove.sh"), "utf8").replaceAll(/(?<=^|')(?=\/(?:Library|usr))/gmu, root),
  );
  chmodSync(remover, 0o755);
  const other = join(root, "Library/Google/Chrome/NativeMessagingHosts/other.json");
  cpSync(remover, other);
  expect(spawnSync(remover).status).toBe(0);
  expect(below(root).filter((path) => /earshot/iu.test(path))).toEqual([]);
  expect(below(root)).toContain("Library/Google/Chrome/NativeMessagingHosts/other.json");
});
