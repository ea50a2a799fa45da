import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { note } from "../runtime/progress.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { canInstallPackages, installPackage } from "./system-packages.ts";

/**
 * Where browsers lie, best first. Chromium comes first because branded browsers may be managed by an
 * administrator. On Debian /usr/bin/chromium is a script that adds `--load-extension`, so the program itself
 * is named.
 */
export function browserPaths(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  switch (platform) {
    case "darwin": {
      const programs = ["Chromium", "Google Chrome", "Microsoft Edge", "Brave Browser"];
      const roots = ["/Applications", join(homedir(), "Applications")];
      return programs.flatMap((name) =>
        roots.map((root) => join(root, `${name}.app/Contents/MacOS/${name}`)),
      );
    }
    case "win32": {
      const programs = [
        "Chromium/Application/chrome.exe",
        "Google/Chrome/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
        "BraveSoftware/Brave-Browser/Application/brave.exe",
      ];
      const roots = ["LOCALAPPDATA", "ProgramFiles", "ProgramFiles(x86)"].flatMap(
        (name) => environment[name] ?? [],
      );
      return programs.flatMap((program) => roots.map((root) => join(root, program)));
    }
    default:
      return [
        "/usr/lib/chromium/chromium",
        "/usr/lib64/chromium-browser/chromium-browser",
        "/usr/bin/chromium-browser",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/opt/brave.com/brave/brave",
        "/usr/bin/chromium",
      ];
  }
}

/** The browser to use: EARSHOT_BROWSER, else the first that is installed; null when there is none. */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const chosen = environment["EARSHOT_BROWSER"];
  if (chosen === undefined || chosen === "")
    return browserPaths(platform, environment).find((path) => exists(path)) ?? null;
  if (exists(chosen)) return chosen;
  throw new ScriptError(
    "browser_missing",
    `EARSHOT_BROWSER names ${chosen}, which does not exist.`,
    "Correct the path, or unset EARSHOT_BROWSER to have a browser looked for.",
  );
}

/** Finds a browser or, where the platform allows it without asking, installs one. */
export async function prepareBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== null) return found;
  if (canInstallPackages()) {
    note("installing chromium with apt-get …");
    await installPackage("chromium", "browser_missing");
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  throw new ScriptError(
    "browser_missing",
    "No Chromium, Chrome, Edge or Brave was found.",
    remedyFor(process.platform),
  );
}

function remedyFor(platform: NodeJS.Platform): string {
  const elsewhere = "If one lies elsewhere, set EARSHOT_BROWSER to its program.";
  switch (platform) {
    case "darwin":
      return `Install Chromium (brew install --cask chromium) or Google Chrome. ${elsewhere}`;
    case "win32":
      return `Install Google Chrome, or Microsoft Edge from the Microsoft Store. ${elsewhere}`;
    default:
      return `Install it with your package manager (Debian, Ubuntu: sudo apt-get install chromium). ${elsewhere}`;
  }
}
