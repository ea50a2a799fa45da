import { useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { activeSession, type SessionState } from "../../shared/session.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { Question } from "./Question.tsx";

interface StrikeButtonProps {
  readonly session: SessionState;
  readonly send: SessionStore["send"];
}

/** Deletes the last minute for good, once the user has said so. */
export function StrikeButton({ session, send }: StrikeButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const active = activeSession(session);
  if (active === null) return null;
  if (!isAsking) {
    return (
      <button type="button" class="strike" data-action="strike" onClick={() => setIsAsking(true)}>
        {words.strike.button}
      </button>
    );
  }
  const strike = () => {
    setIsAsking(false);
    send({ type: "strike-last-minute", session: active.session, untilMs: Date.now() });
  };
  return (
    <Question
      ask={words.strike.ask}
      yes={{ action: "confirm-strike", label: words.strike.yes, give: strike }}
      no={{ action: "cancel-strike", label: words.strike.no, give: () => setIsAsking(false) }}
      isDestructive
    />
  );
}
