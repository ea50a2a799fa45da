import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { deletesMore, retentionChoices } from "./retention.ts";

interface RetentionFieldProps {
  readonly retentionDays: number | null;
  readonly save: (retentionDays: number | null) => void;
}

/**
 * How long transcripts are kept (UI-5). One arrow key on a list must not delete meetings: a shorter time takes
 * effect only once it is confirmed.
 */
export function RetentionField({ retentionDays, save }: RetentionFieldProps) {
  // The shorter time that waits for its confirmation.
  const [asked, setAsked] = useState<number | null>(null);
  const field = useRef<HTMLSelectElement>(null);
  const text = words.settings;
  const choices = retentionChoices(retentionDays);
  const shown = asked ?? retentionDays;
  const choose = (next: number | null) => {
    const isShorter = deletesMore(retentionDays, next);
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
        <span>{text.retention}</span>
        <select
          name="retention"
          ref={field}
          aria-describedby="retention-hint"
          onChange={(event) => choose(choices[event.currentTarget.selectedIndex] ?? null)}
        >
          {choices.map((days) => (
            <option key={days} value={days ?? ""} selected={days === shown}>
              {days === null ? text.retentionForever : text.retentionDays(days)}
            </option>
          ))}
        </select>
      </label>
      {asked === null ? (
        <small class="quiet" id="retention-hint">
          {retentionDays === null
            ? text.retentionHintForever
            : text.retentionHint(text.retentionDays(retentionDays))}
        </small>
      ) : (
        <div class="notice" role="alert" id="retention-hint">
          <span>{text.retentionAsk(text.retentionDays(asked))}</span>
          <span class="choices">
            <button type="button" class="stop" data-action="confirm-retention" onClick={() => answer(true)}>
              {text.retentionConfirm}
            </button>
            <button type="button" data-action="cancel-retention" onClick={() => answer(false)}>
              {text.retentionCancel}
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
