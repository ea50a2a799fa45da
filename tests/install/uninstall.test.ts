import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { uninstall } from "../../install/commands/uninstall.ts";
import { hostManifest, writeManifest } from "../../install/manifest.ts";
import table from "../../protocol/models.json" with { type: "json" };
import { IDS, launcherIn } from "./fake-computer.ts";
import { below, FakeHome } from "./fake-home.ts";

describe("earshot uninstall", () => {
  it("INS-2 leaves what was there before, and data and models, with their sizes", async () => {
    const home = new FakeHome("chromium", "brave");
    home.write(join(home.app.data, "logs/host.jsonl"), "x".repeat(2_000_000));
    home.write(join(home.app.models, "base/model.bin"), "x".repeat(5_000_000));
    const before = below(home.home).filter((path) => !path.includes("NativeMessagingHosts"));
    await home.run("install");

    const { code, text } = await home.run("uninstall");

    expect(code).toBe(0);
    expect(text).toMatch(/kept: data: logs, keys, journals \(2\.0 MB/u);
    expect(text).toMatch(/kept: downloaded models \(5\.0 MB/u);
    expect(below(home.home).filter((path) => !path.endsWith("NativeMessagingHosts"))).toEqual(before);
  });

  it("INS-2 deletes data and models only when that is asked for and confirmed", async () => {
    const home = new FakeHome("chromium");
    home.write(join(home.app.data, "sessions/unfinished/frames"), "sound");
    await home.run("install");

    const unconfirmed = await home.run("uninstall", "--purge");
    expect(unconfirmed.code).toBe(1);
    expect(unconfirmed.text).toMatch(/not_confirmed: .*sound of 1 unfinished meeting/u);
    expect(existsSync(home.manifestOf("chromium"))).toBe(true);

    expect((await home.run("uninstall", "--purge", "--yes")).code).toBe(0);
    expect(existsSync(home.app.data)).toBe(false);
    expect(existsSync(home.manifestOf("chromium"))).toBe(false);
  });

  it("INS-2 with --purge deletes what of ours a link in the place of data leads to, and the link", async () => {
    const home = new FakeHome("chromium");
    const disk = join(home.home, "big disk/data");
    const theirs = join(home.home, "theirs/letters.txt");
    home.write(theirs, "x".repeat(3_000_000));
    home.write(join(disk, "sessions/unfinished/frames"), "x".repeat(1_000_000));
    symlinkSync(join(theirs, ".."), join(disk, "sessions/a link"));
    mkdirSync(join(home.app.data, ".."), { recursive: true });
    symlinkSync(disk, home.app.data);

    const unconfirmed = await home.run("uninstall", "--purge");
    const { code, text } = await home.run("uninstall", "--purge", "--yes");

    expect(unconfirmed.text).toContain(`which leads to ${disk})`);
    expect(code).toBe(0);
    expect(text).toMatch(/✓ data: .*\(1\.0 MB/u);
    expect(existsSync(disk)).toBe(false);
    expect(below(join(home.app.data, ".."))).toEqual([]);
    expect(existsSync(theirs)).toBe(true);
  });

  it("INS-2 with --purge leaves what is others' behind a link in the place of data or models", async () => {
    const home = new FakeHome("chromium");
    const disk = join(home.home, "big disk");
    const [model] = table.models;
    home.write(join(disk, "letters.txt"), "theirs");
    home.write(join(disk, "keys/key"), "ours");
    home.write(join(disk, "hub/models--another--maker/model.bin"), "theirs");
    home.write(join(disk, `hub/models--${model?.repository.replace("/", "--")}/model.bin`), "ours");
    mkdirSync(join(home.app.data, ".."), { recursive: true });
    symlinkSync(disk, home.app.data);
    symlinkSync(join(disk, "hub"), home.app.models);

    const { code, text } = await home.run("uninstall", "--purge", "--yes");

    expect(code).toBe(0);
    expect(text).toContain("where what is not Earshot's stays");
    expect(below(disk).filter((path) => /\.\w+$|keys/u.test(path))).toEqual([
      "hub/models--another--maker/model.bin",
      "letters.txt",
    ]);
    expect(below(join(home.app.data, ".."))).toEqual([]);
  });

  it("INS-2 with --purge says what could not be deleted, and goes on", () => {
    const home = new FakeHome("chromium");
    const disk = join(home.home, "big disk/data");
    home.write(join(disk, "keys"), "key");
    home.write(join(home.app.models, "base/model.bin"), "x");
    symlinkSync(disk, home.app.data);
    // A folder that may not be deleted, whoever asks.
    const refuse = (folder: string): void => {
      if (folder === disk) throw new Error("EACCES: permission denied");
      rmSync(folder, { recursive: true, force: true });
    };

    const lines: string[] = [];
    const context = { ...home.context, print: (line: string) => void lines.push(line) };
    const code = uninstall(context, { isPurge: true, isConfirmed: true }, refuse);

    expect(code).toBe(1);
    expect(lines.join("\n")).toMatch(/✗ data: .*EACCES.*\n {2}→ ./u);
    expect(lines.join("\n")).toMatch(/✓ downloaded models/u);
    expect(existsSync(disk)).toBe(true);
    expect(existsSync(home.app.models)).toBe(false);
  });

  it.each(["home", "root"] as const)(
    "INS-2 with --purge follows no link to a folder above it: %s",
    (above) => {
      const home = new FakeHome("chromium");
      mkdirSync(join(home.app.data, ".."), { recursive: true });
      symlinkSync(above === "home" ? home.home : "/", home.app.data);
      const removed: string[] = [];

      const code = uninstall(home.context, { isPurge: true, isConfirmed: true }, (path) => {
        removed.push(path);
      });

      expect(code).toBe(1);
      expect(new Set(removed)).toEqual(new Set([home.app.hostFolder]));
    },
  );

  it("INS-2 leaves what starts another copy of Earshot that works, and says so", async () => {
    const home = new FakeHome("chromium");
    await home.run("install");
    const other = launcherIn(join(home.home, "other copy"));
    writeManifest(home.manifestOf("chromium"), hostManifest(other, IDS));

    await expect(home.json("uninstall", "--dry-run")).resolves.toMatchObject({ left: [{ starts: other }] });
    const { code, text } = await home.run("uninstall");

    expect(code).toBe(0);
    expect(text).toContain(`left: Chromium starts another copy of Earshot, ${other}`);
    expect(existsSync(home.manifestOf("chromium"))).toBe(true);
  });

  it("INS-2 names what it cannot remove: the browser's part, the keychain's, and npm start's profile", async () => {
    const { text } = await new FakeHome("chromium").run("uninstall");

    expect(text).toMatch(/extension and its transcripts .*keychain .*"earshot".*\.earshot\/profile/u);
  });

  it("INS-2 removes nothing while a meeting is being recorded, nor with --dry-run", async () => {
    const home = new FakeHome("chromium");
    await home.run("install");
    const host = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    onTestFinished(() => void host.kill());
    const booted_at_ms = Math.round(Date.now() - uptime() * 1000);
    const lock = { pid: host.pid, booted_at_ms, token: "2c9f0a52-9e7e-4b0c-8f53-55a0b2f1f1aa" };
    home.write(join(home.app.data, "sessions/running/lock.json"), JSON.stringify(lock));

    const running = await home.run("uninstall", "--purge", "--yes");
    expect(running.code).toBe(1);
    expect(running.text).toContain("meeting_running");

    writeFileSync(join(home.app.data, "sessions/running/lock.json"), "{}");
    writeFileSync(home.manifestOf("chromium"), '{"name":');
    await expect(home.json("uninstall", "--dry-run")).resolves.toMatchObject({
      dry_run: true,
      removed: [{ browsers: ["Chromium"], error: null }],
    });
    expect(existsSync(home.manifestOf("chromium"))).toBe(true);
  });
});
