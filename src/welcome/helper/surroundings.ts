import { CLONE_BUILD, EXTENSION_IDS } from "../../shared/identity.ts";

/** The systems that the helper runs on. */
export type SupportedSystem = "win" | "mac" | "linux";

/** Where this copy of the extension runs: what decides which steps help. */
export interface Surroundings {
  readonly system: SupportedSystem | "unsupported";
  /** What people call the system. */
  readonly systemName: string;
  /** What people call the browser. */
  readonly browserName: string;
  /** What the addresses of its own pages begin with: `edge` of edge://extensions. */
  readonly browserPages: string;
  /** Its first version number; null where it is not told. */
  readonly browserVersion: string | null;
  /** Built in a clone of the repository: the helper's commands are run there. */
  readonly isClone: boolean;
  /** This copy's id, where helpers do not know it by themselves: that of a build of somebody's own. */
  readonly unknownId: string | null;
  readonly extensionVersion: string;
}

interface Brand {
  readonly brand: string;
  readonly version: string;
}

declare global {
  interface Navigator {
    /** In every Chromium; not in the libraries of types. */
    readonly userAgentData?: { readonly brands: readonly Brand[] };
  }
}

/** What each system is called by `runtime.getPlatformInfo`, and by people. */
const SYSTEMS: Readonly<Record<string, Pick<Surroundings, "system" | "systemName">>> = {
  win: { system: "win", systemName: "Windows" },
  mac: { system: "mac", systemName: "macOS" },
  linux: { system: "linux", systemName: "Linux" },
  cros: { system: "unsupported", systemName: "ChromeOS" },
  android: { system: "unsupported", systemName: "Android" },
  openbsd: { system: "unsupported", systemName: "OpenBSD" },
  fuchsia: { system: "unsupported", systemName: "Fuchsia" },
};

/** Browsers name what they are made of beside themselves: the more particular name comes first. */
const BROWSERS: readonly (readonly [brand: string, pages: string])[] = [
  ["Brave", "brave"],
  ["Microsoft Edge", "edge"],
  ["Vivaldi", "vivaldi"],
  ["Opera", "opera"],
  ["Arc", "arc"],
  ["Google Chrome", "chrome"],
];

/** A brand that every browser invents, so that nobody relies on the list's length or order. */
const INVENTED = /not.*brand/iu;

/** Which system and which browser this is (pure). */
export function surroundingsOf(
  system: string,
  brands: readonly Brand[],
  manifest: Pick<chrome.runtime.Manifest, "version" | "version_name">,
  extensionId: string,
): Surroundings {
  const isClone = manifest.version_name?.endsWith(CLONE_BUILD) === true;
  const known = SYSTEMS[system] ?? { system: "unsupported", systemName: system };
  return {
    ...known,
    // A browser there starts a host by a program that only the package has (ADR-051).
    ...(known.system === "win" && isClone ? { system: "unsupported" } : {}),
    ...browserOf(brands.filter(({ brand }) => !INVENTED.test(brand))),
    isClone,
    unknownId: EXTENSION_IDS.includes(extensionId) ? null : extensionId,
    extensionVersion: manifest.version,
  };
}

function browserOf(
  brands: readonly Brand[],
): Pick<Surroundings, "browserName" | "browserPages" | "browserVersion"> {
  for (const [brand, pages] of BROWSERS) {
    const found = brands.find((each) => each.brand === brand);
    if (found !== undefined)
      return { browserName: brand, browserPages: pages, browserVersion: found.version };
  }
  // One that is not in the table, or Chromium itself. All of them open chrome:// addresses.
  const own = brands.find(({ brand }) => brand !== "Chromium") ?? brands[0];
  return {
    browserName: own?.brand ?? "Chromium",
    browserPages: "chrome",
    browserVersion: own?.version ?? null,
  };
}

/** Asks the browser. */
export async function askSurroundings(): Promise<Surroundings> {
  const { os } = await chrome.runtime.getPlatformInfo();
  const brands = navigator.userAgentData?.brands ?? [];
  return surroundingsOf(os, brands, chrome.runtime.getManifest(), chrome.runtime.id);
}
