/**
 * The systems that Earshot runs on. JavaScript, so that `tools/cli/bootstrap.mjs` refuses any other before it downloads anything.
 *
 * The limits are those of `python-stt/requirements.lock`: what every package in it has a wheel for. `tools/package/check-python-locks.ts`
 * asks the index about each.
 */
import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";

/**
 * What of a computer decides whether the packages run on it.
 * @typedef {object} SystemFacts
 * @property {string} arch
 * @property {string} release of the kernel
 * @property {string | null} glibc on Linux; null where there is none, as on Alpine
 * @property {string} kernel what it says of itself; names Microsoft in WSL
 */

/**
 * Why the packages cannot run, and what can be done.
 * @typedef {{ readonly message: string, readonly remedy: string }} SystemFault
 */

/**
 * Minor versions of Python 3, both included.
 * @typedef {{ readonly oldestMinor: number, readonly newestMinor: number }} PythonRange
 */

/** @type {PythonRange} */
const PYTHONS = { oldestMinor: 10, newestMinor: 14 };
/**
 * By processor; the last onnxruntime for Intel's is 1.23.
 * @type {Readonly<Record<string, { readonly darwin: string, readonly macos: string } & PythonRange>>}
 */
const MACS = {
  arm64: { darwin: "23", macos: "14", ...PYTHONS },
  x64: { darwin: "22", macos: "13", oldestMinor: 10, newestMinor: 13 },
};
const OLDEST_GLIBC = "2.28";
const OLDEST_WINDOWS = "10";
const KERNEL = "/proc/version";

/**
 * @param {NodeJS.Platform} platform
 * @param {SystemFacts} system
 * @returns {SystemFault | null} null where the packages run
 */
export function systemFault(platform, system) {
  switch (platform) {
    case "darwin":
      return macFault(system);
    case "linux":
      return linuxFault(system);
    case "win32":
      return windowsFault(system);
    default:
      return {
        message: `The recognition's packages are not made for ${platform}.`,
        remedy: "Run Earshot on Linux or macOS.",
      };
  }
}

/**
 * As above, for a clone: on Windows a browser starts a host by a program that only a package has.
 * @param {NodeJS.Platform} platform
 * @param {SystemFacts} system
 * @returns {SystemFault | null}
 */
export function cloneFault(platform, system) {
  if (platform !== "win32") return systemFault(platform, system);
  return {
    message:
      "A clone cannot be started on Windows: its browser needs a small program that only the package has.",
    remedy: "Install Earshot by its set-up for Windows.",
  };
}

/**
 * The Pythons that the packages are made for.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {PythonRange}
 */
export function supportedPythons(platform, arch) {
  return (platform === "darwin" ? MACS[arch] : undefined) ?? PYTHONS;
}

/**
 * As this computer is.
 * @returns {SystemFacts}
 */
export function thisSystem() {
  return {
    arch: process.arch,
    release: release(),
    glibc: glibcVersion(),
    kernel: existsSync(KERNEL) ? readFileSync(KERNEL, "utf8") : "",
  };
}

/** @param {SystemFacts} system */
function macFault(system) {
  const mac = MACS[system.arch];
  if (mac === undefined) return wrongProcessor(system.arch);
  if (!isOlder(system.release, mac.darwin)) return null;
  return {
    message: `The recognition's packages need macOS ${mac.macos} or newer.`,
    remedy: "Update macOS.",
  };
}

/** @param {SystemFacts} system */
function windowsFault(system) {
  // A processor of ARM's runs this one's programs from Windows 11 on.
  if (system.arch !== "x64") return wrongProcessor(system.arch);
  if (!isOlder(system.release, OLDEST_WINDOWS)) return null;
  return { message: "The recognition's packages need Windows 10 or newer.", remedy: "Update Windows." };
}

/** @param {SystemFacts} system */
function linuxFault({ arch, glibc }) {
  if (!["x64", "arm64"].includes(arch)) return wrongProcessor(arch);
  if (glibc === null)
    return {
      message: "This Linux has another C library (musl) than the recognition's packages need.",
      remedy: "Use a distribution with glibc, such as Debian, Ubuntu or Fedora.",
    };
  if (!isOlder(glibc, OLDEST_GLIBC)) return null;
  return {
    message: `The recognition's packages need glibc ${OLDEST_GLIBC} or newer; this is ${glibc}.`,
    remedy: "Update the system.",
  };
}

/** @param {string} arch */
function wrongProcessor(arch) {
  return {
    message: `The recognition's packages are not made for ${arch}.`,
    remedy: "Use a 64-bit system (x64 or ARM).",
  };
}

/**
 * @param {string} version
 * @param {string} than
 */
function isOlder(version, than) {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

/** Node says in its report which C library it runs by. */
function glibcVersion() {
  const { header } = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  );
  return header?.glibcVersionRuntime ?? null;
}
