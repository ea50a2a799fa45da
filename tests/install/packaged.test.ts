import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type App, packagedApp } from "../../install/app.ts";
import { sharedConfiguration } from "../../install/host-files.ts";
import { packagedLauncherScript, packagedProgramScript } from "../../install/launcher.ts";
import { runEarshot } from "../../install/program.ts";
import { readConfiguration } from "../../native-host/runtime/configuration.ts";
import { userFolders } from "../../native-host/runtime/user-folders.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { below, FakeHome } from "./fake-home.ts";

/** A home into which `install.sh` has put a version. */
class InstalledHome extends FakeHome {
  readonly base = dirname(dirname(this.app.root));
  readonly command = join(this.home, ".local/bin/earshot");

  constructor(...browsers: string[]) {
    super(...browsers);
    this.write(this.app.node, "#!/bin/sh\n");
    this.write(join(this.base, "extension/manifest.json"), "{}");
    symlinkSync("versions/1.2.3", join(this.base, "current"));
    mkdirSync(dirname(this.command), { recursive: true });
    symlinkSync(join(this.base, "current/earshot"), this.command);
  }

  protected override placedApp(): App {
    const { base } = userFolders(this.home, {}, "linux");
    return packagedApp(join(base, "versions/1.2.3"), {
      home: this.home,
      environment: {},
      platform: "linux",
    });
  }
}

describe("a copy that its own installer has put into a home", () => {
  it("INS-2 names programs of its version, and an extension that stays where it is", async () => {
    const home = new InstalledHome("chromium");

    const { code, text } = await home.run("install");

    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toContain(join(home.base, "extension"));
    expect(readFileSync(join(home.base, "host/earshot-host.sh"), "utf8")).toContain(
      String.raw`日本'\''s home/.local/share/earshot/versions/1.2.3/node/node'`,
    );
  });

  it("INS-2 leaves nothing behind but data and models, and not those if that is asked for", async () => {
    const home = new InstalledHome("chromium");
    home.write(join(home.app.data, "logs/host.jsonl"), "{}\n");
    home.write(join(home.app.models, "base/model.bin"), "weights");
    await home.run("install");

    expect(await home.run("uninstall")).toMatchObject({ code: 0 });
    expect(below(join(home.home, ".local"))).toEqual([
      "bin",
      "share",
      "share/earshot",
      "share/earshot/data",
      "share/earshot/data/logs",
      "share/earshot/data/logs/host.jsonl",
      "share/earshot/models",
      "share/earshot/models/base",
      "share/earshot/models/base/model.bin",
    ]);

    const again = new InstalledHome("chromium");
    again.write(join(again.app.data, "logs/host.jsonl"), "{}\n");
    await again.run("install");
    expect(await again.run("uninstall", "--purge", "--yes")).toMatchObject({ code: 0 });
    expect(below(join(again.home, ".local"))).toEqual(["bin", "share"]);
    expect(existsSync(again.manifestOf("chromium"))).toBe(false);
  });

  it("INS-2 says what it would remove, and removes nothing, with --dry-run", async () => {
    const home = new InstalledHome("chromium");
    await home.run("install");
    const before = below(home.home);

    const { text } = await home.run("uninstall", "--dry-run");

    expect(text).toContain("Earshot's programs");
    expect(below(home.home)).toEqual(before);
  });

  it.each(["/elsewhere", ""])("INS-2 is found by its own place, whatever XDG_DATA_HOME says: %o", (named) => {
    const { app, base, home } = new InstalledHome("chromium");

    const found = packagedApp(app.root, { home, environment: { XDG_DATA_HOME: named }, platform: "linux" });

    expect(found).toMatchObject({ channel: "installer", data: join(base, "data"), record: app.record });
  });

  it("INS-2 is asked with --dry-run of where it would lie, not of where it was unpacked", async () => {
    const home = new FakeHome("chromium");
    const context = { ...home.context, app: { ...home.app, root: join(home.home, "Trash/files/app") } };

    expect(await runEarshot(["install", "--dry-run"], context)).toBe(1);
    expect(await runEarshot(["install", "--at", join(home.home, "versions/1.0.0")], context)).toBe(0);
    expect(existsSync(home.manifestOf("chromium"))).toBe(false);
  });

  it("INS-2 leaves a command of the same name that is another's", async () => {
    const home = new InstalledHome("chromium");
    renameSync(home.command, `${home.command}.old`);
    symlinkSync("/opt/another/earshot", home.command);

    await home.run("uninstall");

    expect(below(dirname(home.command))).toContain("earshot");
  });
});

