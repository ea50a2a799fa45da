import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { readDemoScript } from "../../tools/materials/demo-meeting.ts";
import { wordErrorRate } from "../../tools/measure/words.ts";
import { findBrowser } from "../../tools/setup/browser.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";
import { buildPackages } from "./built-packages.ts";
import { captionDemo, type DemoCaptions } from "./demo-captions.ts";

/** Everything that a Linux has which `install.sh` and the launchers ask for; no Node and no Python is among it. */
const COMMANDS = "sh cat cmp cp cut dirname getconf head ln mkdir mv printf readlink rm sed sort uname".split(
  " ",
);

const folder = temporaryFolder();
let packages = "";

beforeAll(() => {
  packages = buildPackages(join(folder, "first"));
});

/** Every path below a folder, with what a link leads to. */
function everythingIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted();
}

/** The hash of each package. */
function sumsBeside(base: string): string {
  return readFileSync(join(base, "../SHA256SUMS"), "utf8");
}

/** What a browser writes of its own accord. */
function isBrowsers(path: string): boolean {
  return path.startsWith(".config/chromium/");
}

/** Runs a program that must succeed. */
function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    env: environment,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? ""}${stdout}${stderr}`);
  return stdout;
}

/** What every root has, and the notes of rpm itself. */
function isOfSystem(path: string): boolean {
  return /rpm|^(?:etc|opt|usr|var|etc\/opt|var\/lib)$|^usr\/(?:bin|share|share\/doc)$/u.test(path);
}

/** The first line of the meeting was understood as far as the demo model understands it. */
function expectFirstLine({ text }: DemoCaptions): void {
  const spoken = readDemoScript().lines.map((line) => line.text);
  expect(Math.min(...spoken.map((line) => wordErrorRate(line, text)))).toBeLessThan(0.5);
}

it("INS-2 two builds of one commit are alike in every byte, wherever and under which settings they are made", () => {
  const second = buildPackages(join(folder, "second, 日本"), {
    TZ: "Asia/Tokyo",
    LC_ALL: "C",
    PYTHONHASHSEED: "7",
  });
  expect(sumsBeside(second)).toBe(sumsBeside(packages));
});

it("INS-2 the app folder holds what its own list says, and names nothing of the computer that built it", () => {
  const app = join(packages, "app");
  const { files } = JSON.parse(readFileSync(join(app, "manifest.json"), "utf8")) as {
    readonly files: Readonly<Record<string, string>>;
  };
  const found = everythingIn(app).filter((path) => lstatSync(join(app, path)).isFile());

  expect(found.filter((path) => path !== "manifest.json")).toEqual(Object.keys(files).toSorted());
  for (const [path, hash] of Object.entries(files)) {
    const bytes = readFileSync(join(app, path));
    expect({ path, hash: createHash("sha256").update(bytes).digest("hex") }).toEqual({ path, hash });
    if (bytes.includes(folder)) throw new Error(`${path} names the folder in which it was built`);
  }
});

describe("the archive in a home with spaces, without Node, Python or a network's help", () => {
  const home = join(folder, "Jö & 日本's home");
  const profile = join(home, ".config/chromium");
  const commands = join(folder, "bin");
  const base = join(home, ".local/share/earshot");
  const environment = { HOME: home, PATH: commands };
  let before: string[] = [];
  let script = "";

  beforeAll(() => {
    mkdirSync(profile, { recursive: true });
    mkdirSync(join(home, ".local/share"), { recursive: true });
    mkdirSync(join(home, ".local/bin"));
    mkdirSync(commands);
    for (const name of COMMANDS)
      symlinkSync(
        run("/bin/sh", ["-c", `command -v ${name} | grep / || echo /usr/bin/${name}`]).trim(),
        join(commands, name),
      );
    const unpacked = join(home, "Downloads (1)");
    mkdirSync(unpacked);
    run("tar", ["--extract", `--file=${packages}.tar.gz`, `--directory=${unpacked}`]);
    script = join(unpacked, readdirSync(unpacked)[0] ?? "", "install.sh");
    before = everythingIn(home);
  });

  it("INS-2 says what it would do, installs, captions a meeting, and leaves nothing when it goes", async () => {
    expect(run(script, ["--dry-run"], environment)).toContain("✓ Chromium");
    expect(everythingIn(home)).toEqual(before);

    const startMs = performance.now();
    expect(run(script, [], environment)).toContain("✓ Chromium");
    const installedMs = performance.now() - startMs;
    const earshot = join(home, ".local/bin/earshot");
    expect(run(earshot, ["version"], environment)).toContain(join(base, "versions"));
    // A test leaves nothing in its user's keychain.
    const configuration = join(base, "host/earshot-host.config.json");
    const written = JSON.parse(readFileSync(configuration, "utf8")) as object;
    writeFileSync(configuration, JSON.stringify({ ...written, usesKeychain: false }));
    expect(run(earshot, ["doctor"], environment)).toContain("✓ Helper");

    const captions = await captionDemo(profile, join(base, "extension"));
    expectFirstLine(captions);
    process.stdout.write(
      `tar.gz: installed in ${(installedMs / 1000).toFixed(1)} s, first line ${(captions.afterMs / 1000).toFixed(1)} s after the browser's start\n`,
    );

    run(earshot, ["uninstall", "--purge", "--yes"], environment);
    expect(everythingIn(home).filter((path) => !isBrowsers(path))).toEqual(
      before.filter((path) => !isBrowsers(path)),
    );
    expect(everythingIn(profile).filter((path) => path.includes("app.earshot"))).toEqual([]);
  });
});

