import { useLayoutEffect, useRef } from "preact/hooks";
import { useFocusBack } from "./focus-back.ts";

interface Answer {
  /** `data-action` of its button. */
  readonly action: string;
  readonly label: string;
  readonly give: () => void;
}

interface QuestionProps {
  readonly ask: string;
  readonly yes: Answer;
  /** The answer that changes nothing; the keyboard stands on it, and Escape gives it. */
  readonly no: Answer;
  readonly isDestructive: boolean;
}

/** A question in place, before something that costs the user. */
export function Question({ ask, yes, no, isDestructive }: QuestionProps) {
  const question = useRef<HTMLDivElement>(null);
  useFocusBack(question);
  const safeAnswer = useRef<HTMLButtonElement>(null);
  // With the render, not after the next paint: on a busy machine a key pressed in between would go to the button behind.
  useLayoutEffect(() => safeAnswer.current?.focus(), []);
  return (
    <div
      class="notice"
      ref={question}
      role="group"
      aria-label={ask}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // Escape would close the popup as well.
        event.preventDefault();
        no.give();
      }}
    >
      <span>{ask}</span>
      <span class="choices">
        <button
          type="button"
          class={isDestructive ? "stop" : "primary"}
          data-action={yes.action}
          onClick={yes.give}
        >
          {yes.label}
        </button>
        <button type="button" ref={safeAnswer} data-action={no.action} onClick={no.give}>
          {no.label}
        </button>
      </span>
    </div>
  );
}
