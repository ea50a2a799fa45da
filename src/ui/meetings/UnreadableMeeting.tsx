import { useState } from "preact/hooks";
import type { ErrorReport } from "../../../protocol/errors.ts";
import { words } from "../../i18n/index.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { DeleteQuestion } from "./DeleteQuestion.tsx";

interface UnreadableMeetingProps {
  readonly error: ErrorReport;
  /** What is wrong with the program that holds the key is shown elsewhere in the view: it is not shown twice. */
  readonly isCauseShown: boolean;
  readonly retry: () => void;
  /** Null where no single meeting is meant. */
  readonly remove: (() => void) | null;
}

/** A stored meeting whose key cannot be had: why, and what can be done about it. */
export function UnreadableMeeting({ error, isCauseShown, retry, remove }: UnreadableMeetingProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const { code } = error;
  const isForGood = code === "session_key_missing";
  // These speak of the key themselves; of any other the reader sees only that a program is missing, not what it holds.
  const isOfKey = isForGood || code === "keychain_unavailable";
  const away = remove === null ? words.panel.keysAway : words.panel.keyAway;
  // A worker that does not answer says nothing of the key.
  const text =
    isOfKey || code === "internal_error"
      ? words.errors[code]
      : { sentence: away, remedy: words.errors[code].remedy };
  const isElsewhere = isCauseShown && !isOfKey;
  return (
    <div data-unreadable={code}>
      {isElsewhere ? <p class="notice">{away}</p> : <ErrorNotice code={code} text={text} />}
      {isDeleting && remove !== null ? (
        <DeleteQuestion ask={words.recovered.deleteAsk} remove={remove} keep={() => setIsDeleting(false)} />
      ) : (
        <p class="choices">
          {isForGood && remove !== null ? (
            <button type="button" data-action="delete-unreadable" onClick={() => setIsDeleting(true)}>
              {words.recovered.delete}
            </button>
          ) : (
            // Beside its cause there is the same button.
            !isElsewhere && (
              <button type="button" data-action="retry-host" onClick={retry}>
                {words.welcome.hostRetry}
              </button>
            )
          )}
        </p>
      )}
    </div>
  );
}
