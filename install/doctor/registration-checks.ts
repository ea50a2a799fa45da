import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION_IDS, HOST_NAME } from "../../src/shared/identity.ts";
import { commandOf, launcherOf, systemLauncherOf } from "../context.ts";
import { type ManifestFound, OPEN, ORIGIN, programFault, readManifest } from "../manifest.ts";
import { readRecord, readTarget } from "../registration.ts";
import { findBrowsers, nameOf, registrationTargets } from "../targets.ts";
import { type Finding, failRegistration, note, ok, type Surveyed } from "./finding.ts";

const TITLE = "Registration";

/** A place by which a browser finds a host that it can start. */
export interface Registered {
  /** Of a browser, or `profile`. */
  readonly id: string;
  readonly name: string;
  readonly program: string;
}

export interface RegistrationReport {
  readonly findings: readonly Finding[];
  /** Those whose program is to be started. */
  readonly registered: readonly Registered[];
}

/** Each browser of this user: whether it would find a host, and ours. */
export function checkRegistrations(surveyed: Surveyed): RegistrationReport {
  const { computer, app } = surveyed;
  const recorded = new Set((readRecord(app.record)?.targets ?? []).map(({ place }) => nameOf(place)));
  const found = new Map(findBrowsers(computer).map(({ browser }) => [browser.id, browser]));
  const findings: Finding[] = [];
  const registered: Registered[] = [];
  for (const { id, name } of found.values())
    for (const target of registrationTargets(computer, "user", [id])) {
      const findingId = `reg.user.${id}`;
      const manifest = readTarget(target, surveyed.registry);
      const fault = registrationFault(manifest, launcherOf(app));
      const forAll = manifest.kind === "absent" ? startedForAll(surveyed, id) : null;
      if (forAll !== null) {
        findings.push(ok(findingId, TITLE, `${name}, for all users`));
        registered.push({ id, name, program: forAll });
      } else if (manifest.kind === "absent" && !recorded.has(nameOf(target.place))) {
        findings.push(
          note(
            findingId,
            TITLE,
            `${name} is not registered.`,
            `To use Earshot in it: ${commandOf(app, "install")}.`,
          ),
        );
      } else if (fault === null && manifest.kind === "manifest") {
        findings.push(ok(findingId, TITLE, name));
        registered.push({ id, name, program: manifest.manifest.path });
      } else {
        const shadowed = shadowedProgram(surveyed, id);
        const what = `${name}: ${nameOf(target.place)} ${fault ?? ""}`;
        findings.push(
          shadowed === null
            ? failRegistration(surveyed, findingId, TITLE, `${what}.`)
            : failRegistration(
                surveyed,
                `reg.shadow.${id}`,
                TITLE,
                `${what}, and hides the good one for all users, ${shadowed}.`,
              ),
        );
      }
    }
  return { findings, registered };
}

/** What is wrong with a manifest, after the name of its place; null when a browser would start a host of ours by it. */
export function registrationFault(found: ManifestFound, launcher: string): string | null {
  if (found.kind === "absent") return "is not there";
  if (found.kind === "unreadable") return `cannot be used: ${found.reason}`;
  const { name, path, allowed_origins: origins } = found.manifest;
  if (name !== HOST_NAME) return `names another host, ${name}`;
  const malformed = origins.find((origin) => !ORIGIN.test(origin));
  if (malformed !== undefined)
    return `has "${malformed}" among those who may call, for which the browser passes over all of it`;
  if (!EXTENSION_IDS.every((id) => origins.includes(`chrome-extension://${id}/`)))
    return "is for another copy of the extension";
  if (found.isOpen) return OPEN;
  const fault = programFault(path);
  if (fault !== null) return `names ${path}, which ${fault}`;
  return path === launcher ? null : foreignCopy(path, launcher);
}

/** Another copy's host that works is no fault, unless this one was installed and then moved. */
function foreignCopy(path: string, launcher: string): string | null {
  return existsSync(launcher) ? `starts another copy of Earshot, ${path}` : null;
}

/** The program of this copy that a browser is told to start for all users; null where it is not, or could not. */
export function startedForAll({ app, computer, root }: Surveyed, id: string): string | null {
  const launcher = systemLauncherOf(app);
  if (launcher === null) return null;
  const isStarted = registrationTargets(computer, "system", [id]).some(
    ({ place }) =>
      place.kind === "manifest" && registrationFault(readManifest(join(root, place.file)), launcher) === null,
  );
  return isStarted ? launcher : null;
}

/** The program for all users that a broken manifest of the user's hides; null when there is none. */
function shadowedProgram(surveyed: Surveyed, id: string): string | null {
  for (const { place } of registrationTargets(surveyed.computer, "system", [id])) {
    if (place.kind === "registry") continue;
    const found = readManifest(join(surveyed.root, place.file));
    if (found.kind === "manifest" && programFault(found.manifest.path) === null) return found.manifest.path;
  }
  return null;
}
