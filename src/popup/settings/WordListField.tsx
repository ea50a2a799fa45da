import { useEffect, useState } from "preact/hooks";
import { parseWordList } from "../../shared/text/word-list.ts";

/** A pause in typing after which the words are saved; a popup may close without a last event. */
const PAUSE_MS = 500;

interface WordListFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly list: readonly string[];
  readonly save: (list: string[]) => void;
}

/** A list of words in one field, separated by commas. */
export function WordListField({ name, label, hint, list, save }: WordListFieldProps) {
  const saved = list.join(", ");
  // Null while nothing is being typed: then the field shows what is saved.
  const [draft, setDraft] = useState<string | null>(null);

  const commit = () => {
    if (draft !== null && parseWordList(draft).join(", ") !== saved) save(parseWordList(draft));
  };
  useEffect(() => {
    const timer = setTimeout(commit, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);

  return (
    <label>
      <span>{label}</span>
      <textarea
        name={name}
        rows={2}
        value={draft ?? saved}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          commit();
          setDraft(null);
        }}
        aria-describedby={`${name}-hint`}
      />
      <small class="quiet" id={`${name}-hint`}>
        {hint}
      </small>
    </label>
  );
}
