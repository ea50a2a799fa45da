import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkoutApp } from "../../install/app.ts";
import { healInstallation } from "../../install/commands/install.ts";
import { readManifest } from "../../install/manifest.ts";
import { readConfiguration } from "../../native-host/runtime/configuration.ts";
import { below, FakeHome } from "./fake-home.ts";

describe("earshot install", () => {
  it("INS-2 registers the copy that it belongs to, for every browser that is there", async () => {
    const home = new FakeHome("chromium", "microsoft-edge");

    const { code, text } = await home.run("install");

    expect(code).toBe(0);
    expect(text).toContain("✓ Chromium");
    expect(text).toContain("✓ Microsoft Edge");
    expect(text).toContain("Load unpacked");
    const found = readManifest(home.manifestOf("chromium"));
    const launcher = join(home.app.hostFolder, "earshot-host.sh");
    expect(found).toMatchObject({ manifest: { path: launcher } });
    expect(spawnSync("/bin/sh", ["-n", launcher]).status).toBe(0);
    const { sidecarCommand, dataDirectory } = readConfiguration(
      join(home.app.hostFolder, "earshot-host.config.json"),
    );
    expect(sidecarCommand[0]).toBe(home.app.python);
    expect(dataDirectory).toBe(home.app.data);
  });

  it("INS-2 takes only the browsers and the further ids that are named", async () => {
    const home = new FakeHome("chromium", "vivaldi");
    const id = "abcdefghijklmnopabcdefghijklmnop";

    const said = await home.json("install", "--browser", "edge, vivaldi", "--extension-id", id);

    expect(said).toMatchObject({ dry_run: false, extension_ids: [expect.any(String), id] });
    expect(existsSync(home.manifestOf("chromium"))).toBe(false);
    expect(readFileSync(home.manifestOf("microsoft-edge"), "utf8")).toContain(`chrome-extension://${id}/`);
    expect(existsSync(home.manifestOf("vivaldi"))).toBe(true);
  });

  it("INS-2 keeps the ids that were added before, in manifest, configuration and record", async () => {
    const home = new FakeHome("chromium");
    const ids = ["abcdefghijklmnopabcdefghijklmnop", "ponmlkjihgfedcbaponmlkjihgfedcba"];
    for (const id of ids) await home.run("install", "--extension-id", id);

    const said = await home.json("install");

    expect(said).toMatchObject({ extension_ids: [expect.any(String), ...ids] });
    const configuration = join(home.app.hostFolder, "earshot-host.config.json");
    for (const file of [home.manifestOf("chromium"), configuration, home.app.record])
      for (const id of ids) expect(readFileSync(file, "utf8")).toContain(id);
  });

  it("INS-2 with --dry-run says the same and writes nothing", async () => {
    const home = new FakeHome("chromium");
    const before = below(home.home);

    const said = await home.json("install", "--dry-run");

    expect(below(home.home)).toEqual(before);
    await expect(home.json("install")).resolves.toEqual({ ...(said as object), dry_run: false });
  });

  it("INS-2 names a snap and a Flatpak with what to do, and registers the others", async () => {
    const home = new FakeHome("google-chrome");
    mkdirSync(join(home.home, "snap/chromium"), { recursive: true });
    mkdirSync(join(home.home, ".var/app/com.brave.Browser"), { recursive: true });

    const { code, text } = await home.run("install");

    expect(code).toBe(0);
    expect(text).toMatch(/✗ Chromium \(snap\)\n {2}→ Use Google Chrome/u);
    expect(text).toMatch(/✗ Brave \(flatpak\)\n {2}→ Install Brave/u);
  });

  it.each([
    ["no browser is there", {}, [], [], "browser_missing"],
    [
      "a browser is not made for this system",
      {},
      ["chromium"],
      ["--browser", "chromium,arc"],
      "bad_arguments",
    ],
    ["a browser has no such name", {}, ["chromium"], ["--browser", "netscape"], "bad_arguments"],
    ["an id is none", {}, ["chromium"], ["--extension-id", "*"], "bad_extension_id"],
    ["an option is unknown", {}, ["chromium"], ["--volume", "11"], "bad_arguments"],
    ["it is run by sudo", { environment: { SUDO_USER: "me" } }, ["chromium"], [], "registration_unsupported"],
    ["the system is Windows", { platform: "win32" as const }, [], [], "registration_unsupported"],
  ])("INS-2 refuses by name, and writes nothing, when %s", async (_what, computer, browsers, args, code) => {
    const home = new FakeHome(...browsers);
    home.computer = { ...home.computer, ...computer };
    const before = below(home.home);

    const run = await home.run("install", ...args);

    expect(run.code).toBe(1);
    expect(run.text).toMatch(new RegExp(`^✗ ${code}: .+\\n {2}→ .`, "u"));
    expect(below(home.home)).toEqual(before);
  });

  it.each([
    ["chromium", "snap/chromium"],
    ["brave", "snap/brave"],
    ["vivaldi", "snap/vivaldi"],
    ["opera", "snap/opera"],
    ["edge", "snap/microsoft-edge"],
    ["chrome", ".var/app/com.google.Chrome"],
  ])("INS-2 refuses %s by name where it is only in %s, which would never read it", async (id, folder) => {
    const home = new FakeHome("google-chrome-beta");
    mkdirSync(join(home.home, folder), { recursive: true });
    const before = below(home.home);

    const { code, text } = await home.run("install", "--browser", `chrome-beta,${id}`);

    expect(code).toBe(1);
    expect(text).toMatch(/^✗ registration_unsupported: .+\n {2}→ (?:Use Google Chrome|Install )/u);
    expect(below(home.home)).toEqual(before);
  });

  it("INS-2 with nothing but a snap says what to use instead, and no way around", async () => {
    const home = new FakeHome();
    mkdirSync(join(home.home, "snap/chromium"), { recursive: true });

    const { text } = await home.run("install");

    expect(text).toMatch(/browser_missing: .+\n {2}→ Use Google Chrome/u);
    expect(text).not.toContain("--browser");
  });

  it("INS-2 refuses a folder that macOS keeps from browsers, and one that was not built", async () => {
    const home = new FakeHome();
    const documents = new FakeHome();
    Object.assign(documents, {
      app: checkoutApp(join(documents.home, "Documents/earshot")),
      computer: { ...documents.computer, platform: "darwin" },
    });

    expect((await documents.run("install")).text).toContain("registration_unsupported");
    renameSync(home.app.hostProgram, `${home.app.hostProgram}.gone`);
    expect((await home.run("install", "--browser", "chrome")).text).toContain("host_program_missing");
  });

  it("INS-2 registers again after the folder was moved, at the next start", async () => {
    const home = new FakeHome("chromium");
    const neverInstalled = healInstallation(home.context);
    const id = "abcdefghijklmnopabcdefghijklmnop";
    await home.run("install", "--extension-id", id);
    const moved = join(home.home, "moved");
    renameSync(home.app.root, moved);
    const context = { ...home.context, app: checkoutApp(moved) };

    expect(neverInstalled).toEqual([]);
    const bySudo = { ...context.computer, environment: { SUDO_USER: "me" } };
    const elsewhere = { ...context.computer, home: "/home/me" };
    for (const computer of [bySudo, elsewhere, { ...context.computer, platform: "win32" as const }])
      expect(healInstallation({ ...context, computer })).toEqual([]);
    expect(healInstallation(context)).toMatchObject([{ target: { browsers: ["Chromium"] }, failure: null }]);
    expect(readManifest(home.manifestOf("chromium"))).toMatchObject({
      manifest: {
        path: join(context.app.hostFolder, "earshot-host.sh"),
        allowed_origins: [expect.any(String), `chrome-extension://${id}/`],
      },
    });
    expect(healInstallation(context)).toEqual([]);
  });
});

