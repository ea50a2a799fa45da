import { EarshotError } from "../../protocol/errors.ts";

const NO_SPACE = new Set(["ENOSPC", "EDQUOT"]);

/** What a failed file operation on a session's folder means to the user. */
export function journalError(cause: unknown): EarshotError {
  if (cause instanceof EarshotError) return cause;
  const code = systemCode(cause) ?? "unknown";
  return NO_SPACE.has(code)
    ? new EarshotError("disk_full", `no space for the session's audio (${code})`, { cause })
    : new EarshotError("journal_unwritable", `the session's folder cannot be written (${code})`, { cause });
}

/** The operating system's name of an error, such as `ENOENT`; undefined when it is not one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
