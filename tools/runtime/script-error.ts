import type { InstallErrorCode } from "../../install/install-error.ts";

/** What can go wrong before and around the product, each with when it happens. */
export type ScriptErrorCode =
  /** What its registration knows too: options, browsers, what cannot be written. */
  | InstallErrorCode
  /** No Python of a usable version answers. */
  | "python_missing"
  /** Python is there, but cannot make a virtual environment. */
  | "venv_failed"
  /** pip could not install the locked packages. */
  | "pip_failed"
  /** The browser was found, but did not start. */
  | "browser_failed"
  /** Another browser runs with Earshot's profile. */
  | "profile_in_use"
  /** A program of ours did not compile. */
  | "build_failed"
  /** A model directory lacks files that a CTranslate2 Whisper model has. */
  | "model_directory_wrong"
  /** No package index gave the real weights that tests and benchmarks use. */
  | "weights_unreachable"
  /** A package or file of real weights is not the one that was pinned. */
  | "weights_wrong"
  /** The sidecar cannot load the chosen model. */
  | "model_failed"
  /** A file for rehearse cannot be read as sound. */
  | "audio_unreadable"
  /** A file for rehearse holds no sound. */
  | "audio_empty"
  /** Something that was waited for did not come in its time. */
  | "timed_out"
  /** The product reported an error of its own. */
  | "session_failed"
  /** The program that watches system calls is missing, or there is none for this system. */
  | "tracer_missing"
  /** A font that the pictures of the views need cannot be installed. */
  | "font_missing"
  /** LibreOffice, which opens Word documents in the tests, could not be installed. */
  | "office_missing"
  /** A registry did not give what a package is made of. */
  | "source_unreachable"
  /** What a package is made of is not the file that was locked. */
  | "source_wrong"
  /** A package could not be put together. */
  | "package_failed"
  /** The doctor found something missing or broken. */
  | "missing_part";

/** A failed step of a script: named, with a sentence and what mends it. */
export class ScriptError extends Error {
  readonly code: ScriptErrorCode;
  readonly remedy: string;

  constructor(code: ScriptErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ScriptError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** What was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
