/** What can go wrong when the host is registered, looked for or removed. */
export type InstallErrorCode =
  /** A file or key could not be written. */
  | "unwritable"
  /** What was written is not what is read there. */
  | "not_read_back"
  /** Not an extension's id: one such entry makes a whole manifest unreadable to the browser. */
  | "bad_extension_id"
  /** The program that the manifest would name is not there, or cannot be run. */
  | "host_program_missing"
  /** This system, or this place on it, cannot be registered from. */
  | "registration_unsupported"
  /** A meeting is being recorded. */
  | "meeting_running"
  /** There is no browser to register for. */
  | "browser_missing"
  /** What deletes for good was not confirmed. */
  | "not_confirmed"
  /** Nothing was noted yet. */
  | "no_log"
  /** An option is unknown or has a value that makes no sense. */
  | "bad_arguments";

/** A failed step, with a sentence and what mends it. */
export class InstallError extends Error {
  readonly code: InstallErrorCode;
  readonly remedy: string;

  constructor(code: InstallErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "InstallError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** What a machine is told of a failure; null where there was none. */
export function reported(failure: InstallError | null) {
  return failure === null ? null : { code: failure.code, message: failure.message, remedy: failure.remedy };
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
