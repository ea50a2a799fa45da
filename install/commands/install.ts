import { join } from "node:path";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { BROWSERS } from "../browsers.ts";
import {
  type Context,
  foreignUser,
  launcherOf,
  missingProgram,
  placeFault,
  rememberedIds,
  shutInRemedy,
  surroundingsOf,
} from "../context.ts";
import { hostFilesIn, writeHost } from "../host-files.ts";
import { InstallError, reported } from "../install-error.ts";
import { hostManifest } from "../manifest.ts";
import { heal, type Outcome, readRecord, readTarget, register } from "../registration.ts";
import {
  type Computer,
  findBrowsers,
  findShutInBrowsers,
  isMadeFor,
  nameOf,
  registrationTargets,
  type ShutInBrowser,
  type Target,
} from "../targets.ts";

export interface InstallOptions {
  /** Ids of the table; default: every browser that is found. */
  readonly browsers?: readonly string[];
  /** Further builds of the extension that may call. */
  readonly extensionIds?: readonly string[];
  readonly isDryRun?: boolean;
  readonly isJson?: boolean;
}

/** Registers this copy's host for the browsers of this user. @returns the exit code */
export function install(context: Context, options: InstallOptions = {}): number {
  const { app, computer, print } = context;
  const isDryRun = options.isDryRun === true;
  const extensionIds = rememberedIds(app, options.extensionIds);
  requirePossible(context);
  const shutIn = findShutInBrowsers(computer);
  requireBrowsers(options.browsers ?? [], computer, shutIn);
  const all = registrationTargets(computer, "user", options.browsers);
  if (all.length === 0) throw noBrowser(shutIn.map((each) => shutInRemedy(each)));
  const targets =
    extensionIds.length > EXTENSION_IDS.length ? all : all.filter((each) => !isServedForAll(context, each));

  const launcher = launcherOf(app);
  // Checked before anything is written.
  const manifest = hostManifest(launcher, extensionIds);
  if (!isDryRun && targets.length > 0) writeHost(hostFilesIn(app.hostFolder), app, { extensionIds });
  const outcomes: Outcome[] =
    isDryRun || targets.length === 0
      ? targets.map((target) => ({ target, failure: null }))
      : register(targets, manifest, surroundingsOf(context));

  if (options.isJson === true) {
    const written = outcomes.map(reportedOutcome);
    const refused = shutIn.map((each) => ({
      browser: each.browser.name,
      by: each.by,
      path: each.path,
      remedy: shutInRemedy(each),
    }));
    const facts = { launcher, extension_ids: extensionIds, registered: written, refused };
    print(JSON.stringify({ dry_run: isDryRun, ...facts }, null, 2));
  } else {
    if (targets.length < all.length) print(SERVED_FOR_ALL);
    if (isDryRun && targets.length > 0) print("Nothing is written. These would be:");
    printOutcomes(context, outcomes);
    for (const each of shutIn) print(`✗ ${each.browser.name} (${each.by})\n  → ${shutInRemedy(each)}`);
    if (!isDryRun && (targets.length < all.length || outcomes.some(({ failure }) => failure === null)))
      printNext(context);
  }
  return outcomes.every(({ failure }) => failure === null) ? 0 : 1;
}

const SERVED_FOR_ALL =
  "The package has registered Earshot for all users of this computer. For you alone nothing is written where that is enough: it would stay when the package is removed, and hide what comes with the next one.";

/** Whether a package for all users has registered this copy for all browsers of a target, and nothing of the user's hides that. */
function isServedForAll({ app, computer, registry }: Context, target: Target): boolean {
  if (app.channel !== "system" || readTarget(target, registry).kind !== "absent") return false;
  return BROWSERS.filter(({ name }) => target.browsers.includes(name)).every(({ id }) =>
    registrationTargets(computer, "system", [id]).some(
      ({ place }) => place.kind === "manifest" && computer.exists(place.file),
    ),
  );
}

