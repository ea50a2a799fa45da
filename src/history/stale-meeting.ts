import type { BackgroundToView } from "../shared/messages/to-views.ts";

type CaptionChanged = Extract<BackgroundToView, { readonly type: "caption-changed" }>;

/**
 * The meeting of which the page reads everything again after that change; null: none (pure). Of the running meeting that is a strike
 * alone: struck words may stand nowhere, and each other caption would read the list again.
 */
export function staleMeeting(changed: CaptionChanged | null, running: string | null): string | null {
  if (changed === null) return null;
  const { session, change } = changed;
  return session !== running || change.type === "strike" ? session : null;
}
