import { runEarshot } from "../../install/program.ts";
import { runScript } from "../runtime/run-script.ts";
import { cloneContext } from "../setup/host.ts";
import { prepare } from "../setup/prepare.ts";

/** The program `earshot` of this clone: what it registers is set up first. */
async function main(args: string[]): Promise<number> {
  const isOnlyAsked = args.some((arg) => ["--help", "-h", "--dry-run", "--json"].includes(arg));
  if (args[0] === "install" && !isOnlyAsked) await prepare();
  return runEarshot(args, cloneContext());
}

await runScript(main);
