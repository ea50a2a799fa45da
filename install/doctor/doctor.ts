import { chmodSync } from "node:fs";
import { type Context, launcherOf, rememberedIds, surroundingsOf } from "../context.ts";
import { hostFilesIn, writeHost } from "../host-files.ts";
import { messageOf } from "../install-error.ts";
import { hostManifest } from "../manifest.ts";
import { type Outcome, register } from "../registration.ts";
import { thisSystem } from "../supported-system.mjs";
import { registrationTargets } from "../targets.ts";
import { type ChainReport, checkChains } from "./chain.ts";
import { checkExtensions, checkVersion } from "./extension-checks.ts";
import { type Finding, fail, type Surveyed } from "./finding.ts";
import { checkLeftOver, endLeftOver, listProcesses } from "./left-over-hosts.ts";
import { checkLog } from "./log-check.ts";
import { checkModels } from "./model-checks.ts";
import { checkFiles } from "./parts/app-files.ts";
import { checkNetwork } from "./parts/network.ts";
import { checkEnvironment, checkNode } from "./parts/runtimes.ts";
import { checkPolicies } from "./policies.ts";
import { checkRegistrations, type Registered, type RegistrationReport } from "./registration-checks.ts";
import { checkSessions } from "./session-check.ts";
import { checkSpeech } from "./speech.ts";
import { checkBrowsers, checkData, checkPlace, checkSystem, checkUser } from "./system-checks.ts";

/**
 * Looks at everything between a browser and the host, and starts what is registered – unless nothing may be written here: what
 * a host that was started as another user leaves behind, its owner could not use.
 *
 * @param isNet whether the servers of models are asked, too, which uses the network
 */
export async function examine(surveyed: Surveyed, isNet = false): Promise<Finding[]> {
  const basics = [
    ...rowsOf(["os.support", "System"], () => checkSystem(surveyed)),
    ...rowsOf(["os.root", "User"], () => checkUser(surveyed)),
    ...rowsOf(["app.place", "Place"], () => checkPlace(surveyed)),
  ];
  const isOurs = basics.every(({ state }) => state !== "fail");
  const registrations = registrationsOf(surveyed);
  const parts = [
    ...rowsOf(["data.place", "Data"], () => checkData(surveyed)),
    ...rowsOf(["models", "Models"], () => checkModels(surveyed)),
  ];
  // Before anything is started here, which may note errors of its own.
  const log = rowsOf(["log", "Log"], () => checkLog(surveyed, Date.now()));
  const chains = await chainsOf(isOurs ? registrations.registered : [], surveyed);
  const findings = [
    ...rowsOf(["app.version", "Version"], () => checkVersion(surveyed)),
    ...basics,
    ...rowsOf(["app.files", "Files"], () => checkFiles(surveyed)),
    ...rowsOf(["node.run", "Node"], () => checkNode(surveyed)),
    ...rowsOf(["py.env", "Environment"], () => checkEnvironment(surveyed)),
    ...rowsOf(["browsers", "Browsers"], () => checkBrowsers(surveyed)),
    ...rowsOf(["policy", "Policy"], () => checkPolicies(surveyed)),
    ...registrations.findings,
    ...chains.findings,
    ...rowsOf(["ext", "Extension"], () =>
      checkExtensions(registrations.registered, surveyed, chains.release),
    ),
    ...parts,
    ...checkSessions(chains),
    ...log,
    ...rowsOf(["time", "Left over"], () => checkLeftOver(surveyed)),
    // What these name would keep it from recognising, too.
    ...(parts.some(({ state }) => state === "fail") ? [] : await checkSpeechOf(chains.answering, surveyed)),
    ...(isNet ? [await networkOf(surveyed)] : []),
  ];
  return isOurs ? findings : findings.map((finding) => ({ ...finding, fixable: false }));
}

/** What a check finds; a file that it stumbles over is its own fault to name, and no other's. */
function rowsOf(row: Row, check: () => Finding | readonly Finding[]): readonly Finding[] {
  try {
    return [check()].flat();
  } catch (error) {
    return [stumbled(row, error)];
  }
}

type Row = readonly [id: string, title: string];

function stumbled([id, title]: Row, error: unknown): Finding {
  return fail(
    id,
    title,
    `This cannot be looked at: ${messageOf(error)}.`,
    "Make it readable for you (chown, chmod), or install Earshot again.",
  );
}

function registrationsOf(surveyed: Surveyed): RegistrationReport {
  try {
    return checkRegistrations(surveyed);
  } catch (error) {
    return { findings: [stumbled(["reg", "Registration"], error)], registered: [] };
  }
}

async function chainsOf(registered: readonly Registered[], surveyed: Surveyed): Promise<ChainReport> {
  try {
    return await checkChains(registered, surveyed);
  } catch (error) {
    const findings = [stumbled(["chain", "Helper"], error)];
    return { findings, answering: [], release: null, sessions: null };
  }
}

async function networkOf(surveyed: Surveyed): Promise<Finding> {
  try {
    return await checkNetwork(surveyed);
  } catch (error) {
    return stumbled(["net", "Network"], error);
  }
}

async function checkSpeechOf(programs: readonly string[], surveyed: Surveyed): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const program of programs)
    try {
      findings.push(await checkSpeech(program, surveyed));
    } catch (error) {
      findings.push(stumbled(["chain.sidecar", "Recognition"], error));
    }
  return findings;
}

/** Does what is fixable: writes host and registrations again, closes the data to others, ends what was left over. @returns what became of the registrations */
export function fix(surveyed: Surveyed, findings: readonly Finding[]): Outcome[] {
  const { app, computer } = surveyed;
  const fixable = findings.filter((finding) => finding.state === "fail" && finding.fixable);
  if (fixable.some(({ id }) => id === "data.place")) closeToOthers(app.data);
  if (fixable.some(({ id }) => id === "time")) endLeftOver(surveyed);
  const ids = fixable.flatMap(
    ({ id }) => /^(?:reg\.user|reg\.shadow|chain)\.(?<browser>.+)$/u.exec(id)?.groups?.["browser"] ?? [],
  );
  if (ids.length === 0) return [];
  const extensionIds = rememberedIds(app);
  writeHost(hostFilesIn(app.hostFolder), app, { extensionIds });
  const manifest = hostManifest(launcherOf(app), extensionIds);
  return register(registrationTargets(computer, "user", ids), manifest, surroundingsOf(surveyed));
}

function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // It is another user's: the look that follows finds it open still.
  }
}

/** As this computer is. */
export function survey(context: Context): Surveyed {
  return {
    ...context,
    system: thisSystem(),
    root: "/",
    processes: listProcesses,
    answerMs: 10_000,
    recogniserMs: 30_000,
    speechMs: 60_000,
  };
}
