import { useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { DeleteQuestion } from "../../ui/meetings/DeleteQuestion.tsx";

interface SelectionProps {
  /** The selected meetings that are listed. */
  readonly selected: readonly string[];
  readonly running: string | null;
  readonly areAllSelected: boolean;
  readonly selectAll: () => void;
  readonly clear: () => void;
  readonly exempt: (sessions: readonly string[]) => void;
  readonly remove: (sessions: readonly string[]) => void;
}

/** What can be done with the selected meetings; nothing while none is. */
export function Selection({
  selected,
  running,
  areAllSelected,
  selectAll,
  clear,
  exempt,
  remove,
}: SelectionProps) {
  /** How many were selected as it was asked: another selection is another question. */
  const [asked, setAsked] = useState(0);
  const text = words.history;
  if (selected.length === 0) return null;
  const removable = selected.filter((session) => session !== running);
  return (
    <div class="selection" role="group" aria-label={text.selection} data-selected={selected.length}>
      <span role="status">{text.selected(selected.length)}</span>
      <span class="choices">
        {!areAllSelected && (
          <button type="button" data-action="select-all" onClick={selectAll}>
            {text.selectAll}
          </button>
        )}
        <button
          type="button"
          data-action="exempt-selected"
          title={text.keepHint(selected.length)}
          onClick={() => exempt(selected)}
        >
          {text.keepSelected(selected.length)}
        </button>
        <button
          type="button"
          data-action="delete-selected"
          disabled={removable.length === 0}
          title={removable.length === 0 ? text.runningNote : undefined}
          onClick={() => setAsked(selected.length)}
        >
          {words.recovered.delete}
        </button>
        <button type="button" class="plain" data-action="clear-selection" onClick={clear}>
          {text.clear}
        </button>
      </span>
      {asked === selected.length && (
        <DeleteQuestion
          ask={text.deleteAsk(removable.length)}
          remove={() => remove(removable)}
          keep={() => setAsked(0)}
        />
      )}
    </div>
  );
}
