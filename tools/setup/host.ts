import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { healInstallation, printOutcomes } from "../../install/commands/install.ts";
import type { Context } from "../../install/context.ts";
import { type HostFiles, type HostOptions, hostFilesIn, writeHost } from "../../install/host-files.ts";
import { InstallError } from "../../install/install-error.ts";
import { hostManifest, writeManifest } from "../../install/manifest.ts";
import { systemRegistry } from "../../install/registry.ts";
import { manifestIn } from "../../install/targets.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { APP } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { describeFailure } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** The files that tie a browser profile to the host. */
export interface ProfileFiles extends HostFiles {
  readonly manifest: string;
}

/** Where the files of a profile's registration lie. Every Chromium reads this folder of its own user data. */
export function hostFiles(userDataDirectory: string): ProfileFiles {
  const manifest = manifestIn(userDataDirectory);
  return { manifest, ...hostFilesIn(join(manifest, "..")) };
}

/**
 * Registers the host for one browser profile (`tools/driver/browser/launch.ts` does it before it starts the browser). Three files, each
 * naming the next: the browser's manifest, by which it finds the host (`HOST_NAME`) and lets only Earshot connect
 * (`EXTENSION_IDS`); the launcher; and the host's own configuration. The
 * extension connects by the name (`src/background/host/native-port.ts`), and the host checks the caller by itself once more
 * (`checkCaller` in `native-host/runtime/configuration.ts`).
 */
export function registerHost(userDataDirectory: string, options: HostOptions = {}): ProfileFiles {
  if (process.platform === "win32") {
    throw new ScriptError(
      "registration_unsupported",
      "On Windows a browser starts a host by a small program, which a clone has not.",
      "Install Earshot by its set-up for Windows.",
    );
  }
  const files = hostFiles(userDataDirectory);
  try {
    writeHost(files, APP, options);
    writeManifest(files.manifest, hostManifest(files.launcher, options.extensionIds ?? EXTENSION_IDS));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    throw new ScriptError(error.code, error.message, error.remedy, { cause: error });
  }
  return files;
}

/**
 * Registers the user's own browsers again, which `npm run earshot -- install` registered before this folder was moved. A failure is told and
 * ends nothing: our own profile has a registration of its own.
 */
export function healOwnBrowsers(context: Context = cloneContext()): void {
  try {
    printOutcomes(context, healInstallation(context));
  } catch (error) {
    context.print(describeFailure(error));
  }
}

/** What the program `earshot` works with in this clone. */
export function cloneContext(): Context {
  const { platform, env } = process;
  const computer = { platform, environment: env, home: homedir(), exists: existsSync };
  return { app: APP, computer, registry: systemRegistry(), print };
}
