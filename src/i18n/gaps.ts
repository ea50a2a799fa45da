import type { GapReason } from "../../protocol/gaps.ts";

/** How views and exports tell that sound is missing, and why. */
export interface GapWords {
  /** Who is missing when it is both sides of the meeting. */
  readonly bothSides: string;
  /** `who` is missing for that reason. */
  readonly missing: (who: string, reason: GapReason) => string;
}

const ENGLISH: Readonly<Record<GapReason, string>> = {
  paused: "you paused the captions",
  muted: "your microphone was muted in Earshot",
  microphone_off: "your microphone was not available",
  overload: "the computer was overloaded",
  asleep: "the computer was asleep",
  not_stored: "the sound could not be stored",
  tab_crashed: "the meeting’s page had crashed",
  damaged: "what was stored could not be read back",
  struck: "struck by you",
};

const JAPANESE: Readonly<Record<GapReason, string>> = {
  paused: "一時停止していました",
  muted: "Earshot でマイクをミュートしていました",
  microphone_off: "マイクが使えませんでした",
  overload: "コンピューターに負荷がかかりすぎていました",
  asleep: "コンピューターがスリープしていました",
  not_stored: "音声を保存できませんでした",
  tab_crashed: "会議のページが異常終了していました",
  damaged: "保存した内容を読み戻せませんでした",
  struck: "あなたが記録から消去しました",
};

const ENGLISH_WORDS: GapWords = {
  bothSides: "Both sides",
  missing: (who, reason) =>
    reason === "struck" ? `${who}: ${ENGLISH.struck}` : `${who}: not recorded – ${ENGLISH[reason]}`,
};
const JAPANESE_WORDS: GapWords = {
  bothSides: "双方",
  missing: (who, reason) =>
    reason === "struck" ? `${who}：${JAPANESE.struck}` : `${who}：録音なし（${JAPANESE[reason]}）`,
};

/** The words for a reader of `language` (BCP 47); every language but Japanese reads English. */
export function gapWords(language: string): GapWords {
  return language.startsWith("ja") ? JAPANESE_WORDS : ENGLISH_WORDS;
}
