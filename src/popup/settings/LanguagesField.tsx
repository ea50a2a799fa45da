import { words } from "../../i18n/index.ts";
import { languagesToAdd, named } from "./languages.ts";

/** What a message may name at most (`protocol/settings.ts`). */
const MOST_LANGUAGES = 8;

interface LanguagesFieldProps {
  readonly languages: readonly string[];
  readonly save: (languages: string[]) => void;
}

/** The languages that detection prefers; none: any. */
export function LanguagesField({ languages, save }: LanguagesFieldProps) {
  return (
    <fieldset class="languages" aria-describedby="languages-hint">
      <legend>{words.settings.languages}</legend>
      {languages.map(named).map(({ code, name }) => (
        <button
          key={code}
          type="button"
          data-language={code}
          lang={code}
          aria-label={words.settings.removeLanguage(name)}
          onClick={() => save(languages.filter((other) => other !== code))}
        >
          {name} <span aria-hidden="true">×</span>
        </button>
      ))}
      {languages.length < MOST_LANGUAGES && (
        <select
          name="add-language"
          aria-label={words.settings.addLanguage}
          value=""
          onChange={(event) => save([...languages, event.currentTarget.value])}
        >
          <option value="">{words.settings.addLanguage}</option>
          {languagesToAdd(languages).map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      )}
      <small class="quiet" id="languages-hint">
        {words.settings.languagesHint}
      </small>
    </fieldset>
  );
}
