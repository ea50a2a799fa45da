import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../install/install-error.ts";
import { writePrivately } from "../runtime/keep-to-the-user.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { Stamp } from "./stamp.ts";

/**
 * Readies a browser profile for a start: it is in nobody's use, its downloads go to `downloads`, and it runs
 * no service worker of an older build.
 */
export function prepareProfile(profile: string, downloads: string, extensionHash: string): void {
  try {
    mkdirSync(join(profile, "Default"), { recursive: true, mode: 0o700 });
    mkdirSync(downloads, { recursive: true, mode: 0o700 });
    refuseUsedProfile(profile);
    setDownloads(join(profile, "Default/Preferences"), downloads);
    forgetOldWorker(profile, extensionHash);
  } catch (error) {
    if (error instanceof ScriptError) throw error;
    throw new ScriptError(
      "unwritable",
      `The browser profile ${profile} could not be written: ${messageOf(error)}`,
      "Make the folder writable for you, or delete it.",
      { cause: error },
    );
  }
}

/** Chromium on Linux and macOS marks a profile in use by a link to `<machine>-<process id>`. */
function refuseUsedProfile(profile: string): void {
  const lock = join(profile, "SingletonLock");
  if (lstatSync(lock, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  const processId = Number(readlinkSync(lock).split("-").at(-1));
  if (!isRunning(processId)) return;
  throw new ScriptError(
    "profile_in_use",
    `A browser (process ${processId}) already runs with Earshot's profile ${profile}.`,
    "Close that browser window, then start again.",
  );
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    // The only answer is a process of somebody else or none: the browser would have been ours.
    return false;
  }
}

// A preference and not CDP's Browser.setDownloadBehavior, under which the extension's file names are ignored.
function setDownloads(file: string, downloads: string): void {
  const preferences = readPreferences(file);
  preferences["download"] = { default_directory: downloads, prompt_for_download: false };
  writePrivately(file, JSON.stringify(preferences));
}

function readPreferences(file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    // A fresh profile has no preferences, and the browser throws away broken ones just as we do here.
    return {};
  }
}

/** The browser goes on running the service worker of an unpacked extension's older build, even after a new version. */
function forgetOldWorker(profile: string, extensionHash: string): void {
  const stamp = new Stamp("earshot-build", profile);
  if (stamp.matches(extensionHash)) return;
  rmSync(join(profile, "Default/Service Worker"), { recursive: true, force: true });
  stamp.write(extensionHash);
}
