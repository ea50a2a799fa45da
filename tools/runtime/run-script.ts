import { InstallError, messageOf } from "../../install/install-error.ts";
import { keepToTheUser } from "./keep-to-the-user.ts";
import { HelpShown } from "./options.ts";
import { ScriptError } from "./script-error.ts";

/**
 * Runs a script's `main`, which resolves to the exit code. A failure is one named message with its remedy;
 * the stack is shown only with EARSHOT_DEBUG=1.
 */
export async function runScript(main: (args: string[]) => Promise<number>): Promise<void> {
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  try {
    keepToTheUser();
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof HelpShown) return;
    process.exitCode = 1;
    console.error(describeFailure(error));
    if (process.env["EARSHOT_DEBUG"] === "1") console.error(error);
  }
}

/** What a person reads when a script failed. */
export function describeFailure(error: unknown): string {
  if (error instanceof ScriptError || error instanceof InstallError)
    return `\n✗ ${error.code}: ${error.message}\n  → ${error.remedy}`;
  const remedy = "This is a defect of Earshot; EARSHOT_DEBUG=1 shows where it happened.";
  return `\n✗ internal_error: ${messageOf(error)}\n  → ${remedy}`;
}
