import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { deletesMore, retentionChoices } from "./retention.ts";

interface RetentionFieldProps {
  readonly retentionDays: number | null;
  readonly save: (retentionDays: number | null) => void;
}

/** How long transcripts are kept (UI-5). */
export function RetentionField({ retentionDays, save }: RetentionFieldProps) {
  const text = words.settings;
  return (
    <KeepingTime
      name="retention"
      label={text.retention}
      days={retentionDays}
      longest={text.retentionForever}
      hint={(days) =>
        days === null ? text.retentionHintForever : text.retentionHint(text.retentionDays(days))
      }
      ask={(days) => text.retentionAsk(text.retentionDays(days))}
      confirm={text.retentionConfirm}
      save={save}
    />
  );
}

interface KeepingTimeProps {
  /** The field's, and of its hint and buttons. */
  readonly name: string;
  readonly label: string;
  /** Null: as long as can be. */
  readonly days: number | null;
  readonly longest: string;
  readonly hint: (days: number | null) => string;
  readonly ask: (days: number) => string;
  readonly confirm: string;
  readonly save: (days: number | null) => void;
}

/** How long something is kept. One arrow key on a list must not delete it: a shorter time takes effect only once it is confirmed. */
export function KeepingTime({ name, label, days, longest, hint, ask, confirm, save }: KeepingTimeProps) {
  // The shorter time that waits for its confirmation.
  const [asked, setAsked] = useState<number | null>(null);
  const field = useRef<HTMLSelectElement>(null);
  const text = words.settings;
  const choices = retentionChoices(days);
  const shown = asked ?? days;
  const choose = (next: number | null) => {
    const isShorter = deletesMore(days, next);
    setAsked(isShorter ? next : null);
    if (!isShorter) save(next);
  };
  const answer = (isWanted: boolean) => {
    if (isWanted) save(asked);
    setAsked(null);
    field.current?.focus();
  };
  // The browser has moved the list by itself; it goes back with the question.
  useLayoutEffect(() => {
    if (field.current !== null) field.current.selectedIndex = choices.indexOf(shown);
  }, [shown]);
  return (
    <div class="retention">
      <label>
        <span>{label}</span>
        <select
          name={name}
          ref={field}
          aria-describedby={`${name}-hint`}
          onChange={(event) => choose(choices[event.currentTarget.selectedIndex] ?? null)}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice ?? ""} selected={choice === shown}>
              {choice === null ? longest : text.retentionDays(choice)}
            </option>
          ))}
        </select>
      </label>
      {asked === null ? (
        <small class="quiet" id={`${name}-hint`}>
          {hint(days)}
        </small>
      ) : (
        <div class="notice" role="alert" id={`${name}-hint`}>
          <span>{ask(asked)}</span>
          <span class="choices">
            <button type="button" class="stop" data-action={`confirm-${name}`} onClick={() => answer(true)}>
              {confirm}
            </button>
            <button type="button" data-action={`cancel-${name}`} onClick={() => answer(false)}>
              {text.retentionCancel}
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
