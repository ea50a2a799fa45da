import browser from "webextension-polyfill";
import type { SessionState } from "../../shared/session.ts";

const BADGES: Readonly<Record<SessionState["name"], { text: string; color: string }>> = {
  idle: { text: "", color: "#5f6368" },
  starting: { text: "…", color: "#5f6368" },
  recording: { text: "REC", color: "#b3261e" },
  paused: { text: "❚❚", color: "#5f6368" },
  stalled: { text: "!", color: "#8a5300" },
  stopping: { text: "…", color: "#5f6368" },
};

type Titles = Readonly<Record<SessionState["name"], string>>;
const ENGLISH: Titles = {
  idle: "Earshot",
  starting: "Earshot is starting",
  recording: "Earshot is captioning this meeting",
  paused: "Earshot is paused: nothing is recorded",
  stalled: "Earshot receives no audio",
  stopping: "Earshot is finishing the transcript",
};
const JAPANESE: Titles = {
  idle: "Earshot",
  starting: "Earshot を開始しています",
  recording: "Earshot がこの会議に字幕を付けています",
  paused: "Earshot は一時停止中です。録音していません",
  stalled: "Earshot に音声が届いていません",
  stopping: "Earshot が文字起こしを仕上げています",
};

/** Shows the session's state on the toolbar button, in words for its tooltip and for screen readers. */
export async function showBadge({ name }: SessionState): Promise<void> {
  const { text, color } = BADGES[name];
  const titles = browser.i18n.getUILanguage().startsWith("ja") ? JAPANESE : ENGLISH;
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setTitle({ title: titles[name] }),
  ]);
}
