import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pythonProgram } from "../../../install/host-files.ts";
import { APP, VENV_PYTHON } from "../../../tools/runtime/paths.ts";
import type { ProfileFiles } from "../../../tools/setup/host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const tools = join(import.meta.dirname, "../../../tools");
const UMASKS = ["000", "022", "077", "177"];

/** Says where it runs: its umask, its limit for core files and what it got of the environment. */
const HOST = `
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
const [core] = [execFileSync("/bin/sh", ["-c", "ulimit -c"]).toString().trim()];
writeFileSync(process.argv[3] + ".said", "words");
process.stdout.write(JSON.stringify({ umask: process.umask(), core, names: Object.keys(process.env), args: process.argv.slice(4) }));
`;

/** Runs the registration of the host as a script does, under a umask of its own. */
function register(umask: string): { readonly folder: string; readonly files: ProfileFiles } {
  const folder = temporaryFolder();
  const program = `
    import { runScript } from ${JSON.stringify(join(tools, "runtime/run-script.ts"))};
    import { registerHost } from ${JSON.stringify(join(tools, "setup/host.ts"))};
    import { prepareProfile } from ${JSON.stringify(join(tools, "setup/profile.ts"))};
    import { makeFolder } from ${JSON.stringify(join(tools, "../native-host/runtime/system.ts"))};
    import { mkdirSync, writeFileSync } from "node:fs";
    const folder = ${JSON.stringify(folder)};
    await runScript(async () => {
      prepareProfile(folder + "/profile", folder + "/downloads", "build");
      const files = registerHost(folder + "/profile", { hostProgram: folder + "/host.mjs", dataDirectory: folder + "/data" });
      makeFolder(folder + "/out/rehearsal");
      mkdirSync(folder + "/made/deep", { recursive: true });
      writeFileSync(folder + "/out/transcript.json", "words");
      console.log(JSON.stringify(files));
      return 0;
    });`;
  writeFileSync(join(folder, "host.mjs"), HOST, { mode: 0o600 });
  writeFileSync(join(folder, "register.mts"), program, { mode: 0o600 });
  const line = `umask ${umask}; exec "$0" --import tsx "$1"`;
  const { stdout, stderr } = spawnSync(
    "/bin/sh",
    ["-c", line, process.execPath, join(folder, "register.mts")],
    {
      encoding: "utf8",
      cwd: tools,
    },
  );
  expect(stderr).toBe("");
  return { folder, files: JSON.parse(stdout) as ProfileFiles };
}

/** Files and folders below `folder` that somebody else may read, write or enter. */
function open(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => (statSync(join(folder, name)).mode & 0o077) !== 0,
  );
}

describe.skipIf(process.platform === "win32")("SEC-4 INS-1 what is written is the user's alone", () => {
  test.each(UMASKS)("under umask %s: registration, profile, folders and results", (umask) => {
    const { folder, files } = register(umask);

    expect(open(folder)).toEqual([]);
    expect(statSync(files.launcher).mode & 0o777).toBe(0o700);
    expect(statSync(files.manifest).mode & 0o777).toBe(0o600);
  });

  test("files that an earlier version left open are closed to others", () => {
    const { folder, files } = register("000");
    for (const file of Object.values(files) as string[]) spawnSync("/bin/chmod", ["666", file]);
    expect(open(folder)).not.toEqual([]);

    const again = `umask 000; exec "$0" --import tsx "$1"`;
    spawnSync("/bin/sh", ["-c", again, process.execPath, join(folder, "register.mts")], { cwd: tools });

    expect(open(folder)).toEqual([]);
  });

  test.each(UMASKS)("under umask %s: the host and its children, which leave no core file", (umask) => {
    const { files } = register("022");
    const line = `umask ${umask}; exec "$0" "$@"`;
    const { stdout } = spawnSync("/bin/sh", ["-c", line, files.launcher, "chrome-extension://x/"], {
      encoding: "utf8",
    });

    expect(JSON.parse(stdout)).toMatchObject({ umask: 0o077, core: "0", args: ["chrome-extension://x/"] });
    expect(statSync(`${files.configuration}.said`).mode & 0o777).toBe(0o600);
  });
});

describe.skipIf(process.platform === "win32")(
  "SEC-1 nothing foreign is loaded by the environment or the working folder",
  () => {
    test("the launcher gives the host an allow-list of the browser's environment", () => {
      const { files } = register("022");
      const hostile = {
        NODE_OPTIONS: "--require /nowhere/missing.cjs",
        NODE_PATH: "/nowhere",
        LD_PRELOAD_32: "/nowhere.so",
        LD_LIBRARY_PATH: "/nowhere",
        DYLD_INSERT_LIBRARIES: "/nowhere",
        PYTHONPATH: "/nowhere",
        PYTHONSTARTUP: "/nowhere",
        OPENSSL_CONF: "/nowhere",
        SSLKEYLOGFILE: "/nowhere",
      };
      const kept = {
        HOME: '/home/it\'s "me" $HOME',
        LANG: "ja_JP.UTF-8",
        HTTPS_PROXY: "http://proxy",
        PATH: "/usr/bin:/bin",
      };
      const { stdout, status } = spawnSync(files.launcher, [], {
        encoding: "utf8",
        env: { ...hostile, ...kept },
      });

      expect(status).toBe(0);
      const { names } = JSON.parse(stdout) as { names: string[] };
      expect(names.filter((name) => name in hostile)).toEqual([]);
      expect(names).toEqual(expect.arrayContaining(Object.keys(kept)));
    });

    test("a module that lies in the working folder, or where PYTHONPATH says, is not run", () => {
      const folder = temporaryFolder();
      for (const name of ["numpy.py", "json.py", "earshot_stt.py", "sitecustomize.py", "usercustomize.py"])
        writeFileSync(join(folder, name), "print('planted')\nraise SystemExit(3)\n");
      mkdirSync(join(folder, "numpy"));
      writeFileSync(join(folder, "numpy/__init__.py"), "print('planted')\n");
      const [program = VENV_PYTHON, ...args] = pythonProgram(APP, "earshot_stt");

      const { stdout, stderr, status } = spawnSync(program, [...args, "--help"], {
        encoding: "utf8",
        cwd: folder,
        env: { PATH: process.env["PATH"], PYTHONPATH: folder, PYTHONSTARTUP: join(folder, "json.py") },
      });

      expect(status).toBe(0);
      expect(stdout + stderr).toContain("--demo-model");
      expect(stdout + stderr).not.toContain("planted");
      expect(readFileSync(join(folder, "numpy.py"), "utf8")).toContain("planted");
    });
  },
);