describe("INS-2 a record that somebody changed", () => {
  it.each([["chrome-extension://*/"], ["not an address"], ["https://earshot.example/"]])(
    "with %s among its origins is none, and stops neither installation nor healing",
    async (origin) => {
      const home = new FakeHome("chromium");
      await home.run("install");
      const record = JSON.parse(readFileSync(home.app.record, "utf8")) as object;
      writeFileSync(home.app.record, JSON.stringify({ ...record, allowedOrigins: [origin] }));

      expect(healInstallation(home.context)).toEqual([]);
      expect((await home.run("install")).code).toBe(0);
      expect(readFileSync(home.app.record, "utf8")).not.toContain(origin);
    },
  );
});

describe("the other commands of earshot", () => {
  it("INS-2 browsers says which helper each would start", async () => {
    const home = new FakeHome("chromium", "vivaldi");
    await home.run("install", "--browser", "chromium");
    const starts = join(home.app.hostFolder, "earshot-host.sh");

    await expect(home.json("browsers")).resolves.toMatchObject({
      found: [
        { id: "chromium", starts },
        { id: "vivaldi", starts: null },
      ],
      refused: [],
    });
    expect((await home.run("browsers")).text).toContain("not registered");
  });

  it("version, logs and update say what they know, and no more", async () => {
    const home = new FakeHome();

    await expect(home.json("version")).resolves.toMatchObject({ version: "1.2.3", root: home.app.root });
    expect((await home.run("version")).text).toContain("earshot 1.2.3 (no extension, protocol ");
    home.write(join(home.app.extension, "manifest.json"), '{"version":"1.2.2"}');
    await expect(home.json("version")).resolves.toMatchObject({ version: "1.2.3", extension: "1.2.2" });
    expect(await home.run("logs")).toMatchObject({
      code: 1,
      text: expect.stringContaining("no_log") as string,
    });
    home.write(join(home.app.data, "logs/host.jsonl"), "one\ntwo\nthree\n");
    expect((await home.run("logs", "--lines", "2")).text).toMatch(/host\.jsonl\ntwo\nthree$/u);
    expect(await home.run("update")).toMatchObject({
      code: 1,
      text: expect.stringContaining("clone of its repository") as string,
    });
  });

  it("INS-2 without a command describes them all, and does nothing", async () => {
    const home = new FakeHome("chromium");

    expect(await home.run()).toEqual({ code: 0, text: (await home.run("--help")).text });
  });

  it.each([
    ["bad_extension_id", ["install", "--extension-id", "*", "--json"]],
    ["bad_arguments", ["install", "--json", "--volume", "11"]],
    ["not_confirmed", ["uninstall", "--purge", "--json"]],
  ])("INS-2 with --json also a failure is JSON: %s", async (code, args) => {
    const home = new FakeHome("chromium");

    const run = await home.run(...args);

    expect(run.code).toBe(1);
    expect(JSON.parse(run.text)).toEqual({
      error: {
        code,
        message: expect.stringMatching(/./u) as string,
        remedy: expect.stringMatching(/./u) as string,
      },
    });
  });

  it.each([[], ["install"], ["uninstall"], ["browsers"], ["version"], ["logs"], ["update"]])(
    "%s --help describes each option and does nothing",
    async (...command) => {
      const home = new FakeHome("chromium");
      const before = below(home.home);

      const { code, text } = await home.run(...command, "--help");

      expect(code).toBe(0);
      expect(text).toMatch(/^Usage: earshot/u);
      expect(below(home.home)).toEqual(before);
    },
  );
});
