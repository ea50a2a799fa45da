import { chmodSync } from "node:fs";
import { type Context, launcherOf, rememberedIds, surroundingsOf } from "../context.ts";
import { hostFilesIn, writeHost } from "../host-files.ts";
import { hostManifest } from "../manifest.ts";
import { type Outcome, register } from "../registration.ts";
import { thisSystem } from "../supported-system.mjs";
import { registrationTargets } from "../targets.ts";
import { checkChains } from "./chain.ts";
import { checkExtensions, checkVersion } from "./extension-checks.ts";
import type { Finding, Surveyed } from "./finding.ts";
import { checkLeftOver, endLeftOver, listProcesses } from "./left-over-hosts.ts";
import { checkLog } from "./log-check.ts";
import { checkModels } from "./model-checks.ts";
import { checkPolicies } from "./policies.ts";
import { checkRegistrations } from "./registration-checks.ts";
import { checkSessions } from "./session-check.ts";
import { checkSpeech } from "./speech.ts";
import { checkBrowsers, checkData, checkPlace, checkSystem, checkUser } from "./system-checks.ts";

/**
 * Looks at everything between a browser and the host, and starts what is registered – unless nothing may be written here: what
 * a host that was started as another user leaves behind, its owner could not use.
 */
export async function examine(surveyed: Surveyed): Promise<Finding[]> {
  const basics = [checkSystem(surveyed), checkUser(surveyed), checkPlace(surveyed)];
  const isOurs = basics.every(({ state }) => state !== "fail");
  const registrations = checkRegistrations(surveyed);
  const parts = [checkData(surveyed), checkModels(surveyed)];
  // Before anything is started here, which may note errors of its own.
  const log = checkLog(surveyed, Date.now());
  const chains = await checkChains(isOurs ? registrations.registered : [], surveyed);
  const findings = [
    checkVersion(surveyed),
    ...basics,
    ...checkBrowsers(surveyed),
    ...checkPolicies(surveyed),
    ...registrations.findings,
    ...chains.findings,
    ...checkExtensions(registrations.registered, surveyed, chains.release),
    ...parts,
    ...checkSessions(chains),
    log,
    checkLeftOver(surveyed),
    // What these name would keep it from recognising, too.
    ...(parts.some(({ state }) => state === "fail") ? [] : await checkSpeechOf(chains.answering, surveyed)),
  ];
  return isOurs ? findings : findings.map((finding) => ({ ...finding, fixable: false }));
}

async function checkSpeechOf(programs: readonly string[], surveyed: Surveyed): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const program of programs) findings.push(await checkSpeech(program, surveyed));
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
