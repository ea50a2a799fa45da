// Run by a Node of Windows: starts the launcher as a browser does, from folders of each of these names, and writes down what came of it.
//
//   trial.mjs LAUNCHER ECHO FOLDER REPORT NAME…
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [launcher = "", echo = "", folder = "", report = "", ...names] = process.argv.slice(2);
const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const sent = Buffer.concat(Array.from({ length: 64 }, () => every));
const WORDS = [
  process.execPath,
  ".\\echo.mjs",
  "two words",
  String.raw`a "quoted" \\" word\\`,
  "日本 & ü",
  "--config",
  ".\\host.json",
];

/**
 * @param {string} name
 * @param {boolean} hasWords
 */
function place(name, hasWords = true) {
  const here = join(folder, name);
  mkdirSync(here, { recursive: true });
  copyFileSync(launcher, join(here, "earshot-host.exe"));
  copyFileSync(echo, join(here, "echo.mjs"));
  if (hasWords) writeFileSync(join(here, "earshot-host.words"), `${WORDS.join("\n")}\n`);
  return here;
}

/** @param {string} here */
function start(here) {
  return spawn(join(here, "earshot-host.exe"), ["chrome-extension://id/", "--parent-window=0"], {
    cwd: here,
    env: {
      ...process.env,
      NODE_OPTIONS: "--require=./foreign.cjs",
      PYTHONPATH: "foreign",
      HTTPS_PROXY: "proxy",
    },
  });
}

/**
 * @param {import("node:child_process").ChildProcessWithoutNullStreams} child
 * @returns {Promise<{ code: number | null, output: Buffer, said: string }>}
 */
function ended(child) {
  /** @type {Buffer[]} */
  const output = [];
  let said = "";
  child.stdout.on("data", (/** @type {Buffer} */ chunk) => void output.push(chunk));
  child.stderr.on("data", (/** @type {Buffer} */ chunk) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, output: Buffer.concat(output), said }));
  });
}

const tried = [];
for (const name of names) {
  const here = place(name);
  const child = start(here);
  child.stdin.end(sent);
  const { code, output, said } = await ended(child);
  tried.push({ name, code, isWhole: output.equals(sent), ...JSON.parse(said), here });
}

const wordless = start(place("without words", false));
const { code, said } = await ended(wordless);

// Its child's end closes the pipe, which nothing else holds.
const killed = start(place("killed"));
const whole = ended(killed);
killed.stderr.once("data", () => void killed.kill());
await whole;
writeFileSync(report, JSON.stringify({ tried, wordless: { code, said }, endedWithIt: true, words: WORDS }));