/** What a machine is told of one target. */
export function reportedOutcome({ target, failure }: Outcome) {
  return { browsers: target.browsers, place: nameOf(target.place), error: reported(failure) };
}

/**
 * Writes a moved copy's registrations again, for the browsers that were registered and by what was chosen then. Nothing is done where
 * none was, nor where an installation would be refused.
 *
 * @returns what was written again
 */
export function healInstallation(context: Context): Outcome[] {
  const { app } = context;
  if (readRecord(app.record) === null || whyImpossible(context) !== null) return [];
  const extensionIds = rememberedIds(app);
  writeHost(hostFilesIn(app.hostFolder), app, { extensionIds });
  return heal(hostManifest(launcherOf(app), extensionIds), surroundingsOf(context));
}

/** What became of each target, by the names of its browsers. */
export function printOutcomes({ print }: Context, outcomes: readonly Outcome[]): void {
  for (const { target, failure } of outcomes) {
    const names = target.browsers.join(", ");
    if (failure === null) print(`✓ ${names}\n  ${nameOf(target.place)}`);
    else print(`✗ ${names}: ${failure.message}\n  → ${failure.remedy}`);
  }
}

function requirePossible(context: Context): void {
  const impossible = whyImpossible(context);
  if (impossible !== null) throw impossible;
  const missing = missingProgram(context);
  if (missing === null) return;
  throw new InstallError(
    "host_program_missing",
    `${missing} is missing.`,
    context.app.channel === "checkout"
      ? "Run npm start once, which builds everything; then install again."
      : "Something has removed a part of Earshot: install its package again.",
  );
}

/** Null when this user's browsers can be told to start the host from where it lies. */
function whyImpossible({ app, computer }: Context): InstallError | null {
  const foreign = foreignUser(computer);
  if (foreign !== null) return foreign;
  if (computer.platform === "win32" && app.channel === "checkout")
    return new InstallError(
      "registration_unsupported",
      "On Windows a browser starts a host by a small program, which a clone has not.",
      "Install Earshot by its set-up for Windows.",
    );
  const fault = placeFault(app.root, computer);
  if (fault === null) return null;
  return new InstallError(
    "registration_unsupported",
    `A browser cannot be told to start ${app.root}: ${fault}.`,
    `Move the folder to another place, such as ${join(computer.home, "earshot")}, and install from there.`,
  );
}

/**
 * Refuses browsers that were named and cannot be served. A manifest for one that is shut in would be written into a folder that it never
 * reads, and look like success.
 *
 * @throws bad_arguments, registration_unsupported
 */
function requireBrowsers(ids: readonly string[], computer: Computer, shutIn: readonly ShutInBrowser[]): void {
  const made = BROWSERS.filter((browser) => isMadeFor(browser, computer)).map(({ id }) => id);
  const unknown = ids.find((id) => !made.includes(id));
  if (unknown !== undefined)
    throw new InstallError(
      "bad_arguments",
      BROWSERS.some(({ id }) => id === unknown)
        ? `There is no "${unknown}" for this system.`
        : `There is no browser "${unknown}".`,
      `Browsers: ${made.join(", ")}.`,
    );
  const found = findBrowsers(computer).map(({ browser }) => browser.id);
  const refused = shutIn.find(({ browser }) => ids.includes(browser.id) && !found.includes(browser.id));
  if (refused === undefined) return;
  throw new InstallError(
    "registration_unsupported",
    `${refused.browser.name} is there as a ${refused.by} only (${refused.path}), and cannot start a helper.`,
    shutInRemedy(refused),
  );
}

function noBrowser(remedies: readonly string[]): InstallError {
  return new InstallError(
    "browser_missing",
    "No browser was found that Earshot could be registered for.",
    remedies.length > 0
      ? `${remedies.join(" ")} Start it once, then install again.`
      : "Install one and start it once, then install again.",
  );
}

function printNext({ app, print }: Context): void {
  print(
    "\nThen add Earshot to each browser: open chrome://extensions, switch on Developer mode, press Load unpacked",
  );
  print(`and choose ${app.extension}`);
}
