import { Command, CommanderError, type OptionValues } from "@commander-js/extra-typings";
import { ScriptError } from "./script-error.ts";

/**
 * A command line, whose options are added by `.option(…)`; `--help` prints all of them.
 * @param name what is typed before the options, such as `npm start --`
 */
export function commandLine(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption("-h, --help", "prints this, and does nothing else")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
}

/**
 * The options and arguments that were given.
 * @throws bad_arguments, or HelpShown when help was asked for and printed
 */
export function readOptions<Arguments extends unknown[], Options extends OptionValues>(
  line: Command<Arguments, Options>,
  args: readonly string[],
): { readonly options: Options; readonly names: Arguments } {
  try {
    line.parse(args, { from: "user" });
    return { options: line.opts(), names: line.processedArgs };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    const [first = "", ...rest] = error.message.replace(/^error: /u, "");
    throw badArguments(first.toUpperCase() + rest.join(""));
  }
}

/** Help was asked for: the command is done. */
export class HelpShown extends Error {}

export function badArguments(message: string): ScriptError {
  return new ScriptError("bad_arguments", message, "--help describes every option and its values.");
}

/** For options that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** `--language`: a Whisper code such as `en` or `ja`, or `auto`. */
export function checkedLanguage(language: string): string {
  if (/^(?:auto|[a-z]{2,3})$/u.test(language)) return language;
  throw badArguments(`"${language}" is not a language code such as en, ja or auto.`);
}
