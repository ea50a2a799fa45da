import type { AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { BackgroundToView } from "../../shared/messages/to-views.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Level, Status } from "../../shared/status.ts";
import { changeTranscript, type Transcript } from "../../shared/transcript.ts";

/** Everything one view knows; it begins with the background's snapshot. */
export interface ViewState {
  readonly status: Status;
  readonly settings: Settings;
  readonly transcript: Transcript | null;
  readonly levels: Readonly<Record<AudioSource, Level>>;
  /** The stored meeting that changed last, each time another object; null before the first. */
  readonly changedMeeting: { readonly session: string } | null;
  /** Why what was asked for here last was not done; null otherwise. */
  readonly refusal: ErrorCode | null;
}

export const SILENT: ViewState["levels"] = { tab: { rms: 0, peak: 0 }, mic: { rms: 0, peak: 0 } };

/** The state after `message` (pure). What comes before the first snapshot is part of that snapshot. */
export function reduceView(state: ViewState | null, message: BackgroundToView): ViewState | null {
  if (message.type === "snapshot") {
    const { status, settings, transcript } = message;
    const { changedMeeting = null, refusal = null } = state ?? {};
    return { status, settings, transcript, levels: SILENT, changedMeeting, refusal };
  }
  if (state === null) return null;
  switch (message.type) {
    case "status-changed":
      // A meter never shows sound of a state that is over; live levels follow ten times a second.
      return {
        ...state,
        status: message.status,
        levels: message.status.session.name === state.status.session.name ? state.levels : SILENT,
      };
    case "settings-changed":
      return { ...state, settings: message.settings };
    case "caption-changed":
      return ofSession(state, message.session, (transcript) => changeTranscript(transcript, message.change));
    case "speakers-changed":
      return ofSession(state, null, (transcript) => ({ ...transcript, speakers: message.speakers }));
    case "meeting-changed":
      return { ...state, changedMeeting: { session: message.session } };
    case "bookmarks-changed":
      return ofSession(state, message.session, (transcript) => ({
        ...transcript,
        bookmarks: message.bookmarks,
      }));
    case "command-taken":
      return state;
    case "command-refused":
      return { ...state, refusal: message.code };
    case "level-changed":
      return { ...state, levels: { ...state.levels, [message.source]: message.level } };
    default:
      return message satisfies never;
  }
}

/** A caption of another session than the one shown changes nothing (IPC-4); `session` null means any. */
function ofSession(
  state: ViewState,
  session: string | null,
  change: (transcript: Transcript) => Transcript,
): ViewState {
  const { transcript } = state;
  if (transcript === null || (session !== null && transcript.session !== session)) return state;
  return { ...state, transcript: change(transcript) };
}
