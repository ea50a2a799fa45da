import { describeFailure } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { print } from "../runtime/terminal.ts";

/** One question of the doctor: resolves to what is well, or throws a ScriptError with the remedy. */
export interface Check {
  readonly title: string;
  readonly run: () => Promise<string> | string;
}

const RUN_START = "Run npm start, which puts it in place.";

/** Something that the set-up makes is not there. */
export function missing(message: string, remedy: string = RUN_START): ScriptError {
  return new ScriptError("missing_part", message, remedy);
}

/** Prints one line per check; resolves to how many failed. */
export async function runChecks(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { title, run } of checks) {
    try {
      print(`✓ ${title.padEnd(16)} ${await run()}`);
    } catch (error) {
      failed += 1;
      const words =
        error instanceof ScriptError
          ? `${error.message}\n  → ${error.remedy}`
          : describeFailure(error).trim();
      print(`✗ ${title.padEnd(16)} ${words}`);
    }
  }
  return failed;
}
