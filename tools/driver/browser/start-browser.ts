import { type Browser, launch } from "puppeteer";
import { killAtOnce, processTree, untilEnded } from "../../runtime/processes.ts";
import { messageOf, ScriptError } from "../../runtime/script-error.ts";
import { PROMPT_MS } from "../../runtime/waiting.ts";
import { findBrowser } from "../../setup/browser.ts";
import { browserArguments, type Microphone, UNWANTED_ARGUMENTS } from "./browser-arguments.ts";

interface BrowserWishes {
  readonly microphone?: Microphone;
  readonly browserArguments?: readonly string[];
}

/** Starts the browser itself with a profile, ready to have extensions installed. */
export async function startBrowser(
  profile: string,
  isHeadless: boolean,
  { microphone = "none", browserArguments: more = [] }: BrowserWishes,
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