describe("the way a package came", () => {
  it.each([
    ["/opt/earshot", "system", /apt or dnf/u, /sudo apt remove earshot/u],
    ["/home/me/.local/share/earshot/versions/2.0.0", "installer", /install\.sh/u, /^(?!.*\/versions\/)/su],
    ["/home/me/Downloads/earshot/app", "folder", /earshot install/u, /the folder \/home\/me\/Downloads/u],
  ])("INS-2 %s is told how it is renewed and what of it stays", async (root, channel, renewed, stays) => {
    const home = new FakeHome("chromium");
    const app = packagedApp(root, { home: "/home/me", environment: {}, platform: "linux" });
    home.write(home.app.packageFile, '{"version":"2.0.0"}');
    const said: string[] = [];
    const context = {
      ...home.context,
      app: {
        ...app,
        packageFile: home.app.packageFile,
        hostFolder: home.app.hostFolder,
        record: home.app.record,
      },
      print: (line: string) => void said.push(line),
    };

    await runEarshot(["update"], context);
    expect(said.join("\n")).toMatch(renewed);
    await runEarshot(["uninstall", "--dry-run"], context);
    expect(app.channel).toBe(channel);
    expect(said.at(-1)).toMatch(stays);
  });
});

describe("the folder of a package", () => {
  it("INS-2 starts its own host and command from wherever it was moved to, and through links", () => {
    const root = join(temporaryFolder(), "Jö & 日本's {app} $HOME `x` folder");
    mkdirSync(join(root, "node"), { recursive: true });
    writeFileSync(join(root, "node/node"), '#!/bin/sh\nprintf "%s\\n" "$@"; /usr/bin/env\n', { mode: 0o755 });
    writeFileSync(join(root, "earshot-host"), packagedLauncherScript(), { mode: 0o755 });
    writeFileSync(join(root, "earshot"), packagedProgramScript(), { mode: 0o755 });
    const moved = `${root} (moved)`;
    renameSync(root, moved);
    const link = join(dirname(root), "a link");
    symlinkSync(join(moved, "earshot-host"), link);
    symlinkSync(join(moved, "earshot"), `${link} too`);
    const env = { HOME: "/home/me", PATH: "/nowhere", NODE_OPTIONS: "--require=/theirs.js", LD_DEBUG: "" };

    const host = spawnSync(link, ["chrome-extension://x/"], { env, encoding: "utf8" });
    const command = spawnSync(`${link} too`, ["install", "a  b"], { env, encoding: "utf8" });

    expect(host.stdout.split("\n").slice(0, 4)).toEqual([
      join(moved, "host/earshot-host.mjs"),
      "--config",
      join(moved, "host.json"),
      "chrome-extension://x/",
    ]);
    expect(host.stdout).toContain("HOME=/home/me");
    expect(`${host.stdout}${command.stdout}`).not.toContain("NODE_OPTIONS");
    expect(command.stdout.split("\n").slice(0, 3)).toEqual([
      join(moved, "cli/earshot.mjs"),
      "install",
      "a  b",
    ]);
  });

  it("INS-2 names no user's folder: each who starts its host has their own", () => {
    const root = join(temporaryFolder(), "{models} of {app}");
    const file = join(root, "host.json");
    mkdirSync(root);
    writeFileSync(file, JSON.stringify(sharedConfiguration("linux")));
    const { data, models } = userFolders(process.env["HOME"] ?? "", process.env);

    const { dataDirectory, sidecarCommand, sidecarEnvironment } = readConfiguration(file);

    expect(dataDirectory).toBe(data);
    expect(sidecarCommand).toEqual([
      join(root, "python/bin/python3"),
      "-I",
      join(root, "sidecar/run.py"),
      "earshot_stt",
      `--demo-model=${join(root, "demo-model")}`,
      `--model-cache=${models}`,
    ]);
    expect(sidecarEnvironment).toEqual({ PYTHONPATH: join(root, "sidecar/src") });
  });
});

describe("a user's own folder", () => {
  it.each([
    ["linux", {}, "/home/me/.local/share/earshot"],
    ["linux", { XDG_DATA_HOME: "/data/me" }, "/data/me/earshot"],
    ["linux", { XDG_DATA_HOME: "relative" }, "/home/me/.local/share/earshot"],
    ["linux", { XDG_DATA_HOME: "/home/me/snap/code/1/.local/share" }, "/home/me/.local/share/earshot"],
    ["linux", { XDG_DATA_HOME: "/home/me/.var/app/com.x/data" }, "/home/me/.local/share/earshot"],
    ["darwin", {}, "/home/me/Library/Application Support/Earshot"],
    ["win32", { LOCALAPPDATA: "/C/Local" }, "/C/Local/Earshot"],
  ] as const)("INS-2 on %s with %o is %s", (platform, environment, base) => {
    expect(userFolders("/home/me", environment, platform)).toEqual({
      base,
      data: `${base}/data`,
      models: `${base}/models`,
    });
  });
});
