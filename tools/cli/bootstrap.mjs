/**
 * `node tools/cli/bootstrap.mjs <command> [arguments]`: the first thing that runs on a fresh machine. It needs
 * nothing but Node: it checks the system and Node's version, installs the npm packages when they are missing or belong to
 * another package-lock.json, and hands over to `tools/cli/<command>.ts`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cloneFault, thisSystem } from "../../install/supported-system.mjs";

// Not import.meta.dirname, which a Node that is too old does not have.
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMMANDS = [
  "start",
  "test",
  "rehearse",
  "bench",
  "faults",
  "soak",
  "doctor",
  "earshot",
  "privacy-check",
  "package",
  "package-extension",
  "weights",
  "mutation",
];
/**
 * Where npm's name for a command is another.
 * @type {Record<string, string>}
 */
const NPM_SCRIPTS = { faults: "test:faults", "package-extension": "package:extension" };
const MINIMUM_NODE = { major: 20, minor: 19 };

/** A failed step: what is wrong, and what mends it. */
class BootstrapError extends Error {
  /**
   * @param {string} message
   * @param {string} remedy
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** @param {string} version such as "20.19.4" */
function checkNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > MINIMUM_NODE.major || (major === MINIMUM_NODE.major && minor >= MINIMUM_NODE.minor)) return;
  throw new BootstrapError(
    `Node ${version} is too old; Earshot needs ${MINIMUM_NODE.major}.${MINIMUM_NODE.minor} or newer.`,
    "Install a current Node from https://nodejs.org and run the command again.",
  );
}

/** @param {string | undefined} command */
function checkSystem(command = "") {
  // These look and take back, also where nothing can be set up; the doctor says it among all else that it finds.
  if (["doctor", "earshot"].includes(command)) return;
  const fault = cloneFault(process.platform, thisSystem());
  if (fault !== null) throw new BootstrapError(fault.message, fault.remedy);
}

/** @param {string | undefined} command */
function scriptOf(command) {
  const script = join(ROOT, "tools/cli", `${command}.ts`);
  if (command !== undefined && COMMANDS.includes(command) && existsSync(script)) return script;
  const known = COMMANDS.filter((name) => existsSync(join(ROOT, "tools/cli", `${name}.ts`)));
  throw new BootstrapError(
    `There is no command "${command ?? ""}".`,
    `Commands: ${known.map((name) => `npm run ${NPM_SCRIPTS[name] ?? name}`).join(", ")}.`,
  );
}

/** Over whatever npm's own settings say: every package that the lock names, here, and no script of any of them is run. */
const NPM_OPTIONS = [
  "--no-fund",
  "--no-audit",
  "--no-global",
  "--no-dry-run",
  "--no-package-lock-only",
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--include=peer",
];

/**
 * The environment without what would send packages elsewhere or leave some out.
 * @param {NodeJS.ProcessEnv} ours
 */
function npmEnvironment(ours) {
  const foreign =
    /^(?:NODE_ENV|npm_config_(?:omit|only|production|dev|global|location|prefix|local_prefix|dry_run))$/iu;
  return Object.fromEntries(Object.entries(ours).filter(([name]) => !foreign.test(name)));
}

/** `npm ci`, unless node_modules was made from this very package-lock.json. */
function installPackages() {
  const stampFile = join(ROOT, "node_modules", ".earshot-lock-hash");
  const lockHash = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lockHash) return;

  process.stdout.write("Installing npm packages (npm ci) …\n");
  const npm = spawnSync("npm", ["ci", ...NPM_OPTIONS], {
    cwd: ROOT,
    env: npmEnvironment(process.env),
    stdio: ["ignore", "inherit", "inherit"],
    // On Windows npm is a .cmd file, which only a shell starts.
    shell: process.platform === "win32",
  });
  if (npm.error !== undefined) {
    throw new BootstrapError(
      `npm could not be started: ${npm.error.message}`,
      "Install Node together with npm, or put npm on the PATH.",
    );
  }
  if (npm.status !== 0) {
    throw new BootstrapError(
      `npm ci ended with exit code ${npm.status ?? npm.signal}; its own message stands above.`,
      "Check the network (npm ping), the free disk space and that this folder is writable, then run the command again.",
    );
  }
  writeFileSync(stampFile, lockHash);
}

/** @param {string[]} args */
function main([command, ...args]) {
  // What is installed, built and written is the user's alone.
  process.umask(0o077);
  checkNode(process.versions.node);
  const script = scriptOf(command);
  checkSystem(command);
  installPackages();
  const child = spawnSync(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (child.error !== undefined) throw child.error;
  // A child ended by a signal (Ctrl+C) counts as failed, with the shell's number for an interrupt.
  return child.status ?? 130;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const remedy =
    error instanceof BootstrapError ? error.remedy : "Set EARSHOT_DEBUG=1 to see where it happened.";
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}\n  → ${remedy}`);
  if (process.env["EARSHOT_DEBUG"] === "1") console.error(error);
  process.exitCode = 1;
}