describe.runIf(process.getuid?.() === 0 && existsSync("/usr/bin/dpkg"))(
  "the .deb in a root of its own",
  () => {
    const root = join(folder, "root");
    const home = join(folder, "homes/日 本");

    /** As apt does it, with another root and whatever is needed already there. */
    function dpkg(...args: string[]): string {
      return run("dpkg", [`--root=${root}`, "--force-depends", "--log=/dev/null", ...args]);
    }

    beforeAll(() => {
      for (const each of ["info", "updates"])
        mkdirSync(join(root, "var/lib/dpkg", each), { recursive: true });
      writeFileSync(join(root, "var/lib/dpkg/status"), "");
      for (const each of ["etc", "opt", "usr/bin", "usr/share/doc"])
        mkdirSync(join(root, each), { recursive: true });
      mkdirSync(home, { recursive: true });
    });

    it("INS-2 lets every browser of the computer start it, captions a meeting, and leaves nothing when it goes", async () => {
      dpkg("--install", `${packages}.deb`);
      // What every user of the computer may read, and none but root may write.
      expect(run("find", [join(root, "opt"), "-perm", "/022", "-o", "-not", "-perm", "-444"])).toBe("");
      const shared = join(root, "opt/earshot/host.json");
      const configuration = readFileSync(shared, "utf8");
      writeFileSync(
        shared,
        JSON.stringify({ ...(JSON.parse(configuration) as object), usesKeychain: false }),
      );

      vi.stubEnv("HOME", home);
      vi.stubEnv("XDG_DATA_HOME", undefined);
      vi.stubEnv("EARSHOT_BROWSER", browserOf(root));
      const captions = await captionDemo(join(home, ".config/chromium"), join(root, "opt/earshot/extension"));
      vi.unstubAllEnvs();
      expectFirstLine(captions);
      expect(existsSync(join(home, ".local/share/earshot/data/logs/host.jsonl"))).toBe(true);

      writeFileSync(shared, configuration);
      dpkg("--purge", "earshot");
      // dpkg takes away every folder that it leaves empty; here those of the system, too.
      expect(everythingIn(root).filter((path) => !/^var(?:\/|$)/u.test(path))).toEqual([]);
    });

    /** A browser for which `/opt` and `/etc` are those of `root`, and everything else is this computer's. */
    function browserOf(place: string): string {
      const wrapper = join(folder, "browser");
      const inside = [
        `mount -t overlay overlay -o "lowerdir=${place}/etc:/etc" /etc`,
        `mount --bind "${place}/opt" /opt`,
        `exec '${findBrowser() ?? ""}' "$@"`,
      ].join(" && ");
      const line = `exec unshare --mount --propagation private /bin/sh -c '${inside.replaceAll("'", String.raw`'\''`)}' browser "$@"`;
      writeFileSync(wrapper, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
      return wrapper;
    }
  },
);

describe.runIf(process.getuid?.() === 0 && existsSync("/usr/bin/rpm"))(
  "the .rpm in a root of its own",
  () => {
    it("INS-2 brings the same folder as the archive, and takes away every file and folder", () => {
      const root = join(folder, "rpm root");
      mkdirSync(root);
      const rpm = (...args: string[]): string =>
        run("rpm", ["--root", root, "--dbpath", "/var/lib/rpm", ...args]);

      rpm("--install", "--nodeps", `${packages}.rpm`);
      const app = join(root, "opt/earshot");
      expect(everythingIn(app)).toEqual(everythingIn(join(packages, "app")));
      rpm("--erase", "earshot");
      expect(everythingIn(root).filter((path) => !isOfSystem(path))).toEqual([]);
    });
  },
);
