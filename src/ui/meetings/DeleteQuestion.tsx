import { useEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";

interface DeleteQuestionProps {
  readonly remove: () => void;
  readonly keep: () => void;
}

/** Asks before a meeting is gone for good; the keyboard stands on the answer that loses nothing. */
export function DeleteQuestion({ remove, keep }: DeleteQuestionProps) {
  const safeAnswer = useRef<HTMLButtonElement>(null);
  useEffect(() => safeAnswer.current?.focus(), []);
  return (
    <div
      role="group"
      aria-label={words.recovered.deleteAsk}
      onKeyDown={(event) => {
        if (event.key === "Escape") keep();
      }}
    >
      <span>{words.recovered.deleteAsk}</span>
      <span class="choices">
        <button type="button" class="stop" data-action="confirm-delete" onClick={remove}>
          {words.recovered.deleteYes}
        </button>
        <button type="button" ref={safeAnswer} data-action="cancel-delete" onClick={keep}>
          {words.recovered.deleteNo}
        </button>
      </span>
    </div>
  );
}
