import { type Browser, launch } from "puppeteer";
import { messageOf } from "../../../install/install-error.ts";
import { killAtOnce, processTree, untilEnded } from "../../runtime/processes.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { PROMPT_MS } from "../../runtime/waiting.ts";
import { findBrowser } from "../../setup/browser.ts";

interface BrowserOptions {
  readonly microphone?: Microphone;
  readonly browserArguments?: readonly string[];
}

/** Starts the browser itself with a profile, ready to have extensions installed. */
export async function startBrowser(
  profile: string,
  isHeadless: boolean,
  { microphone = "none", browserArguments: more = [] }: BrowserOptions,
): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new ScriptError(
      "browser_missing",
      "No browser was found.",
      "Run npm start, which finds or installs one.",
    );
  }
  try {
    return await launch({
      executablePath,
      headless: isHeadless,
      pipe: true,
      enableExtensions: true,
      userDataDir: profile,
      defaultViewport: null,
      ignoreDefaultArgs: UNWANTED_ARGUMENTS,
      args: [...browserArguments(microphone, isHeadless, process.getuid?.() === 0), ...more],
    });
  } catch (error) {
    throw new ScriptError(
      "browser_failed",
      `${executablePath} did not start: ${messageOf(error).split("\n")[0]}`,
      "Start it once by hand to see why, or name another one by EARSHOT_BROWSER.",
      { cause: error },
    );
  }
}

/**
 * Closes the browser. Resolves once host, sidecar and the browser's own children have ended as well: they outlive it by
 * moments in which they still write to its profile.
 */
export async function closeBrowser(browser: Browser): Promise<void> {
  const root = browser.process()?.pid;
  const tree = root === undefined ? [] : processTree(root);
  await browser.close();
  await untilEnded(tree, PROMPT_MS);
}

/**
 * Kills browser, host and sidecar at once, without a chance to clean up; resolves once all have ended.
 * @throws when the browser is not one that this program started
 */
export async function killBrowser(browser: Browser): Promise<void> {
  const root = browser.process();
  if (root?.pid === undefined) throw new Error("the browser has no process");
  const ended = new Promise((resolve) => {
    root.once("exit", resolve);
  });
  const tree = processTree(root.pid);
  killAtOnce(tree);
  await ended;
  await untilEnded(tree, PROMPT_MS);
}

/** tsx gives every function its name through this helper, which a page does not have. */
export const NAME_HELPER = "globalThis.__name = (named) => named;";

/** What the browser has for a microphone: a WAV file, silence, or the machine's real device. */
export type Microphone = { readonly file: string } | "none" | "real";

/** Command-line arguments for a run; see the reasons beside each. */
function browserArguments(microphone: Microphone, isHeadless: boolean, isRoot: boolean): string[] {
  return [
    // Chromium's sandbox refuses to run as root, which is what containers are.
    ...(isRoot ? ["--no-sandbox"] : []),
    ...(isHeadless
      ? [
          // Larger than every page here, with the side panel beside it: the browser takes pointer events to a frame only
          // where its window really is.
          "--screen-info={1920x1200}",
          "--window-size=1800,1100",
          "--force-device-scale-factor=1",
          "--autoplay-policy=no-user-gesture-required",
        ]
      : ["--start-maximized", "--hide-crash-restore-bubble"]),
    ...(microphone === "real" ? [] : ["--use-fake-device-for-media-stream"]),
    // Not repeated at its end; what follows is its last buffer again and again, so it must end in silence.
    ...(typeof microphone === "object"
      ? [`--use-file-for-fake-audio-capture=${microphone.file}%noloop`]
      : []),
  ];
}

/**
 * Puppeteer's own arguments that would spoil the run: a muted browser gives captures exact zeros, and a window
 * for people needs no banner about test software.
 */
const UNWANTED_ARGUMENTS = ["--mute-audio", "--enable-automation"];
