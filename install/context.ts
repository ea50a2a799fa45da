import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROTOCOL_VERSION } from "../protocol/version.ts";
import { EXTENSION_IDS } from "../src/shared/identity.ts";
import { type App, PACKAGE_LAUNCHER } from "./app.ts";
import { hostFilesIn } from "./host-files.ts";
import { InstallError } from "./install-error.ts";
import { readRecord, type Surroundings } from "./registration.ts";
import type { Registry } from "./registry.ts";
import { type Computer, registeredManifestIn, type ShutInBrowser } from "./targets.ts";

/** What a command works with; tests give a computer of their own. */
export interface Context {
  readonly app: App;
  readonly computer: Computer;
  readonly registry: Registry;
  /** One line for the person, or all of the JSON for a machine. */
  readonly print: (line: string) => void;
}

export function surroundingsOf({ app, registry }: Context): Surroundings {
  return {
    registry,
    record: app.record,
    launcher: launcherOf(app),
    registeredManifest: registeredManifestIn(app.hostFolder),
  };
}

/** The launcher that manifests of this copy name. */
export function launcherOf({ hostFolder }: App): string {
  return hostFilesIn(hostFolder).launcher;
}

/** What a package for all users has registered for them; null of a copy that came otherwise. */
export function systemLauncherOf({ channel, root }: App): string | null {
  return channel === "system" ? join(root, PACKAGE_LAUNCHER) : null;
}

/** What a person types for `earshot WORDS` with this copy. */
export function commandOf({ channel }: App, words: string): string {
  if (channel !== "checkout") return `earshot ${words}`;
  return words === "doctor --fix" ? "npm run doctor -- --fix" : `npm run earshot -- ${words}`;
}

/** Product and protocol version, and by which Node. */
export function versionsOf({ packageFile }: App) {
  // Our own file, which comes with this program.
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };
  return { version, protocol: PROTOCOL_VERSION, node: process.versions.node };
}

/** The ids that may call: our own, those of earlier installations, and what a person adds now. */
export function rememberedIds({ record }: App, added: readonly string[] = []): string[] {
  const before = (readRecord(record)?.allowedOrigins ?? []).map((origin) => new URL(origin).host);
  return [...new Set([...EXTENSION_IDS, ...before, ...added])];
}

/** The first of the programs that a host needs and that is not there; null when a registration would start one. */
export function missingProgram({ app, computer }: Context): string | null {
  return [app.hostProgram, app.python].find((path) => !computer.exists(path)) ?? null;
}

/** What somebody can do whose browser cannot start a host. */
export function shutInRemedy({ browser, by }: ShutInBrowser): string {
  return by === "snap"
    ? "Use Google Chrome, or Chromium from a .deb or .rpm package: snaps cannot start a program outside of themselves."
    : `Install ${browser.name} from its maker's own package (.deb, .rpm): Flatpak's sandbox hides Earshot from it.`;
}

/** Why what is written now its owner could not use; null when they can. */
export function foreignUser({ environment }: Computer): InstallError | null {
  const person = environment["SUDO_USER"];
  if (person === undefined || person === "" || person === "root") return null;
  return new InstallError(
    "registration_unsupported",
    `sudo would register Earshot for root, and not for ${person}.`,
    "Run the same command without sudo.",
  );
}

/** The folders of a Mac that a browser's host may not read, whatever the user may in a terminal. */
const GUARDED_ON_MACS = ["Documents", "Desktop", "Downloads", "Library/Mobile Documents"];

/** Why a browser could not run a program from `folder`, or would lose it; null when it can. */
export function placeFault(folder: string, { platform, home, environment }: Computer): string | null {
  const within = (parent: string): boolean =>
    folder === parent || folder.startsWith(`${parent}${platform === "win32" ? "\\" : "/"}`);
  if (platform === "win32") {
    const { TEMP: emptied, OneDrive: elsewhere } = environment;
    if (emptied !== undefined && within(emptied)) return "Windows empties this folder";
    return elsewhere !== undefined && within(elsewhere) ? "OneDrive may keep its files elsewhere" : null;
  }
  if (platform === "darwin" && GUARDED_ON_MACS.some((name) => within(join(home, name))))
    return "macOS keeps programs that a browser starts out of this folder";
  const emptied = ["/tmp", "/var/tmp", "/private/tmp"].filter((parent) => !home.startsWith(`${parent}/`));
  if (emptied.some(within)) return "the system empties this folder";
  if (/\/\.Trash(?:-\d+)?(?:\/|$)|\/Trash\/files(?:\/|$)/u.test(folder)) return "it lies in the waste basket";
  return /\/AppTranslocation\//u.test(folder)
    ? "macOS runs it from a place that changes at each start"
    : null;
}
