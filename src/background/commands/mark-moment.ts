import { type Bookmark, withBookmark } from "../../shared/bookmarks.ts";
import { type ActiveSession, activeSession, isTryOut } from "../../shared/session.ts";
import type { Parts } from "../compose.ts";

interface Press {
  /** The mark's own: a press that comes twice marks once, and takes no note from what it marked. */
  readonly mark: string;
  readonly atMs: number;
}

/** For so long the toolbar button says what became of the shortcut, as the captions on the page do. */
const ANSWERED_FOR_MS = 3000;

/**
 * Marks that moment of the meeting that runs, and has the captions on its page say so. `page` is where the press was, and the meeting
 * that it names; null for the shortcut, which is pressed anywhere: captions may be hidden, or another tab be in front, so the
 * toolbar button answers it as well. Nothing of a try-out is kept, so there is nothing to mark.
 */
export async function markMoment(
  { hub, statusStore, ports, schedule }: Pick<Parts, "hub" | "statusStore" | "ports" | "schedule">,
  { mark, atMs }: Press,
  page: Pick<ActiveSession, "session" | "tabId"> | null,
): Promise<void> {
  const { session } = statusStore.status;
  const active = activeSession(session);
  if (active === null || isTryOut(session)) return;
  if (page !== null && (page.session !== active.session || page.tabId !== active.tabId)) return;
  const isKnown = (bookmarks: readonly Bookmark[]) => bookmarks.some(({ id }) => id === mark);
  let isIn = false;
  const isStored = await hub.bookmark(active.session, (known) => {
    const marked = isKnown(known) ? known : withBookmark(known, { id: mark, atMs, note: "" });
    isIn = isKnown(marked);
    return marked;
  });
  const isMarked = isIn && isStored;
  ports.toOverlays({ type: "overlay-marked", mark, isMarked });
  if (page !== null) return;
  const markAnswer = { isMarked };
  statusStore.update({ markAnswer });
  schedule(() => {
    if (statusStore.status.markAnswer === markAnswer) statusStore.update({ markAnswer: null });
  }, ANSWERED_FOR_MS);
}
