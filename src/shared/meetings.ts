import type { ErrorReport } from "../../protocol/errors.ts";
import type { Transcript } from "./transcript.ts";

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
    | ({ readonly name: "read" } & Pick<Transcript, "title" | "speakers">)
    /** Its key cannot be had. */
    | { readonly name: "unreadable"; readonly error: ErrorReport };
}

/** As many heads can be asked for at once. */
export const MOST_HEADS = 50;
