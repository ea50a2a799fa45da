import { useEffect, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { parseVocabulary } from "./vocabulary.ts";

/** A pause in typing after which the words are saved; a popup may close without a last event. */
const PAUSE_MS = 500;

interface VocabularyFieldProps {
  readonly vocabulary: readonly string[];
  readonly save: (vocabulary: string[]) => void;
}

export function VocabularyField({ vocabulary, save }: VocabularyFieldProps) {
  const saved = vocabulary.join(", ");
  // Null while nothing is being typed: then the field shows what is saved.
  const [draft, setDraft] = useState<string | null>(null);

  const commit = () => {
    if (draft !== null && parseVocabulary(draft).join(", ") !== saved) save(parseVocabulary(draft));
  };
  useEffect(() => {
    const timer = setTimeout(commit, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);

  return (
    <label>
      <span>{words.settings.vocabulary}</span>
      <textarea
        name="vocabulary"
        rows={2}
        value={draft ?? saved}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          commit();
          setDraft(null);
        }}
        aria-describedby="vocabulary-hint"
      />
      <small class="quiet" id="vocabulary-hint">
        {words.settings.vocabularyHint}
      </small>
    </label>
  );
}
