import { BROWSERS } from "../../install/browsers.ts";
import { ScriptError } from "../runtime/script-error.ts";

const OPTIONS = ["dry-run", "purge", "keep-data", "extension-id", "fix", "lines", "json", "browser"];

/**
 * `npm run earshot uninstall --dry-run` reaches us as `uninstall`: npm takes what stands before a `--` for its own settings, and
 * hands it on as `npm_config_dry_run` alone. Such a command would do what the person did not ask for.
 *
 * @throws bad_arguments
 */
export function refuseKeptByNpm(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const kept = OPTIONS.find(
    (name) =>
      isSet(name, environment[`npm_config_${name.replace("-", "_")}`] ?? "") &&
      args.every((arg) => arg !== `--${name}` && !arg.startsWith(`--${name}=`)),
  );
  if (kept === undefined) return;
  throw new ScriptError(
    "bad_arguments",
    `npm has kept --${kept} for itself, so nothing was done.`,
    `Put -- before the command: npm run earshot -- ${args[0] ?? "install"} --${kept}`,
  );
}

function isSet(name: string, value: string): boolean {
  // npm has a setting of this name itself, which may hold a program.
  if (name === "browser") return BROWSERS.some(({ id }) => value.split(",").includes(id));
  return value !== "" && value !== "false";
}
