import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer";
import type { HostOptions } from "../../../install/host-files.ts";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import type { Settings } from "../../../src/shared/settings.ts";
import { EXTENSION, TEST_MODEL_CACHE } from "../../runtime/paths.ts";
import { removeFolder } from "../../runtime/remove-folder.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { PROMPT_MS, within } from "../../runtime/waiting.ts";
import { extensionHash } from "../../setup/build.ts";
import { registerHost } from "../../setup/host.ts";
import { prepareProfile } from "../../setup/profile.ts";
import { Earshot } from "./earshot.ts";
import { LiveView } from "./live-view.ts";
import { WELCOME } from "./pages.ts";
import { closeBrowser, type Microphone, startBrowser } from "./start-browser.ts";

export interface LaunchOptions {
  /** Default: a fresh one in the temporary folder, deleted when the browser is closed. */
  readonly profile?: string;
  /** Default: `downloads` in the profile. */
  readonly downloads?: string;
  readonly isHeadless?: boolean;
  /** Default: no microphone file, which is Chromium's beeping test device if the settings want a microphone. */
  readonly microphone?: Microphone;
  /** Default: granted. */
  readonly isMicrophoneGranted?: boolean;
  /** Changes the stored settings before anything is started. Default: consented, with the demo model in English. */
  readonly settings?: (stored: Settings) => Settings;
  /** Default: data in the profile, and no model but the demo model and what is named here. */
  readonly host?: HostOptions;
  /** False leaves the profile without a native host. */
  readonly isHostRegistered?: boolean;
  /** More command-line arguments for the browser. */
  readonly browserArguments?: readonly string[];
  /** Another build of the extension. */
  readonly extension?: string;
}

/** Starts a browser with Earshot installed and its host registered. Everything must have been built. */
export async function launchEarshot(options: LaunchOptions = {}): Promise<Earshot> {
  const isHeadless = options.isHeadless ?? true;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "earshot-profile-"));
  const downloads = options.downloads ?? join(profile, "downloads");
  prepareProfile(profile, downloads, extensionHash());
  if (options.isHostRegistered !== false) {
    const dataDirectory = join(profile, "earshot-data");
    registerHost(profile, { dataDirectory, modelCache: TEST_MODEL_CACHE, ...options.host });
  }

  const browser = await startBrowser(profile, isHeadless, options);
  const discard = async () => {
    if (options.profile === undefined) await removeFolder(profile);
  };
  try {
    const extensionId = await within(
      browser.installExtension(options.extension ?? EXTENSION),
      PROMPT_MS,
      "the browser to install the extension",
    );
    if (extensionId !== EXTENSION_ID) throw wrongId(extensionId);
    // A window for people may show what it likes; nobody acts in it by what is in front.
    if (isHeadless) await welcomeOpened(browser, extensionId);
    if (isHeadless && options.isMicrophoneGranted !== false) {
      // Not --use-fake-ui-for-media-stream, under which tabs cannot be captured.
      const origin = `chrome-extension://${extensionId}`;
      await browser.setPermission(origin, { permission: { name: "microphone" }, state: "granted" });
    }
    const view = await LiveView.open(browser, extensionId);
    await view.changeSettings(options.settings ?? consented("demo", "en"));
    await view.watch(PROMPT_MS);
    return new Earshot({ browser, extensionId, view, downloads, discard });
  } catch (error) {
    await closeBrowser(browser);
    await discard();
    throw error;
  }
}

/**
 * Resolves once the first-run page is in front of all other tabs, where each installation opens it. Whoever asks for the
 * active tab later, as the popup does, gets the one that a test has brought to the front.
 */
async function welcomeOpened(browser: Browser, extensionId: string): Promise<void> {
  const url = `chrome-extension://${extensionId}/${WELCOME}`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url, { timeout: PROMPT_MS });
  const page = await target.asPage();
  await page.waitForFunction(() => document.visibilityState === "visible", { timeout: PROMPT_MS });
}

/** Settings of a run in which nobody is there to be asked. */
export function consented(model: string, language: string) {
  return (stored: Settings): Settings => ({
    ...stored,
    transcription: { ...stored.transcription, model, language },
    hasConsented: true,
  });
}

function wrongId(extensionId: string): ScriptError {
  return new ScriptError(
    "build_failed",
    `The built extension has the id ${extensionId} instead of ${EXTENSION_ID}; the host would refuse it.`,
    "Build it with the key of src/shared/identity.ts in its manifest.",
  );
}
