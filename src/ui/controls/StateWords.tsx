import { words } from "../../i18n/index.ts";
import type { Status } from "../../shared/status.ts";

/** The session's state in words; "Recording" stands only while frames reach the disk (CAP-7). */
export function StateWords({ session, isAudioStored }: Pick<Status, "session" | "isAudioStored">) {
  return (
    <span class="state" data-state={session.name} role="status">
      {words.state[session.name]}
      {isAudioStored && session.name !== "idle" && <small data-audio-stored> {words.listening.kept}</small>}
    </span>
  );
}
