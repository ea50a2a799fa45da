import { words } from "../../i18n/index.ts";
import type { Segment } from "../../shared/transcript.ts";
import { LineEditor } from "./LineEditor.tsx";
import { isLine, type LineEditing } from "./line-editing.ts";

interface EditorElsewhereProps {
  readonly editing: LineEditing;
  /** The meeting whose list is shown; null where none is. */
  readonly session: string | null;
  /** The lines of that list. */
  readonly lines: readonly Pick<Segment, "source" | "utterance">[];
}

/** The editor of a line that has left the list, with what was typed; nothing while its line is there. */
export function EditorElsewhere({ editing, session, lines }: EditorElsewhereProps) {
  const draft = editing.draft.value;
  // A line that is joined to the one before leaves the list while that is being stored.
  if (draft === null || editing.isSaving.value) return null;
  if (draft.session === session && lines.some((line) => isLine(draft, line))) return null;
  return (
    <section class="notice" aria-label={words.panel.edit.elsewhere}>
      <span>{words.panel.edit.elsewhere}</span>
      <LineEditor draft={draft} editing={editing} segment={null} />
    </section>
  );
}
