import type { AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode, ErrorReport } from "../../../protocol/errors.ts";
import type { AudioChunk, AudioOutline } from "../audio/stored-audio.ts";
import type { Bookmark } from "../bookmarks.ts";
import type { Speakers } from "../lines/voices.ts";
import type { MeetingEntry, MeetingHead, MeetingText } from "../listed-meetings.ts";
import type { Settings } from "../settings.ts";
import type { Diagnostics, Level, Status } from "../status.ts";
import type { Transcript, TranscriptChange } from "../transcript.ts";

/** What the background says, unasked, to popup, side panel and the other pages that a person opens. */
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
  | { readonly type: "speakers-changed"; readonly speakers: Speakers }
  | { readonly type: "bookmarks-changed"; readonly session: string; readonly bookmarks: readonly Bookmark[] }
  | { readonly type: "level-changed"; readonly source: AudioSource; readonly level: Level };

/** What became of the request to read a stored meeting. */
export type StoredTranscript =
  | { readonly name: "read"; readonly transcript: Transcript }
  | { readonly name: "gone" }
  /** Its key cannot be had: nothing is lost unless the key itself is missing. */
  | { readonly name: "unreadable"; readonly error: ErrorReport };

/** What became of the request to hear a part of a meeting. */
export type StoredAudio =
  | { readonly name: "read"; readonly chunks: readonly AudioChunk[] }
  /** Its key cannot be had. */
  | { readonly name: "unreadable"; readonly error: ErrorReport };

/** What is posted to the history page by the service worker itself: megabytes, which go as they are and not as JSON. */
export interface PostedTexts {
  readonly question: string;
  readonly texts: readonly MeetingText[];
}

/** What it answers to the one-shot messages of these pages. */
export interface QueryAnswers {
  readonly "get-diagnostics": Diagnostics;
  readonly "get-transcript": StoredTranscript;
  readonly "list-meetings": readonly MeetingEntry[];
  readonly "get-meeting-heads": readonly MeetingHead[];
  /** Null: they are posted to the page instead. */
  readonly "get-meeting-texts": readonly MeetingText[] | null;
  readonly "get-audio-outline": AudioOutline;
  readonly "get-audio": StoredAudio;
  readonly "import-meeting": ImportAnswer;
}

/** What became of a file to import, or of a piece of it. */
export type ImportAnswer =
  /** The next one to be sent; 0: the worker has none of those before it. */
  | { readonly name: "wanted"; readonly index: number }
  /** `isExempt`: it is older than the retention setting keeps, and is kept all the same. */
  | {
      readonly name: "imported";
      readonly session: string;
      readonly title: string;
      readonly isExempt: boolean;
    }
  /** A stored meeting says the same. */
  | { readonly name: "present"; readonly session: string; readonly title: string }
  /** Nothing of it is stored. */
  | { readonly name: "refused"; readonly code: ErrorCode };
