import { Command, CommanderError, Option } from "@commander-js/extra-typings";
import { doctor } from "./commands/doctor.ts";
import { install } from "./commands/install.ts";
import { browsers, logs, update, version } from "./commands/reports.ts";
import { uninstall } from "./commands/uninstall.ts";
import type { Context } from "./context.ts";
import { InstallError, messageOf } from "./install-error.ts";

/**
 * The program `earshot`, with what is typed after its name.
 *
 * @returns the exit code; every failure has been named, with what mends it
 */
export async function runEarshot(args: readonly string[], context: Context): Promise<number> {
  let exitCode = 0;
  try {
    const line = commandLine(context, (code) => {
      exitCode = code;
    });
    await line.parseAsync(args.length === 0 ? ["--help"] : [...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { code, message, remedy } = namedFailure(error);
    context.print(
      args.includes("--json")
        ? JSON.stringify({ error: { code, message, remedy } }, null, 2)
        : `✗ ${code}: ${message}\n  → ${remedy}`,
    );
    return 1;
  }
}

function commandLine(context: Context, done: (exitCode: number) => void): Command {
  const earshot = new Command("earshot")
    .description("Puts Earshot's helper on this computer, checks it and removes it.")
    .helpOption("-h, --help", "prints this, and does nothing else");
  const command = (name: string, description: string): Command =>
    earshot
      .command(name)
      .description(description)
      .helpOption("-h, --help", "prints this, and does nothing else")
      .allowExcessArguments(false);

  command("install", "Registers the helper for the browsers of this user.")
    .option(
      "--browser <list>",
      "only these, by commas: chrome, chromium, edge, brave … (earshot browsers)",
      listed,
    )
    .option(
      "--extension-id <id>",
      "another build of the extension that may call; may be repeated",
      collected,
      [],
    )
    .option("--dry-run", "says what would be written, and writes nothing")
    .option("--json", "for a machine to read")
    // Of install.sh: where it would lie, which is not where it is asked from.
    .addOption(new Option("--at <folder>", "with --dry-run").implies({ dryRun: true }).hideHelp())
    .action(({ browser, extensionId, dryRun, json, at }) =>
      done(
        install(at === undefined ? context : { ...context, app: { ...context.app, root: at } }, {
          ...(browser === undefined ? {} : { browsers: browser }),
          extensionIds: extensionId,
          isDryRun: dryRun === true,
          isJson: json === true,
        }),
      ),
    );
  command("uninstall", "Removes what was registered; recordings, logs and models stay unless asked for.")
    .option("--purge", "deletes data and downloaded models as well")
    .option("--yes", "confirms --purge")
    .option("--keep-data", "keeps data and models, which is the default")
    .option("--dry-run", "says what would be removed, and removes nothing")
    .option("--json", "for a machine to read")
    .action(({ purge, yes, keepData, dryRun, json }) =>
      done(
        uninstall(context, {
          isPurge: purge === true && keepData !== true,
          isConfirmed: yes === true,
          isDryRun: dryRun === true,
          isJson: json === true,
        }),
      ),
    );
  command(
    "doctor",
    "Starts what is registered as a browser would, and says what is broken and how to mend it.",
  )
    .option("--net", "asks the servers of models as well; nothing else of it uses the network")
    .option("--fix", "writes registrations again that are broken, then looks again")
    .option("--json", "for a machine to read")
    .action(async ({ fix, json, net }) => {
      done(await doctor(context, { isFix: fix === true, isNet: net === true, isJson: json === true }));
    });
  command("browsers", "Lists the browsers of this user, and which helper each would start.")
    .option("--json", "for a machine to read")
    .action(({ json }) => done(browsers(context, json === true)));
  command("version", "Says which version this is, and where it lies.")
    .option("--json", "for a machine to read")
    .action(({ json }) => done(version(context, json === true)));
  command("logs", "Prints what the helper noted last. It holds no word of a meeting.")
    .option("--lines <count>", "how many lines", counted, 20)
    .action(({ lines }) => done(logs(context, lines)));
  command("update", "Says how this copy is brought up to date.").action(() => done(update(context)));

  for (const each of [earshot, ...earshot.commands])
    each.exitOverride().configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      // Named below, with what mends it.
      writeErr: () => {},
    });
  return earshot;
}

function namedFailure(error: unknown): { code: string; message: string; remedy: string } {
  if (error instanceof InstallError) return error;
  if (error instanceof CommanderError) {
    const [first = "", ...rest] = error.message.replace(/^error: /u, "");
    return {
      code: "bad_arguments",
      message: first.toUpperCase() + rest.join(""),
      remedy: "--help describes every command and its options.",
    };
  }
  return { code: "internal_error", message: messageOf(error), remedy: "This is a defect of Earshot." };
}

function listed(value: string): string[] {
  return value.split(",").map((name) => name.trim());
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function counted(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InstallError(
    "bad_arguments",
    `"${value}" is no number of lines.`,
    "Give a whole number, such as 50.",
  );
}
