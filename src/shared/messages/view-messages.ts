import type { AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Bookmark } from "../bookmarks.ts";
import type { Settings } from "../settings.ts";
import type { Level, Status } from "../status.ts";
import type { Transcript, TranscriptChange } from "../transcript.ts";

/** What the background says to popup, side panel and the other pages that a person opens. */
export type BackgroundToView =
  /** Once after `watch`, and again whenever the transcript is replaced by another session's. */
  | {
      readonly type: "snapshot";
      readonly status: Status;
      readonly settings: Settings;
      /** The running or the latest session's; null before the first. Null for views that do not want captions. */
      readonly transcript: Transcript | null;
    }
  /** It is done, or written down where the end of the worker does not reach: the view need not say it again. */
  | { readonly type: "command-taken"; readonly id: string }
  /** Nothing was done, or not all, and why: its meeting is over, its line is gone, the database refused. */
  | { readonly type: "command-refused"; readonly id: string; readonly code: ErrorCode }
  | { readonly type: "status-changed"; readonly status: Status }
  | { readonly type: "settings-changed"; readonly settings: Settings }
  | { readonly type: "caption-changed"; readonly session: string; readonly change: TranscriptChange }
  /** What a list shows of that meeting is other than it was. */
  | { readonly type: "meeting-changed"; readonly session: string }
  | { readonly type: "speakers-changed"; readonly speakers: Readonly<Record<AudioSource, string>> }
  | { readonly type: "bookmarks-changed"; readonly session: string; readonly bookmarks: readonly Bookmark[] }
  | { readonly type: "level-changed"; readonly source: AudioSource; readonly level: Level };
