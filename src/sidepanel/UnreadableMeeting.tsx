import { useState } from "preact/hooks";
import type { ErrorReport } from "../../protocol/errors.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { errorText } from "../ui/error-text.ts";
import { words } from "../ui/words.ts";
import { DeleteQuestion } from "./DeleteQuestion.tsx";

interface UnreadableMeetingProps {
  readonly error: ErrorReport;
  readonly retry: () => void;
  /** Null where no single meeting is meant. */
  readonly remove: (() => void) | null;
}

/** A stored meeting whose key cannot be had: why, and what can be done about it. */
export function UnreadableMeeting({ error, retry, remove }: UnreadableMeetingProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const { code } = error;
  const isForGood = code === "session_key_missing";
  // These tell of the key themselves; of any other the reader sees only that a program is missing, not what it holds.
  const text =
    isForGood || code === "keychain_unavailable"
      ? errorText(code)
      : { sentence: words.panel.keyAway, remedy: errorText(code).remedy };
  return (
    <div data-unreadable={code}>
      <ErrorNotice code={code} text={text} />
      {isDeleting && remove !== null ? (
        <DeleteQuestion remove={remove} keep={() => setIsDeleting(false)} />
      ) : (
        <p class="choices">
          {isForGood && remove !== null ? (
            <button type="button" data-action="delete-unreadable" onClick={() => setIsDeleting(true)}>
              {words.recovered.delete}
            </button>
          ) : (
            <button type="button" data-action="retry-host" onClick={retry}>
              {words.welcome.hostRetry}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
