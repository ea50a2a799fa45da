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

/** What of the status the badge shows. */
export const BADGED = ["session", "wordAlert", "isAudioStored"] as const satisfies readonly (keyof Status)[];

/** Shows the session's state on the toolbar button, in words for its tooltip and for screen readers. */
export async function showBadge({
  session,
  wordAlert,
  isAudioStored,
}: Pick<Status, (typeof BADGED)[number]>): Promise<void> {
  const { name } = session;
  const { text, color } = wordAlert === null || name === "idle" ? BADGES[name] : WORD_ALERT;
  const { inOneLine, listening, toolbar } = wordsIn(browser.i18n.getUILanguage());
  const state = isTryOut(session) ? toolbar.tryOut : toolbar[name];
  const title = isAudioStored ? inOneLine([`${state}.`, listening.kept]) : state;
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setTitle({ title }),
  ]);
}
