import { EarshotError } from "../../../protocol/errors.ts";
import { onOneLine } from "../../shared/export/segments.ts";
import type { LineEdit } from "../../shared/lines/segment-versions.ts";
import { joinedText } from "../../shared/lines/shown-lines.ts";
import { findSegment, type Segment } from "../../shared/transcript.ts";
import type { CaptionHub } from "./caption-hub.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import type { EventLedger } from "./event-ledger.ts";

interface EditingNeeds {
  readonly hub: Pick<CaptionHub, "edit" | "transcript">;
  readonly database: Pick<TranscriptDatabase, "editSegments">;
  readonly ledger: Pick<EventLedger, "settled">;
  /** A line of a meeting that is stored and not the one shown is other than before. */
  readonly onEdited: (session: string, segment: Segment) => void;
}

/** Makes of finished lines what the user wrote: in the database first, then in every view. */
export class Editing {
  readonly #needs: EditingNeeds;

  constructor(needs: EditingNeeds) {
    this.#needs = needs;
  }

  /**
   * Resolves once it is stored and shown.
   * @throws {EarshotError} `line_gone`: a line is not there any more, the others are edited; `edit_not_stored`: the database refused;
   *   or why there is no key
   */
  async edit(session: string, edits: readonly LineEdit[], atMs: number): Promise<void> {
    const { database, hub, ledger, onEdited } = this.#needs;
    const clean = edits.map(cleaned);
    // A line that is shown may be on its way to the disk.
    await ledger.settled;
    const { changed, missing } = await database.editSegments(session, clean, atMs).catch((cause: unknown) => {
      if (cause instanceof EarshotError) throw cause;
      throw new EarshotError("edit_not_stored", "the browser's database refused an edit", { cause });
    });
    const isStored = (edit: LineEdit) => !missing.includes(edit);
    if (!hub.edit(session, clean.filter(isStored), atMs))
      for (const segment of changed) onEdited(session, segment);
    if (missing.length === 0) return;
    // Finished captions that the database refused are shown, and the host's until it takes them.
    const isShown = missing.every((edit) => this.#isShown(session, edit));
    throw new EarshotError(
      isShown ? "edit_not_stored" : "line_gone",
      `${missing.length} lines are not there`,
    );
  }

  #isShown(session: string, { source, utterance, joined = [] }: LineEdit): boolean {
    const { transcript } = this.#needs.hub;
    if (transcript?.session !== session) return false;
    return [utterance, ...joined].every(
      (name) => findSegment(transcript.segments, source, name) !== undefined,
    );
  }
}

/** On one line each; a name of nothing is none. The words of a line that is split are those of its parts. */
function cleaned({ text, parts, speaker, ...line }: LineEdit): LineEdit {
  const name = onOneLine(speaker ?? "");
  const lines = parts?.map((part) => {
    const named = onOneLine(part.speaker ?? "");
    const { startSample } = part;
    return { text: onOneLine(part.text), startSample, ...(named === "" ? {} : { speaker: named }) };
  });
  const words = lines === undefined ? text : joinedText(lines.map((part) => part.text));
  return {
    ...line,
    ...(words === undefined ? {} : { text: words === null ? null : onOneLine(words) }),
    ...(lines === undefined ? {} : { parts: lines }),
    ...(speaker === undefined ? {} : { speaker: name === "" ? null : name }),
  };
}
