import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../native-host/runtime/system.ts";
import { traceSession } from "../privacy/traced-session.ts";
import { judge } from "../privacy/verdict.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { prepare } from "../setup/prepare.ts";
import { prepareTracer } from "../setup/system-packages.ts";

const SECONDS = { fewest: 30, most: 3600 };

const COMMAND = commandLine(
  "npm run privacy-check --",
  "Traces a real session and judges what it did on the network and on the disk.",
).option(
  "--seconds <number>",
  `how long the meeting speaks, from ${SECONDS.fewest} to ${SECONDS.most}`,
  "120",
);

/** Traces a real session and prints what it did on the network and on the disk, whether that keeps the promises or not. */
async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const speechSeconds = Number(options.seconds);
  if (!(speechSeconds >= SECONDS.fewest && speechSeconds <= SECONDS.most)) {
    throw badArguments(`--seconds must be a number from ${SECONDS.fewest} to ${SECONDS.most}.`);
  }
  await prepare();
  await prepareTracer();

  print(`\nTracing a meeting of ${speechSeconds} s, and the recovery of one that is interrupted …`);
  const session = await traceSession({ speechSeconds });
  const { calls, traffic, finals } = session;
  const findings = judge(session);
  if (!existsSync(OUT)) makeFolder(OUT);
  const file = join(OUT, "privacy.json");
  writeFileSync(file, `${JSON.stringify({ findings, ...session }, null, 2)}\n`, { mode: 0o600 });

  print(`\nSeen: ${finals.tab} captions of the others, ${finals.mic} of you, while these programs ran:`);
  for (const program of calls.programs) print(`  ${program}`);
  print(`They talked to each other over ${calls.socketPairs} socket pairs.\n`);
  for (const { promise, violations } of findings) {
    print(`${violations.length === 0 ? "✓" : "✗"} ${promise}`);
    for (const violation of violations.slice(0, 20)) print(`    ${violation}`);
  }
  const others = new Set(traffic.ofBrowser.filter((url) => !url.startsWith(session.meetingUrl)).map(hostOf));
  print(`\nThe browser's own requests, in which Earshot has no part: ${[...others].join(", ") || "none"}.`);
  print(`Everything that was seen: ${file}`);
  return findings.every(({ violations }) => violations.length === 0) ? 0 : 1;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

await runScript(main);
