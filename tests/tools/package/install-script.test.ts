import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { installScript } from "../../../tools/package/archive.ts";
import { below } from "../../install/fake-home.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** A home in which archives are unpacked; the program `earshot` of each notes how it was called. */
function unpackedHome() {
  const home = join(temporaryFolder(), "Jö & 日本's home");
  const unpack = (version: string): string => {
    const folder = join(home, "Downloads", version);
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: 0o755 });
    };
    write("install.sh", installScript(version));
    write("app/manifest.json", JSON.stringify({ version }));
    write("app/extension/manifest.json", version);
    write("app/earshot", `#!/bin/sh\necho "called $*"\n`);
    return join(folder, "install.sh");
  };
  const run = (script: string, args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
    spawnSync(script, args, { env: { HOME: home, PATH: "/usr/bin:/bin", ...more }, encoding: "utf8" });
  return { home, base: join(home, ".local/share/earshot"), unpack, run };
}

it("INS-2 install.sh --dry-run says what it would do and writes nothing", () => {
  const { home, base, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");
  const before = below(home);

  const { status, stdout } = run(script, ["--dry-run"]);

  expect(status).toBe(0);
  expect(stdout).toContain(join(base, "versions/1.0.0"));
  expect(stdout).toContain("called install --dry-run");
  expect(below(home)).toEqual(before);
});

it("INS-2 install.sh puts a version in place and registers it, and the same once more changes nothing", () => {
  const { home, base, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");

  const first = run(script);
  const after = below(home);
  const second = run(script);

  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(first.stdout).toContain("called install");
  expect(readlinkSync(join(base, "current"))).toBe("versions/1.0.0");
  expect(readFileSync(join(home, ".local/bin/earshot"), "utf8")).toContain("called");
  expect(second.status).toBe(0);
  expect(below(home)).toEqual(after);
});

it("INS-2 install.sh keeps the version before for a meeting that runs, and none before that", () => {
  const { base, unpack, run } = unpackedHome();
  for (const version of ["1.0.0", "1.1.0", "2.0.0"]) expect(run(unpack(version)).status).toBe(0);

  expect(below(join(base, "versions")).filter((path) => !path.includes("/"))).toEqual(["1.1.0", "2.0.0"]);
  expect(readlinkSync(join(base, "current"))).toBe("versions/2.0.0");
  expect(readFileSync(join(base, "extension/manifest.json"), "utf8")).toBe("2.0.0");
});

it("INS-2 install.sh leaves another program of that name, and says so", () => {
  const { home, unpack, run } = unpackedHome();
  mkdirSync(join(home, ".local/bin"), { recursive: true });
  symlinkSync("/opt/another/earshot", join(home, ".local/bin/earshot"));

  const { status, stdout } = run(unpack("1.0.0"));

  expect(status).toBe(0);
  expect(stdout).toContain("is another program and stays");
  expect(readlinkSync(join(home, ".local/bin/earshot"))).toBe("/opt/another/earshot");
});

it.each([
  ["an unknown option", ["--fast"], {}, /There is no option --fast/u],
  ["sudo", [], { SUDO_USER: "me" }, /without sudo/u],
])("INS-2 install.sh refuses %s before it writes anything", (_what, args, more, message) => {
  const { home, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");
  const before = below(home);

  const { status, stderr } = run(script, args, more);

  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/\n {2}→ ./u);
  expect(below(home)).toEqual(before);
});

it("INS-2 install.sh takes the folder that XDG_DATA_HOME names", () => {
  const { home, base, unpack, run } = unpackedHome();

  expect(run(unpack("1.0.0"), [], { XDG_DATA_HOME: join(home, "data") }).status).toBe(0);

  expect(existsSync(join(home, "data/earshot/versions/1.0.0/earshot"))).toBe(true);
  expect(existsSync(base)).toBe(false);
});
