import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { surroundingsOf } from "../../install/context.ts";
import { hostManifest, readManifest, writeManifest } from "../../install/manifest.ts";
import { heal, readRecord, register, unregister } from "../../install/registration.ts";
import { everyTarget, registrationTargets } from "../../install/targets.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { computerWith, fakeRegistry, IDS, launcherIn } from "./fake-computer.ts";
import { FakeHome } from "./fake-home.ts";

/** A home whose browsers are registered without a command. */
class RegisteredHome extends FakeHome {
  readonly launcher = launcherIn(this.app.hostFolder);
  readonly surroundings = surroundingsOf(this.context);

  install(launcher = this.launcher, ids = IDS) {
    return register(
      registrationTargets(this.computer, "user"),
      hostManifest(launcher, ids),
      this.surroundings,
    );
  }

  uninstall() {
    return unregister(everyTarget(this.computer, "user"), this.surroundings).outcomes;
  }
}

describe.skipIf(process.platform === "win32")("INS-2 registering the host for the browsers of a home", () => {
  it("writes for each browser that is there, all ids in each manifest, for the user only", () => {
    const home = new RegisteredHome("chromium", "microsoft-edge");

    const outcomes = home.install();

    expect(outcomes.map(({ target, failure }) => [target.browsers, failure])).toEqual([
      [["Chromium"], null],
      [["Microsoft Edge"], null],
    ]);
    const file = home.manifestOf("chromium");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      name: "app.earshot.host",
      description: expect.any(String) as string,
      path: home.launcher,
      type: "stdio",
      allowed_origins: IDS.map((id) => `chrome-extension://${id}/`),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, ".."))).toEqual(["app.earshot.host.json"]);
    expect(existsSync(home.manifestOf("google-chrome"))).toBe(false);
  });

  it("goes on after one browser's failure, and names it", () => {
    const home = new RegisteredHome("google-chrome", "chromium", "vivaldi");
    // No folder can be made where a file is.
    writeFileSync(join(home.manifestOf("chromium"), "../../NativeMessagingHosts"), "");

    const outcomes = home.install();

    expect(outcomes.map(({ target, failure }) => [target.browsers[0], failure?.code])).toEqual([
      ["Google Chrome", undefined],
      ["Chromium", "unwritable"],
      ["Vivaldi", undefined],
    ]);
    expect(existsSync(home.manifestOf("vivaldi"))).toBe(true);
  });

  it("changes nothing when it is done again", () => {
    const home = new RegisteredHome("chromium");
    home.install();
    const before = readFileSync(home.manifestOf("chromium"), "utf8");
    const record = readFileSync(home.surroundings.record, "utf8");

    home.install();

    expect(readFileSync(home.manifestOf("chromium"), "utf8")).toBe(before);
    expect(readFileSync(home.surroundings.record, "utf8")).toBe(record);
  });

  it("removes what it wrote, and leaves what is another program's", () => {
    const home = new RegisteredHome("chromium", "google-chrome");
    home.install();
    const foreign = join(home.manifestOf("chromium"), "../org.example.other.json");
    writeFileSync(foreign, "{}");
    const before = readdirSync(home.home, { recursive: true }).length;

    const outcomes = home.uninstall();

    expect(outcomes.map(({ failure }) => failure)).toEqual([null, null]);
    expect(existsSync(home.manifestOf("chromium"))).toBe(false);
    expect(existsSync(foreign)).toBe(true);
    expect(existsSync(home.surroundings.record)).toBe(false);
    expect(readdirSync(home.home, { recursive: true })).toHaveLength(before - 3);
    expect(home.uninstall()).toEqual([]);
  });

  it("removes what no record names, by the table", () => {
    const home = new RegisteredHome("vivaldi");
    home.install();
    writeFileSync(home.surroundings.record, "{ half a rec");

    expect(home.uninstall()).toHaveLength(1);
    expect(existsSync(home.manifestOf("vivaldi"))).toBe(false);
  });

  it("removes what the record names outside of the table, such as another home's folder", () => {
    const home = new RegisteredHome("chromium");
    const target = { scope: "user" as const, browsers: ["Chromium"] };
    const file = join(home.home, "elsewhere/NativeMessagingHosts/app.earshot.host.json");
    const place = { kind: "manifest" as const, file };
    register([{ ...target, place }], hostManifest(home.launcher, IDS), home.surroundings);

    expect(home.uninstall()).toHaveLength(1);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ["is half written", () => '{"name":'],
    ["is empty", () => ""],
    ["has lost its name", () => "{}"],
    ["begins with a byte-order mark", (text: string) => `\uFEFF${text}`],
  ])("removes a manifest of its name that %s", (_what, broken) => {
    const home = new RegisteredHome("chromium");
    home.install();
    writeFileSync(home.manifestOf("chromium"), broken(readFileSync(home.manifestOf("chromium"), "utf8")));

    expect(home.uninstall()).toMatchObject([{ failure: null }]);
    expect(existsSync(home.manifestOf("chromium"))).toBe(false);
  });

  it("does not remove a manifest of that name that is another host's", () => {
    const home = new RegisteredHome("chromium");
    home.install();
    writeFileSync(home.manifestOf("chromium"), JSON.stringify({ name: "org.example.other" }));

    expect(home.uninstall()).toEqual([]);
    expect(existsSync(home.manifestOf("chromium"))).toBe(true);
  });

  it("keeps earlier browsers in the record when others are added", () => {
    const home = new RegisteredHome("chromium");
    home.install();
    register(
      registrationTargets(home.computer, "user", ["edge"]),
      hostManifest(home.launcher, IDS),
      home.surroundings,
    );

    expect(readRecord(home.surroundings.record)?.targets.flatMap(({ browsers }) => browsers)).toEqual([
      "Microsoft Edge",
      "Chromium",
    ]);
  });

  it("registers again what a moved folder left stale or unusable, and nothing once all was removed", () => {
    const home = new RegisteredHome("chromium", "vivaldi", "google-chrome");
    home.install();
    writeFileSync(home.manifestOf("vivaldi"), "{");
    const removed = home.manifestOf("google-chrome");
    writeFileSync(removed, JSON.stringify({ name: "org.example.other" }));
    const moved = launcherIn(join(home.home, "moved"));
    rmSync(home.launcher);

    const outcomes = heal(hostManifest(moved, IDS), home.surroundings);

    expect(outcomes.map(({ target }) => target.browsers[0])).toEqual([
      "Google Chrome",
      "Chromium",
      "Vivaldi",
    ]);
    expect(readManifest(home.manifestOf("chromium"))).toMatchObject({ manifest: { path: moved } });
    expect(heal(hostManifest(moved, IDS), home.surroundings)).toEqual([]);
    home.uninstall();
    expect(heal(hostManifest(moved, IDS), home.surroundings)).toEqual([]);
  });
});

