import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkoutApp } from "../../../install/app.ts";
import { hostFilesIn } from "../../../install/host-files.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { APP, INSTALL_PROGRAM } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** A copy of Earshot in `folder`: the built program itself, all else by links to this one. */
function copyOfEarshot(folder: string) {
  const app = checkoutApp(folder);
  const parts = ["packageFile", "hostProgram", "sidecar", "demoModel"] as const;
  for (const part of parts) {
    mkdirSync(dirname(app[part]), { recursive: true });
    symlinkSync(APP[part], app[part]);
  }
  symlinkSync(join(APP.root, ".venv"), join(folder, ".venv"));
  const program = join(folder, "dist/install/earshot.mjs");
  mkdirSync(dirname(program), { recursive: true });
  cpSync(INSTALL_PROGRAM, program);
  return { app, program };
}

test("INS-2 the built program registers the host, and a real browser of that home connects to it", async () => {
  const home = join(temporaryFolder(), "Jö & 日本's home");
  const profile = join(home, ".config/chromium");
  mkdirSync(profile, { recursive: true });
  const { app, program } = copyOfEarshot(join(home, "my earshot #1"));

  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "install"], {
    env: { HOME: home, PATH: "/usr/bin:/bin" },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("✓ Chromium");
  // A test leaves nothing in its user's keychain.
  const { configuration } = hostFilesIn(app.hostFolder);
  const written = JSON.parse(readFileSync(configuration, "utf8")) as object;
  writeFileSync(configuration, JSON.stringify({ ...written, usesKeychain: false }));

  const earshot = await launchEarshot({ profile, isHostRegistered: false });
  try {
    const host = await earshot.view.until("the host's answer", HUNG_MS, () => {
      const { host: state } = earshot.view.status ?? {};
      return state?.name === "connected" || state?.name === "failed" ? state : null;
    });
    expect(host).toMatchObject({ name: "connected" });
  } finally {
    await earshot.close();
  }
});
