import type { SessionStore } from "../connection/session-store.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";

interface RefusalNoticeProps {
  readonly store: Pick<SessionStore, "refusal" | "dismissRefusal">;
}

/** What was asked for in this view came too late, and why; nothing otherwise. */
export function RefusalNotice({ store }: RefusalNoticeProps) {
  const code = store.refusal.value;
  return code === null ? null : <ErrorNotice code={code} onDismiss={store.dismissRefusal} />;
}