/** One whose browser starts another copy that was installed after. */
function homeOfTwo() {
  const home = new RegisteredHome("chromium");
  home.install();
  const other = launcherIn(join(home.home, "other copy"));
  writeManifest(home.manifestOf("chromium"), hostManifest(other, IDS));
  return { home, other };
}

describe.skipIf(process.platform === "win32")("INS-2 two copies of Earshot", () => {
  it("leave each other's browsers at every start", () => {
    const { home, other } = homeOfTwo();

    expect(heal(hostManifest(home.launcher, IDS), home.surroundings)).toEqual([]);
    expect(readManifest(home.manifestOf("chromium"))).toMatchObject({ manifest: { path: other } });
  });

  it("take a browser back whose copy is gone", () => {
    const { home, other } = homeOfTwo();
    rmSync(other);

    expect(heal(hostManifest(home.launcher, IDS), home.surroundings)).toHaveLength(1);
    expect(readManifest(home.manifestOf("chromium"))).toMatchObject({ manifest: { path: home.launcher } });
  });

  it.each([true, false])(
    "leave what starts the other when one is uninstalled, and say so; dry run: %s",
    (isDryRun) => {
      const { home, other } = homeOfTwo();

      const { outcomes, left } = unregister(everyTarget(home.computer, "user"), home.surroundings, isDryRun);

      expect(outcomes).toEqual([]);
      expect(left).toMatchObject([{ target: { browsers: ["Chromium"] }, program: other }]);
      expect(existsSync(home.manifestOf("chromium"))).toBe(true);
      rmSync(other);
      expect(home.uninstall()).toHaveLength(1);
    },
  );
});

describe("INS-2 registering in the registry", () => {
  const folder = temporaryFolder();
  const computer = computerWith([], { platform: "win32", home: "C:\\Users\\me" });
  const launcher = launcherIn(folder);
  const keys = ["Google\\Chrome", "Chromium", "Microsoft\\Edge"].map(
    (name) => `HKCU\\Software\\${name}\\NativeMessagingHosts\\app.earshot.host`,
  );

  it("writes one manifest, names it in three keys, and removes all of it", () => {
    const registry = fakeRegistry();
    const registeredManifest = join(folder, "app.earshot.host.json");
    const surroundings = { registry, record: join(folder, "install.json"), registeredManifest, launcher };

    const outcomes = register(
      registrationTargets(computer, "user"),
      hostManifest(launcher, IDS),
      surroundings,
    );

    expect(outcomes.map(({ failure }) => failure)).toEqual([null, null, null]);
    expect([...registry.values]).toEqual(keys.map((key) => [key, registeredManifest]));
    expect(readManifest(registeredManifest)).toMatchObject({ manifest: { path: launcher } });

    expect(unregister(everyTarget(computer, "user"), surroundings).outcomes).toHaveLength(3);
    expect(registry.values.size).toBe(0);
    expect(existsSync(registeredManifest)).toBe(false);
  });

  it("believes no write that is not read back", () => {
    const registry = { ...fakeRegistry(), write: () => undefined };
    const registeredManifest = join(folder, "unread.json");
    const surroundings = { registry, record: join(folder, "install-2.json"), registeredManifest, launcher };

    const outcomes = register(
      registrationTargets(computer, "user", ["edge"]),
      hostManifest(launcher, IDS),
      surroundings,
    );

    expect(outcomes.map(({ failure }) => failure?.code)).toEqual(["not_read_back"]);
  });
});
