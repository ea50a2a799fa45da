import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { focusBack, useOpener } from "../../ui/controls/focus-back.ts";

const LONGEST_TITLE = 200;

interface TitleFieldProps {
  readonly title: string;
  /** Null: it stays as it was. */
  readonly done: (title: string | null) => void;
}

/** Enter or leaving the field keeps the title, Escape does not. */
export function TitleField({ title, done }: TitleFieldProps) {
  const opener = useOpener();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <input
      type="text"
      name="title"
      defaultValue={title}
      maxLength={LONGEST_TITLE}
      aria-label={words.history.renameField}
      ref={field}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === "Escape") event.currentTarget.value = title;
        // Leaving the field is what finishes, so that it happens once.
        if (event.key !== "Escape" && event.key !== "Enter") return;
        // Enter would press the button that has the keyboard then.
        event.preventDefault();
        event.currentTarget.blur();
        focusBack(opener);
      }}
      onBlur={({ currentTarget }) => {
        const typed = currentTarget.value.trim();
        done(typed === "" || typed === title ? null : typed);
      }}
    />
  );
}
