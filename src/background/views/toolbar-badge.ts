import browser from "webextension-polyfill";
import { wordsIn } from "../../i18n/index.ts";
import { isTryOut, type SessionState } from "../../shared/session.ts";
import type { Status } from "../../shared/status.ts";

const BADGES: Readonly<Record<SessionState["name"], { text: string; color: string }>> = {
  idle: { text: "", color: "#5f6368" },
  starting: { text: "…", color: "#5f6368" },
  recording: { text: "REC", color: "#b3261e" },
  paused: { text: "❚❚", color: "#5f6368" },
  stalled: { text: "!", color: "#8a5300" },
  stopping: { text: "…", color: "#5f6368" },
};

/** As programs mark that somebody was called. */
const WORD_ALERT = { text: "@", color: "#1a5fb4" };

/** Whether the shortcut marked this moment: captions on the page say so as well, but they may be hidden. */
const MARKED = { text: "✓", color: "#12703b" };
const NOT_MARKED = { text: "✕", color: "#8a5300" };

/** What of the status the badge shows. */
const BADGED = [
  "session",
  "leaving",
  "wordAlert",
  "markAnswer",
  "isAudioStored",
] as const satisfies readonly (keyof Status)[];

type Badged = Pick<Status, (typeof BADGED)[number]>;

/** The lag changes every second, the badge a few times in a meeting. */
export class ToolbarBadge {
  #shown: Badged | null = null;

  statusChanged(status: Badged): void {
    if (BADGED.every((name) => status[name] === this.#shown?.[name])) return;
    this.#shown = status;
    void showBadge(status);
  }
}

/** Shows the session's state on the toolbar button, in words for its tooltip and for screen readers. */
export async function showBadge({
  session,
  leaving,
  wordAlert,
  markAnswer,
  isAudioStored,
}: Badged): Promise<void> {
  // Nothing is recorded of a tab that is elsewhere, as of a meeting that is paused.
  const isOut = session.name === "recording" && leaving?.why === "elsewhere";
  const name = isOut ? "paused" : session.name;
  // That nothing is captioned, or no more, is not to be missed for it.
  const marked = name === "idle" || name === "stalled" ? null : markAnswer;
  const answer = marked === null ? null : marked.isMarked ? MARKED : NOT_MARKED;
  const alert = wordAlert === null || name === "idle" ? null : WORD_ALERT;
  const { text, color } = answer ?? alert ?? BADGES[name];
  const { inOneLine, listening, overlay, toolbar } = wordsIn(browser.i18n.getUILanguage());
  const state = isTryOut(session) ? toolbar.tryOut : toolbar[name];
  const kept = isAudioStored ? inOneLine([`${state}.`, listening.kept]) : state;
  const title = marked === null ? kept : overlay[marked.isMarked ? "marked" : "notMarked"];
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setTitle({ title }),
  ]);
}
