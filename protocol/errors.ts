import { z } from "./zod.ts";

/**
 * Every failure that can reach a person, with when it happens. Each code has one sentence for people and
 * one remedy in `src/i18n/en.ts`; the Python side mirrors all of them.
 */
export const ERROR_CODES = [
  /** A peer speaks another major version; the session is refused (VER-2). */
  "incompatible_protocol_version",
  /** A message does not match its schema. */
  "invalid_message",
  /** A request names a method this side does not have. */
  "unknown_method",
  /** A message or line is over the bound in `limits.ts`. */
  "message_too_large",
  /** A request names a session this side does not know, or one that has ended. */
  "session_unknown",
  /** A session is started while another one runs. */
  "session_already_running",
  /** The browser finds no native host manifest or no host program. */
  "host_not_installed",
  /** The host manifest does not allow this extension's id, or the host was called by another id. */
  "host_forbidden",
  /** A policy of the browser's administrator forbids native hosts, or this one. */
  "host_blocked",
  /** Three host processes in a row ended before they answered. */
  "host_start_failed",
  /** The host's process ended while it was needed. */
  "host_exited",
  /** The browser could not read what the host wrote, for example a forgotten print on its stdout. */
  "host_protocol_broken",
  /** The host's configuration is missing or unreadable. */
  "host_misconfigured",
  /** The Python sidecar could not be started, or four in a row ended before they answered. */
  "sidecar_start_failed",
  /** The Python sidecar ended or stopped answering. */
  "sidecar_died",
  /** The sidecar wrote ten unreadable lines in a row (IPC-9). */
  "sidecar_corrupt_output",
  /** No model of that name is known, or its directory does not exist. */
  "model_not_found",
  /** The model's files are there but cannot be loaded. */
  "model_corrupt",
  /** The model's files are not those of the shipped table (docs/adr/026). */
  "model_altered",
  /** The files of a model of the user's own are not those that were used before; they load and are used. */
  "model_changed",
  /** The model could not be downloaded; the demo model stands in. */
  "model_download_failed",
  /** The model is held in memory or being downloaded and cannot be removed now. */
  "model_in_use",
  /** Too little memory is free for the model. */
  "model_too_large",
  /** Decoding failed on one span of audio. */
  "transcription_failed",
  /** The session's folder cannot be created or written. */
  "journal_unwritable",
  /** No space is left for the session's audio. */
  "disk_full",
  /** Less than an hour of both sources fits on the disk. */
  "disk_nearly_full",
  /** The session's key was destroyed with a deletion, is damaged, or was never made: what it sealed stays unreadable. */
  "session_key_missing",
  /** The system's keychain, which holds the key to the session keys, does not answer or is locked. */
  "keychain_unavailable",
  /** Audio could not be kept anywhere; the transcript has a gap. */
  "audio_lost",
  /** The page is one the browser does not let extensions capture, such as chrome:// pages or the web store. */
  "tab_not_capturable",
  /** The tab is already captured, by Earshot or by another program. */
  "tab_already_captured",
  /** Earshot was not invoked on this tab by the toolbar button or the shortcut. */
  "tab_not_invoked",
  /** The browser refused the tab's audio for another reason. */
  "tab_capture_failed",
  /** The captured tab was closed. */
  "tab_closed",
  /** The captured tab's page crashed; its audio comes back when it is reloaded. */
  "tab_crashed",
  /** Microphone permission was never asked for or was dismissed. */
  "microphone_not_granted",
  /** Microphone permission was refused. */
  "microphone_denied",
  /** No microphone is connected. */
  "microphone_missing",
  /** The microphone stopped delivering: unplugged, or its permission ended. */
  "microphone_lost",
  /** The audio engine delivers no frames (CAP-7). */
  "capture_stalled",
  /** Frames are captured but not written by the host (CAP-7). */
  "frames_not_stored",
  /** Stored captions are not those that were written: they were changed on the disk. */
  "transcript_damaged",
  /** The browser's database refuses finished captions; the host keeps them until it takes them. */
  "transcript_not_stored",
  /** The browser cannot encode a meeting's audio, or has no room for it: of the rest of the meeting none is stored to be heard again. */
  "audio_not_stored",
  /** The browser's database refuses what the user wrote into a line; the view keeps it. */
  "edit_not_stored",
  /** What the user wrote is of a line that was struck, or whose meeting was deleted, meanwhile. */
  "line_gone",
  /** The browser could not write an exported file: the disk is full. */
  "export_disk_full",
  /** The browser, or a program that watches files, did not let an exported file be kept. */
  "export_blocked",
  /** The browser could not write an exported file: its folder is gone or forbidden. */
  "export_failed",
  /** A file to import is larger than any export. */
  "import_too_large",
  /** The browser does not give what a file to import holds: it is a folder, or gone. */
  "import_unreadable",
  /** A file to import is not JSON, or not all of it. */
  "import_not_json",
  /** A file to import is JSON of another kind. */
  "import_not_an_export",
  /** A file to import has a layout that this version does not know. */
  "import_other_version",
  /** A file to import lacks something of an export, or has something that none has. */
  "import_damaged",
  /** The browser's database has no room for an imported meeting. */
  "import_disk_full",
  /** The browser's database refuses an imported meeting. */
  "import_not_stored",
  /** The browser did not let a page of ours write to the clipboard. */
  "copy_refused",
  /** A defect in Earshot itself. */
  "internal_error",
] as const;

export const errorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCode>;

/** An error as data: what crosses a wire or is shown. `message` is for the log, never transcript text. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly recoverable: boolean;
}

/** The one error class of the TypeScript worlds; `cause` keeps what was caught. */
export class EarshotError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "EarshotError";
    this.code = code;
  }

  /** This error as data, for a wire or a view. */
  toReport(recoverable: boolean): ErrorReport {
    return { code: this.code, message: this.message, recoverable };
  }

  /**
   * `error` itself when it is one of ours, else a defect of ours with `error` as its cause. Of a foreign error only its
   * kind is named: its message may quote what was being read (ADR-027).
   */
  static from(error: unknown): EarshotError {
    if (error instanceof EarshotError) return error;
    return new EarshotError("internal_error", errorKind(error), { cause: error });
  }
}

/** The class of anything that was thrown, such as `TypeError` or `QuotaExceededError`; never a word of its message. */
export function errorKind(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return /^[A-Z][A-Za-z]{0,39}$/.test(thrown.name) ? thrown.name : "Error";
}
