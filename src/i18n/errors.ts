import type { ErrorCode } from "../../protocol/errors.ts";
import { japaneseErrors } from "./errors.ja.ts";
import { isJapanese } from "./index.ts";

/** What a person reads: what happened, and the one thing to do. */
export interface ErrorText {
  readonly sentence: string;
  readonly remedy: string;
}

export const englishErrors = {
  incompatible_protocol_version: {
    sentence: "The extension and the program on this computer are of different versions.",
    remedy: "Install both again from the same release (npm start).",
  },
  invalid_message: {
    sentence: "A part of Earshot sent something the others do not understand.",
    remedy: "Stop and start the captions. If it comes back, install Earshot again.",
  },
  unknown_method: {
    sentence: "The program on this computer is older than the extension.",
    remedy: "Install both again from the same release (npm start).",
  },
  message_too_large: {
    sentence: "A message between Earshot’s parts was too large and was not sent.",
    remedy: "Stop and start the captions.",
  },
  session_unknown: {
    sentence: "That meeting was over already.",
    remedy: "Nothing else was changed. Captions that do not run can be started again.",
  },
  session_already_running: {
    sentence: "Another meeting is being captioned.",
    remedy: "Stop that one first, then start here.",
  },
  host_not_installed: {
    sentence: "The browser does not find Earshot’s program on this computer.",
    remedy: "Run “npm start” in Earshot’s folder; it installs and registers the program.",
  },
  host_forbidden: {
    sentence: "Earshot’s program on this computer refuses this copy of the extension.",
    remedy: "Run “npm start” in Earshot’s folder, and load the extension from there.",
  },
  host_exited: {
    sentence: "Earshot’s program on this computer has stopped.",
    remedy: "It is started again by itself. If not, stop and start the captions.",
  },
  host_protocol_broken: {
    sentence: "The browser cannot read what Earshot’s program writes.",
    remedy: "Run “npm run doctor” in Earshot’s folder; it names the cause.",
  },
  host_misconfigured: {
    sentence: "The settings of Earshot’s program are missing or unreadable.",
    remedy: "Run “npm start” in Earshot’s folder; it writes them anew.",
  },
  sidecar_start_failed: {
    sentence: "The speech recogniser could not be started.",
    remedy: "Run “npm run doctor” in Earshot’s folder; it names what is missing.",
  },
  sidecar_died: {
    sentence: "The speech recogniser has stopped; your sound is kept.",
    remedy: "If it stops again, choose a smaller model.",
  },
  sidecar_corrupt_output: {
    sentence: "The speech recogniser answers with nothing readable.",
    remedy: "Run “npm run doctor” in Earshot’s folder, then start the captions again.",
  },
  model_not_found: {
    sentence: "The chosen speech model is not on this computer.",
    remedy: "Download it, or choose another model in the settings.",
  },
  model_corrupt: {
    sentence: "The files of the chosen speech model are damaged, or no plain files.",
    remedy: "Remove the model and download it again, or choose another one.",
  },
  model_changed: {
    sentence: "The files of your own model have changed since it was last used. The changed model is in use.",
    remedy:
      "If it was not you who changed them, choose another model and find out what writes to that folder.",
  },
  model_altered: {
    sentence: "The files of the chosen speech model are not the ones they should be, so they are not used.",
    remedy: "Remove the model and download it again. If you did not change it, somebody else may have.",
  },
  model_download_failed: {
    sentence: "The speech model could not be downloaded.",
    remedy: "Check the network and choose the model again; the download goes on where it stopped.",
  },
  model_in_use: {
    sentence: "This speech model is being used or downloaded and cannot be removed now.",
    remedy: "Stop the meeting or choose another model first, or cancel the download.",
  },
  model_too_large: {
    sentence: "Too little memory is free for the chosen speech model.",
    remedy: "Close other programs and choose the model again, or choose a smaller one.",
  },
  transcription_failed: {
    sentence: "A few words could not be transcribed.",
    remedy: "Nothing to do: captions go on. If it repeats, choose a smaller model.",
  },
  journal_unwritable: {
    sentence: "Earshot cannot write to its folder, so new sound cannot be saved.",
    remedy: "Allow writing to the folder that “npm run doctor” names; saving goes on by itself then.",
  },
  disk_full: {
    sentence: "The disk is full, so new sound cannot be saved.",
    remedy: "Free some space; saving goes on by itself then.",
  },
  disk_nearly_full: {
    sentence: "The disk is nearly full: less than an hour of sound fits on it.",
    remedy: "Free some space soon. Until it is full, everything is kept.",
  },
  session_key_missing: {
    sentence: "The key to this meeting is gone, so it can no longer be read.",
    remedy: "Delete the meeting. If you moved Earshot’s folder, put its “keys” folder back.",
  },
  keychain_unavailable: {
    sentence: "Your computer’s keychain is locked or missing, so earlier meetings cannot be opened now.",
    remedy: "Unlock the keychain (sign in again), then open the meeting again. Nothing is lost.",
  },
  audio_lost: {
    sentence: "Some sound could not be kept; words may be missing from the transcript.",
    remedy: "Close other programs or free disk space, so that it does not happen again.",
  },
  tab_not_capturable: {
    sentence: "The browser does not let any extension listen to this page.",
    remedy: "Go to the meeting’s tab and start there.",
  },
  tab_already_captured: {
    sentence: "This tab is already being captured.",
    remedy: "Stop the other capture, or reload the tab, then start again.",
  },
  tab_not_invoked: {
    sentence: "The browser wants you to choose the tab yourself.",
    remedy: "Go to the meeting’s tab, press the Earshot button in the toolbar and start there.",
  },
  tab_capture_failed: {
    sentence: "The browser did not give out this tab’s sound.",
    remedy: "Reload the meeting’s tab and start again.",
  },
  tab_closed: {
    sentence: "The meeting’s tab was closed, so the captions ended. The transcript is kept.",
    remedy: "Open the meeting again and start there.",
  },
  tab_crashed: {
    sentence: "The meeting’s page has crashed, so the others cannot be heard.",
    remedy: "Reload the meeting’s tab; the captions go on by themselves.",
  },
  microphone_not_granted: {
    sentence: "Your microphone is not allowed yet; only the others are captioned.",
    remedy: "Press “Allow the microphone…” and choose “Allow while visiting the site”.",
  },
  microphone_denied: {
    sentence: "The microphone was refused; only the others are captioned.",
    remedy:
      "Open Earshot’s site settings, set the microphone to “Allow”, then choose “Allow while visiting the site”.",
  },
  microphone_missing: {
    sentence: "No microphone is connected; only the others are captioned.",
    remedy: "Connect a microphone; your captions then start by themselves.",
  },
  microphone_lost: {
    sentence: "The microphone stopped; only the others are captioned.",
    remedy:
      "Your captions go on by themselves when it is plugged in, or allowed again with “Allow while visiting the site”.",
  },
  capture_stalled: {
    sentence: "No sound arrives from the browser.",
    remedy: "Reload the meeting’s tab, then stop and start the captions.",
  },
  frames_not_stored: {
    sentence: "Sound is heard but does not reach Earshot’s program; it is held in memory.",
    remedy: "Wait a moment. If it stays like this, stop and start the captions.",
  },
  transcript_damaged: {
    sentence: "Parts of a stored meeting cannot be read: they were changed on the disk.",
    remedy: "The rest is shown. Another program, or a failing disk, changed the browser’s files.",
  },
  transcript_not_stored: {
    sentence: "The browser cannot store finished captions; Earshot’s program keeps them.",
    remedy: "Free some disk space; they are stored by themselves then.",
  },
  export_disk_full: {
    sentence: "The file was not saved: the disk is full.",
    remedy: "Free some space, then save it again. The transcript itself is safe.",
  },
  export_blocked: {
    sentence: "The file was not saved: the browser or a security program did not allow it.",
    remedy:
      "Allow downloads in the browser’s settings, or save it in another format. The transcript itself is safe.",
  },
  export_failed: {
    sentence: "The file was not saved: the browser could not write to its downloads folder.",
    remedy:
      "Choose another folder in the browser’s settings under “Downloads”, then save it again. The transcript itself is safe.",
  },
  internal_error: {
    sentence: "Something in Earshot broke.",
    remedy: "Stop and start the captions, and please report it with the output of “npm run doctor”.",
  },
} as const satisfies Record<ErrorCode, ErrorText>;

/** The sentence and remedy of `code` in the reader's language. */
export function errorText(code: ErrorCode): ErrorText {
  return (isJapanese ? japaneseErrors : englishErrors)[code];
}

/** Which part of the first-run page helps with an error. */
export type HelpSection = "microphone" | "host";

/** The part of the first-run page that carries out `code`'s remedy; null when none does. */
export function helpSection(code: ErrorCode): HelpSection | null {
  if (code.startsWith("microphone_")) return "microphone";
  return code.startsWith("host_") || code === "sidecar_start_failed" ? "host" : null;
}
