import { words } from "../../i18n/index.ts";
import type { SessionState } from "../../shared/session.ts";

/** The session's state in words; "Recording" stands only while frames reach the disk (CAP-7). */
export function StateWords({ session }: { readonly session: SessionState }) {
  return (
    <span class="state" data-state={session.name} role="status">
      {words.state[session.name]}
    </span>
  );
}
