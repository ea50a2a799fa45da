import { messageOf, ScriptError } from "./script-error.ts";

/** What `read` (a call of parseArgs) finds, or a named error that shows how the command is used. */
export function readOptions<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw badArguments(messageOf(error), usage);
  }
}

export function badArguments(message: string, usage: string): ScriptError {
  return new ScriptError("bad_arguments", message, `Usage: ${usage}`);
}

/** `--language`: a Whisper code such as `en` or `ja`, or `auto`. */
export function checkedLanguage(language: string, usage: string): string {
  if (/^(?:auto|[a-z]{2,3})$/u.test(language)) return language;
  throw badArguments(`"${language}" is not a language code such as en, ja or auto.`, usage);
}
