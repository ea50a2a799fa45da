import { words } from "../../i18n/index.ts";
import { CONSENT_BASES } from "../../shared/consent.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";

interface ConsentSelectProps {
  readonly transcript: Pick<Transcript, "session" | "consent">;
  readonly send: SessionStore["send"];
}

/** The user's note of what the others agreed to, which exports carry. */
export function ConsentSelect({ transcript, send }: ConsentSelectProps) {
  const text = words.consent;
  const { session, consent } = transcript;
  return (
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
  );
}
