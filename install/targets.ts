import { join, posix, win32 } from "node:path";
import { HOST_NAME } from "../src/shared/identity.ts";
import { BROWSERS, type Browser, type Place } from "./browsers.ts";

const MANIFEST_NAME = `${HOST_NAME}.json`;

/** What the table is asked about: one computer as one user sees it. Pure, so that each system is tested on any other. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly exists: (path: string) => boolean;
}

/** For whom a registration holds: one user, or everybody on the computer. */
export type Scope = "user" | "system";

/** One place that is written so that browsers find the host. */
export interface Target {
  readonly scope: Scope;
  /** Names of the browsers that read it. */
  readonly browsers: readonly string[];
  readonly place:
    | { readonly kind: "manifest"; readonly file: string }
    /** Its default value is the manifest's path. */
    | { readonly kind: "registry"; readonly key: string };
}

/** A browser of this user that shows itself by its user data. */
export interface FoundBrowser {
  readonly browser: Browser;
  readonly userData: string;
}

/** A browser that cannot start a host: it runs shut in. */
export interface ShutInBrowser {
  readonly browser: Browser;
  readonly by: "snap" | "flatpak";
  /** The snap's or the Flatpak's id. */
  readonly id: string;
  readonly path: string;
}

/**
 * What is to be written on this computer: for browsers that are there, and where it is always done. Browsers that read the same place
 * share a target.
 *
 * @param only ids of browsers, which are written whether they are found or not; default: all that are found
 */
export function registrationTargets(computer: Computer, scope: Scope, only?: readonly string[]): Target[] {
  const chosen = only === undefined ? BROWSERS : BROWSERS.filter(({ id }) => only.includes(id));
  return merged(
    chosen.flatMap((browser) => {
      if (scope === "system") return targetsOf(browser, computer, scope, []);
      const place = placeOf(browser, computer);
      if (place === undefined) return [];
      const all = roots(computer);
      const found = all.filter((root) => computer.exists(pathOf(computer).join(root, place.userData)));
      const isWrittenAnyway = place.isAlwaysWritten === true || only !== undefined;
      return targetsOf(
        browser,
        computer,
        scope,
        found.length === 0 && isWrittenAnyway ? all.slice(-1) : found,
      );
    }),
  );
}

/** Every place of the table, whatever is there: where an earlier version may have written. */
export function everyTarget(computer: Computer, scope: Scope): Target[] {
  return merged(BROWSERS.flatMap((browser) => targetsOf(browser, computer, scope, roots(computer))));
}

/** The browsers of this user, in the table's order. */
export function findBrowsers(computer: Computer): FoundBrowser[] {
  return BROWSERS.flatMap((browser) =>
    userDataFolders(browser, computer)
      .filter(computer.exists)
      .map((userData) => ({ browser, userData })),
  );
}

/** Names of snaps, each with the id of its browser. */
const SNAPS = [
  ["chromium", "chromium"],
  ["microsoft-edge", "edge"],
  ["brave", "brave"],
  ["vivaldi", "vivaldi"],
  ["opera", "opera"],
] as const;

/** Browsers from a snap, which cannot start a native host at all, and from Flatpak, whose sandbox hides ours from them. */
export function findShutInBrowsers(computer: Computer): ShutInBrowser[] {
  if (computer.platform !== "linux") return [];
  const snaps = SNAPS.flatMap(([id, name]) => {
    const browser = BROWSERS.find((each) => each.id === name);
    const path = [`/snap/${id}`, posix.join(computer.home, "snap", id)].find(computer.exists);
    return browser === undefined || path === undefined ? [] : [{ browser, by: "snap" as const, id, path }];
  });
  const flatpaks = BROWSERS.flatMap((browser) =>
    (browser.flatpaks ?? []).flatMap((id) => {
      const path = posix.join(computer.home, ".var/app", id);
      return computer.exists(path) ? [{ browser, by: "flatpak" as const, id, path }] : [];
    }),
  );
  return [...snaps, ...flatpaks];
}

/** Whether the browser is made for this system. */
export function isMadeFor(browser: Browser, computer: Computer): boolean {
  return placeOf(browser, computer) !== undefined;
}

/** The file or key, as it is shown to people. */
export function nameOf(place: Target["place"]): string {
  return place.kind === "manifest" ? place.file : place.key;
}

/** A profile's own folder of hosts: any Chromium reads the one of its user data. */
export function manifestIn(userData: string): string {
  return posix.join(userData, "NativeMessagingHosts", MANIFEST_NAME);
}

/** Where the manifest lies that keys of the registry name. */
export function registeredManifestIn(folder: string): string {
  return join(folder, MANIFEST_NAME);
}

function placeOf(browser: Browser, { platform }: Computer): Place | undefined {
  if (platform === "linux") return browser.linux;
  if (platform === "darwin") return browser.macos;
  return platform === "win32" ? browser.windows : undefined;
}

/** @param within the roots of user data that are written; on Windows any of them stands for the one key */
function targetsOf(browser: Browser, computer: Computer, scope: Scope, within: readonly string[]): Target[] {
  const place = placeOf(browser, computer);
  if (place === undefined) return [];
  const target = (where: Target["place"]): Target => ({ scope, browsers: [browser.name], place: where });
  const reads = place.reads ?? [place.userData];
  if (computer.platform === "win32") {
    const hive = scope === "user" ? "HKCU" : "HKLM";
    return (scope === "user" && within.length === 0 ? [] : reads).map((name) =>
      target({ kind: "registry", key: `${hive}\\Software\\${name}\\NativeMessagingHosts\\${HOST_NAME}` }),
    );
  }
  if (scope === "user")
    return within.flatMap((root) =>
      reads.map((name) => target({ kind: "manifest", file: manifestIn(posix.join(root, name)) })),
    );
  return place.system === undefined
    ? []
    : [target({ kind: "manifest", file: posix.join(place.system, MANIFEST_NAME) })];
}

function userDataFolders(browser: Browser, computer: Computer): string[] {
  const place = placeOf(browser, computer);
  if (place === undefined) return [];
  return roots(computer).map((root) => pathOf(computer).join(root, place.userData));
}

function pathOf({ platform }: Computer): typeof posix {
  return platform === "win32" ? win32 : posix;
}

/** The folders below which browsers keep their user data; the one of a browser started from a desktop comes last. */
function roots({ platform, environment, home }: Computer): string[] {
  if (platform === "darwin") return [posix.join(home, "Library/Application Support")];
  if (platform === "win32") return [environment["LOCALAPPDATA"] ?? win32.join(home, "AppData\\Local")];
  const named = [environment["CHROME_CONFIG_HOME"], environment["XDG_CONFIG_HOME"]];
  const absolute = named.flatMap((path) => (path?.startsWith("/") === true ? [posix.normalize(path)] : []));
  return [...new Set([...absolute, posix.join(home, ".config")])];
}

function merged(targets: readonly Target[]): Target[] {
  const byPlace = new Map<string, Target>();
  for (const target of targets) {
    const { place } = target;
    const key = place.kind === "registry" ? place.key : place.file;
    const known = byPlace.get(key);
    const browsers = [...new Set([...(known?.browsers ?? []), ...target.browsers])];
    byPlace.set(key, { ...target, browsers });
  }
  return [...byPlace.values()];
}
