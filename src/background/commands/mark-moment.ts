import { type Bookmark, withBookmark } from "../../shared/bookmarks.ts";
import { type ActiveSession, activeSession } from "../../shared/session.ts";
import type { Parts } from "../compose.ts";

interface Press {
  /** The mark's own: a press that comes twice marks once, and takes no note from what it marked. */
  readonly mark: string;
  readonly atMs: number;
}

/**
 * Marks that moment of the meeting that runs, and has the captions on its page say so. `page` is where the press was, and the meeting
 * that it names; null for the shortcut, which is pressed anywhere.
 */
export async function markMoment(
  { hub, statusStore, ports }: Pick<Parts, "hub" | "statusStore" | "ports">,
  { mark, atMs }: Press,
  page: Pick<ActiveSession, "session" | "tabId"> | null,
): Promise<void> {
  const active = activeSession(statusStore.status.session);
  if (active === null) return;
  if (page !== null && (page.session !== active.session || page.tabId !== active.tabId)) return;
  const isKnown = (bookmarks: readonly Bookmark[]) => bookmarks.some(({ id }) => id === mark);
  let isMarked = false;
  await hub.bookmark(active.session, (known) => {
    const marked = isKnown(known) ? known : withBookmark(known, { id: mark, atMs, note: "" });
    isMarked = isKnown(marked);
    return marked;
  });
  ports.toOverlays({ type: "overlay-marked", mark, isMarked });
}
