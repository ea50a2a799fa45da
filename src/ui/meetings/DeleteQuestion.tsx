import { words } from "../../i18n/index.ts";
import { Question } from "../controls/Question.tsx";

interface DeleteQuestionProps {
  /** Of how many meetings, or of the one beside it. */
  readonly ask: string;
  readonly remove: () => void;
  readonly keep: () => void;
}

/** Asks before meetings are gone for good. */
export function DeleteQuestion({ ask, remove, keep }: DeleteQuestionProps) {
  return (
    <Question
      ask={ask}
      yes={{ action: "confirm-delete", label: words.recovered.deleteYes, give: remove }}
      no={{ action: "cancel-delete", label: words.recovered.deleteNo, give: keep }}
      isDestructive
    />
  );
}
