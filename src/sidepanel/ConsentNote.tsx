import { uiLanguage, words } from "../i18n/index.ts";
import { CONSENT_BASES, chatNotice } from "../shared/consent.ts";
import type { Transcript } from "../shared/transcript.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CopyButton } from "../ui/controls/CopyButton.tsx";

/** A notice to post in the meeting's chat, and the user's note of what the others agreed to, which exports carry. */
export function ConsentNote({
  transcript,
  send,
}: {
  readonly transcript: Transcript;
  readonly send: SessionStore["send"];
}) {
  const text = words.consent;
  const { session, language, segments, consent } = transcript;
  return (
    <div class="consent-note">
      <CopyButton
        action="copy-notice"
        label={text.copyNotice}
        text={() => chatNotice(language, segments, uiLanguage)}
      />
      <select
        name="consent"
        aria-label={text.noteLabel}
        title={text.noteHint}
        value={consent?.basis ?? ""}
        onChange={({ currentTarget }) => {
          const basis = CONSENT_BASES.find((known) => known === currentTarget.value);
          const note = basis === undefined ? null : { basis, atMs: Date.now() };
          send({ type: "record-consent", session, consent: note });
        }}
      >
        <option value="">{text.notNoted}</option>
        {CONSENT_BASES.map((basis) => (
          <option key={basis} value={basis}>
            {text.bases[basis]}
          </option>
        ))}
      </select>
    </div>
  );
}
