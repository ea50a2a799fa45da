import type { ErrorReport } from "../../protocol/errors.ts";
import type { SearchText } from "./text/search-text.ts";
import type { Transcript } from "./transcript.ts";

/** The kinds of sites that meetings are told apart by. Which site of the others it was is known to nobody. */
export const MEETING_SITES = ["meet", "zoom", "other"] as const;
export type MeetingSite = (typeof MEETING_SITES)[number];

/** What a list shows of a stored meeting without its key. */
export interface MeetingEntry extends Pick<Transcript, "session" | "startedAtMs" | "completeness"> {
  /** The user keeps it for longer than the setting says. */
  readonly isExempt: boolean;
  /** It comes from a file. */
  readonly isImported: boolean;
}

/** What a list shows of a stored meeting beside its entry. */
export interface MeetingHead {
  readonly session: string;
  /** Samples until the last thing that is stored of it begins or, for a gap, ends: no key is needed for that. */
  readonly samples: number;
  readonly lineCount: number;
  readonly reading:
    | ({ readonly name: "read" } & Pick<Transcript, "title" | "speakers" | "site">)
    /** Its key cannot be had. */
    | { readonly name: "unreadable"; readonly error: ErrorReport };
}

/** What a search reads of a stored meeting. */
export interface MeetingText {
  readonly session: string;
  readonly reading:
    | { readonly name: "read"; readonly text: SearchText }
    /** It is not made yet, and others had to be made before it. */
    | { readonly name: "pending" }
    /** The meeting is deleted, or its key cannot be had. */
    | { readonly name: "unreadable" };
}

/** As many heads, or texts, can be asked for at once. */
export const MOST_HEADS = 50;
export const MOST_TEXTS = 50;
