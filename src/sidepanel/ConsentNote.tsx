import { uiLanguage, words } from "../i18n/index.ts";
import { chatNotice } from "../shared/consent.ts";
import type { Transcript } from "../shared/transcript.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CopyButton } from "../ui/controls/CopyButton.tsx";
import { ConsentSelect } from "../ui/editing/ConsentSelect.tsx";

interface ConsentNoteProps {
  readonly transcript: Transcript;
  /** It is over, and has no chat any more. */
  readonly isStored: boolean;
  /** Whether the notice says that audio is stored. */
  readonly isAudioStored: boolean;
  readonly send: SessionStore["send"];
}

/** A notice to post in the meeting's chat, and the user's note of what the others agreed to. */
export function ConsentNote({ transcript, isStored, isAudioStored, send }: ConsentNoteProps) {
  const { language, segments } = transcript;
  return (
    <div class="consent-note">
      {!isStored && (
        <CopyButton
          action="copy-notice"
          label={words.consent.copyNotice}
          text={() => chatNotice(language, segments, uiLanguage, isAudioStored)}
        />
      )}
      <ConsentSelect transcript={transcript} send={send} />
    </div>
  );
}
