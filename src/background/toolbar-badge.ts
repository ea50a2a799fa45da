import browser from "webextension-polyfill";
import type { SessionState } from "../shared/session.ts";

const BADGES: Readonly<Record<SessionState["name"], { text: string; color: string; title: string }>> = {
  idle: { text: "", color: "#5f6368", title: "Earshot" },
  starting: { text: "…", color: "#5f6368", title: "Earshot is starting" },
  recording: { text: "REC", color: "#b3261e", title: "Earshot is captioning this meeting" },
  paused: { text: "❚❚", color: "#5f6368", title: "Earshot is paused: nothing is recorded" },
  stalled: { text: "!", color: "#8a5300", title: "Earshot receives no audio" },
  stopping: { text: "…", color: "#5f6368", title: "Earshot is finishing the transcript" },
};

/** Shows the session's state on the toolbar button. */
export async function showBadge({ name }: SessionState): Promise<void> {
  const { text, color, title } = BADGES[name];
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setTitle({ title }),
  ]);
}
