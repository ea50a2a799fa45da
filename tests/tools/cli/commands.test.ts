import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { refuseKeptByNpm } from "../../../tools/setup/kept-by-npm.ts";

/** Runs a command as a person would, and gives what they would read. */
function run(script: string, ...args: string[]) {
  return runWith({}, script, ...args);
}

function runWith(environment: Readonly<Record<string, string>>, script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "tools/cli", script), ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, ...environment },
    },
  );
  return { status, stdout, stderr };
}

describe("wrong command lines end in a named error with a remedy, before anything starts", () => {
  it.each([
    ["rehearse.ts", ["--out", "out"], /bad_arguments: --tab is missing/u],
    ["rehearse.ts", ["--tab", "a.wav"], /bad_arguments: --out is missing/u],
    ["rehearse.ts", ["--tab", "a.wav", "--out", "o", "--speed", "fast"], /bad_arguments: --speed/u],
    ["rehearse.ts", ["--tab", "a.wav", "--out", "o", "--model", "./nowhere"], /model_directory_wrong/u],
    ["start.ts", ["--volume", "11"], /bad_arguments: Unknown option '--volume'/u],
    ["start.ts", ["--language", "English"], /bad_arguments: "English" is not a language code/u],
    [
      "start.ts",
      ["--headless", "--meeting", "https://meet.example"],
      /bad_arguments: --meeting needs a display/u,
    ],
    ["start.ts", ["--model", "/no/such/folder"], /model_directory_wrong/u],
    ["bench.ts", ["everything"], /bad_arguments: There is no benchmark "everything"/u],
    ["bench.ts", ["--only", "nap"], /bad_arguments: No benchmark has a part "nap"/u],
    ["bench.ts", ["real", "--meetings", "none", "--speed", "slow"], /bad_arguments: "slow" is no speed/u],
    ["bench.ts", ["real", "--corpus", "/nowhere"], /bad_arguments: \/nowhere holds no speech/u],
    ["bench.ts", ["real", "--engines", "nobody"], /bad_arguments: There is no engine "nobody"/u],
    ["privacy-check.ts", ["--seconds", "soon"], /bad_arguments: --seconds must be a number/u],
    ["test.ts", ["--only", "everything"], /bad_arguments: There is no check "everything"/u],
  ])(
    "%s %s",
    (script, args, message) => {
      const { status, stderr } = run(script, ...args);

      expect(status).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/\n {2}→ ./u);
      expect(stderr).not.toMatch(/\n\s+at /u);
    },
    60_000,
  );
});

describe("INS-2 options that npm keeps for itself without --", () => {
  it("end the command before anything is done", () => {
    const { status, stdout, stderr } = runWith({ npm_config_lines: "5" }, "earshot.ts", "logs");

    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/bad_arguments: npm has kept --lines .*\n {2}→ .*npm run earshot -- logs/u);
  }, 60_000);

  it.each(["dry-run", "purge", "keep-data", "extension-id", "fix", "lines", "json"])(
    "are named: --%s",
    (name) => {
      const environment = { [`npm_config_${name.replace("-", "_")}`]: "true" };

      expect(() => refuseKeptByNpm(["uninstall"], environment)).toThrow(`--${name}`);
      expect(() => refuseKeptByNpm(["uninstall", `--${name}`], environment)).not.toThrow();
      expect(() => refuseKeptByNpm(["uninstall", `--${name}=1`], environment)).not.toThrow();
    },
  );

  it("are told from npm's own settings, such as its browser", () => {
    expect(() => refuseKeptByNpm(["install"], { npm_config_browser: "chrome" })).toThrow("--browser");
    for (const mine of [{ npm_config_browser: "/usr/bin/chromium" }, { npm_config_json: "" }, {}])
      expect(() => refuseKeptByNpm(["install"], mine)).not.toThrow();
  });
});

describe("--help", () => {
  it.each([
    ["start.ts", [], ["--model", "--language", "--meeting", "--headless"]],
    ["test.ts", [], ["--only"]],
    ["rehearse.ts", [], ["--tab", "--mic", "--model", "--language", "--speed", "--out"]],
    ["bench.ts", [], ["--only", "--json", "real"]],
    [
      "bench.ts",
      ["real"],
      ["--meetings", "--clips", "--nonspeech", "--engines", "--switch", "--no-single-pass", "--json"],
    ],
    ["faults.ts", [], ["--seed", "--rounds", "--only", "--slow-seconds", "--json"]],
    ["soak.ts", [], ["--hours", "--speed", "--model", "--sample-seconds", "--json"]],
    ["doctor.ts", [], ["--fix", "--json"]],
    ["earshot.ts", ["install"], ["--browser", "--extension-id", "--dry-run", "--json"]],
    ["privacy-check.ts", [], ["--seconds"]],
    ["package-extension.ts", [], []],
    ["weights.ts", [], ["names"]],
    ["mutation.ts", [], ["--only"]],
    ["check-models.ts", [], []],
  ])(
    "%s %s describes each option and starts nothing",
    (script, args, options) => {
      const { status, stdout, stderr } = run(script, ...args, "--help");

      expect(status).toBe(0);
      expect(stderr).toBe("");
      expect(stdout).toMatch(/^Usage: (?:np[mx]|earshot) /u);
      for (const option of options) expect(stdout).toMatch(new RegExp(`^  ${option}\\b.* {2,}\\S`, "mu"));
    },
    60_000,
  );
});

test.skipIf(process.platform === "win32")(
  "a reader that has seen enough ends a command without a word",
  () => {
    const doctor = join(ROOT, "tools/cli/doctor.ts");
    const { stdout, stderr } = spawnSync(
      "/bin/sh",
      ["-c", '"$0" --import tsx "$1" | head -n 1', process.execPath, doctor],
      {
        cwd: ROOT,
        encoding: "utf8",
      },
    );

    expect(stdout).toMatch(/^. Node .*\n$/u);
    expect(stderr).toBe("");
  },
  60_000,
);
