import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { installScript } from "../../../tools/package/archive.ts";
import { below } from "../../install/fake-home.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** A home in which archives are unpacked; the program `earshot` of each notes how it was called. */
function unpackedHome() {
  const home = join(temporaryFolder(), "Jö & 日本's home");
  const unpack = (version: string, program = 'echo "called $*"'): string => {
    const folder = join(home, "Downloads", version);
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: 0o755 });
    };
    write("install.sh", installScript(version));
    write("app/manifest.json", JSON.stringify({ version }));
    write("app/extension/manifest.json", version);
    write("app/earshot", `#!/bin/sh\n${program}\n`);
    return join(folder, "install.sh");
  };
  const run = (script: string, args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
    spawnSync(script, args, { env: { HOME: home, PATH: "/usr/bin:/bin", ...more }, encoding: "utf8" });
  /** A program of an installed version, as a meeting has one running. */
  const start = async (version: string): Promise<void> => {
    const program = join(home, ".local/share/earshot/versions", version, "node");
    copyFileSync("/bin/sleep", program);
    const running = spawn(program, ["600"]);
    onTestFinished(() => void running.kill());
    await once(running, "spawn");
  };
  return { start, home, base: join(home, ".local/share/earshot"), unpack, run };
}

it("INS-2 install.sh --dry-run says what it would do and writes nothing", () => {
  const { home, base, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");
  const before = below(home);

  const { status, stdout } = run(script, ["--dry-run"]);

  expect(status).toBe(0);
  expect(stdout).toContain(join(base, "versions/1.0.0"));
  expect(stdout).toContain(`called install --dry-run --at ${join(base, "versions/1.0.0")}`);
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
  ["a computer that names no home", [], { HOME: "" }, /HOME is not set/u],
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

it("INS-2 install.sh puts back what was lost of the same version", () => {
  const { base, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");
  run(script);
  const lost = join(base, "versions/1.0.0/extension/manifest.json");
  rmSync(lost);

  expect(run(script).status).toBe(0);

  expect(existsSync(lost)).toBe(true);
});

it("INS-2 install.sh that stops half-way leaves what was there, and nothing half", () => {
  const { home, unpack, run } = unpackedHome();
  const script = unpack("1.0.0");
  run(script);
  const programs = join(home, "programs");
  mkdirSync(programs);
  writeFileSync(join(programs, "cp"), '#!/bin/sh\nmkdir "$3"\nexit 1\n', { mode: 0o755 });
  const before = below(home);

  const { status, stderr } = run(script, [], { PATH: `${programs}:/usr/bin:/bin` });

  expect(status).toBe(1);
  expect(stderr).toMatch(/could not be copied[^]*\n {2}→ See that 1 GB is free/u);
  expect(below(home)).toEqual(before);
});

it("INS-2 install.sh keeps each version by which something runs, also when one is installed twice", async () => {
  const { base, unpack, run, start } = unpackedHome();
  run(unpack("1.0.0"));
  await start("1.0.0");

  for (const version of ["1.1.0", "1.1.0", "1.2.0"]) run(unpack(version));

  expect(below(join(base, "versions")).filter((path) => !path.includes("/"))).toEqual([
    "1.0.0",
    "1.1.0",
    "1.2.0",
  ]);
});

it("INS-2 install.sh keeps the version before where the home is a link and its folder has a slash too many", () => {
  const { home, unpack, run } = unpackedHome();
  const scripts = ["1.0.0", "1.1.0"].map((version) => unpack(version));
  const link = `${home} (a link)`;
  symlinkSync(home, link);
  const theirs = { HOME: link, XDG_DATA_HOME: `${link}/data/` };

  for (const script of scripts) expect(run(script, [], theirs).stdout).not.toContain("another program");

  expect(below(join(home, "data/earshot/versions")).filter((path) => !path.includes("/"))).toEqual([
    "1.0.0",
    "1.1.0",
  ]);
});

it("INS-2 install.sh deletes no version before the new one is registered, and says what is so", () => {
  const { base, unpack, run } = unpackedHome();
  for (const version of ["1.0.0", "1.1.0"]) run(unpack(version));

  const { status, stdout } = run(unpack("2.0.0", "exit 1"));

  expect(status).toBe(1);
  expect(stdout).toContain("what is above says which browser does not know of it");
  expect(below(join(base, "versions"))).toContain("1.0.0");
});

it("INS-2 install.sh keeps the version that browsers start", () => {
  const { base, unpack, run } = unpackedHome();
  run(unpack("1.0.0"));
  mkdirSync(join(base, "host"));
  writeFileSync(join(base, "host/earshot-host.sh"), `exec '${base}/versions/1.0.0/node/node'\n`);

  for (const version of ["1.1.0", "1.2.0"]) run(unpack(version));

  expect(below(join(base, "versions"))).toContain("1.0.0");
});

it.each(["snap/code/1/.local/share", ".var/app/com.example.Editor/data"])(
  "INS-2 install.sh takes no folder of another program's own: %s",
  (own) => {
    const { home, base, unpack, run } = unpackedHome();

    expect(run(unpack("1.0.0"), [], { XDG_DATA_HOME: join(home, own) }).status).toBe(0);

    expect(existsSync(join(base, "versions/1.0.0"))).toBe(true);
    expect(existsSync(join(home, own))).toBe(false);
  },
);
