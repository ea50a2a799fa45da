import { accessSync, constants, mkdirSync } from "node:fs";
import { messageOf } from "../../install/install-error.ts";
import { ROOT, STATE } from "../runtime/paths.ts";
import { step } from "../runtime/progress.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { prepareBrowser } from "./browser.ts";
import { build } from "./build.ts";
import { type PackageSet, preparePython } from "./python.ts";

/** Everything between a fresh checkout and a browser that can be started; what is there already is left alone. */
export async function prepare(packages: PackageSet = "runtime"): Promise<void> {
  refuseReadOnlyCheckout();
  await step("Python", () => preparePython(packages));
  await step("Browser", prepareBrowser);
  await step("Build", build);
}

function refuseReadOnlyCheckout(): void {
  try {
    mkdirSync(STATE, { recursive: true });
    accessSync(ROOT, constants.W_OK);
  } catch (error) {
    throw new ScriptError(
      "unwritable",
      `Earshot's folder ${ROOT} cannot be written: ${messageOf(error)}`,
      "Make it writable for you (chown, chmod), or clone the repository into a folder of your own.",
      { cause: error },
    );
  }
}
