import { runEarshot } from "../../install/program.ts";
import { leaveOutputToMachines } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { cloneContext } from "../setup/host.ts";
import { refuseKeptByNpm } from "../setup/kept-by-npm.ts";
import { prepare } from "../setup/prepare.ts";

/** The program `earshot` of this clone: what it registers is set up first. */
async function main(args: string[]): Promise<number> {
  refuseKeptByNpm(args, process.env);
  const isOnlyAsked = args.some((arg) => ["--help", "-h", "--dry-run"].includes(arg));
  if (args.includes("--json")) leaveOutputToMachines();
  if (args[0] === "install" && !isOnlyAsked) await prepare();
  return runEarshot(args, cloneContext());
}

await runScript(main);
