/** The version this build speaks on both wires (VER-1 … VER-4, docs/adr/003). */
export const PROTOCOL_VERSION = "1.4";

/** What a message without a `version` field is taken to speak (VER-1). */
export const ASSUMED_VERSION = "1.0";

/** How long either side waits for the answer to `protocol_version_check` before assuming 1.0 (VER-3). */
export const HANDSHAKE_TIMEOUT_MS = 3000;

/**
 * Two versions work together when their majors are equal (VER-2). A version that is not
 * `major[.minor[.patch]]` is compatible with nothing.
 */
export function isCompatible(ours: string, theirs: string): boolean {
  const ourMajor = majorOf(ours);
  return ourMajor !== null && ourMajor === majorOf(theirs);
}

/** Whether `version` has what came with `minimum`, of the same major. */
export function isAtLeast(version: string, minimum: string): boolean {
  return isCompatible(version, minimum) && minorOf(version) >= minorOf(minimum);
}

/** Whether the one is of an earlier release than the other; what is no version is of none. Both are a product's: numbers with dots, and a "v" before them. */
export function isOlderRelease(version: string, than: string): boolean {
  const numbers = releaseNumbers(version);
  const wanted = releaseNumbers(than);
  const place = wanted.findIndex((number, index) => number !== (numbers[index] ?? 0));
  return place !== -1 && (numbers[place] ?? 0) < (wanted[place] ?? 0);
}

function releaseNumbers(version: string): number[] {
  return (/^v?(?<numbers>\d{1,6}(?:\.\d{1,6}){0,3})/.exec(version)?.groups?.["numbers"] ?? "0")
    .split(".")
    .map(Number);
}

/** A peer's version as it may be shown and logged; what is none is not repeated (SEC-2). */
export function versionWords(version: string): string {
  return majorOf(version) === null ? "of no known version" : version;
}

function majorOf(version: string): number | null {
  const match = /^(\d{1,4})(?:\.\d{1,4}){0,2}$/.exec(version);
  return match?.[1] === undefined ? null : Number(match[1]);
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}
