import { z } from "../../protocol/zod.ts";
import { localDate } from "./export/timestamps.ts";
import type { Transcript } from "./transcript.ts";

/** On what ground the others' words are written down, as the user says. */
export const CONSENT_BASES = [
  "agreed_aloud",
  "notice_in_chat",
  "notice_in_invitation",
  "not_needed",
] as const;
type ConsentBasis = (typeof CONSENT_BASES)[number];

/** The user's note of a meeting's consent, and the moment it was made (milliseconds since the epoch). */
export const consentNote = z.strictObject({
  basis: z.enum(CONSENT_BASES),
  atMs: z.number().check(z.nonnegative()),
});
export interface Consent {
  readonly basis: ConsentBasis;
  readonly atMs: number;
}

const ENGLISH: Readonly<Record<ConsentBasis, string>> = {
  agreed_aloud: "everyone agreed aloud",
  notice_in_chat: "notice in the chat",
  notice_in_invitation: "notice in the invitation",
  not_needed: "none needed",
};
const JAPANESE: Readonly<Record<ConsentBasis, string>> = {
  agreed_aloud: "口頭で全員が同意",
  notice_in_chat: "チャットで通知",
  notice_in_invitation: "招待状で通知",
  not_needed: "同意は不要",
};

/** The line that exports carry where the user noted consent; null where nothing was noted. */
export function consentSentence({ consent }: Transcript, language: string): string | null {
  if (consent === undefined || consent === null) return null;
  const { date, time } = localDate(consent.atMs);
  return language.startsWith("ja")
    ? `同意：${JAPANESE[consent.basis]}（${date} ${time}）`
    : `Consent: ${ENGLISH[consent.basis]}, ${date} ${time}`;
}

/**
 * What the user may post in the meeting's chat. It says where sound and text stay, and for how long: whether people may
 * be written down without their word hangs on that in several countries.
 */
const NOTICES: Readonly<Record<string, string>> = {
  en: "I use live captions (Earshot): a program on my computer writes down what we say. The text stays with me, the sound is deleted as soon as it is written down, and nothing goes to a cloud. Please tell me if you mind.",
  ja: "ライブ字幕（Earshot）を使っています。会話は私のパソコンの中だけで文字になります。文字は私の手元に残り、音声は文字になった時点で削除され、クラウドには送られません。差し支えがあればお知らせください。",
  zh: "我正在使用实时字幕（Earshot）：我电脑上的程序会把我们说的话写成文字。文字只保存在我这里，声音写成文字后即删除，不会上传到云端。如有不便，请告诉我。",
  ko: "저는 실시간 자막(Earshot)을 사용하고 있습니다. 제 컴퓨터의 프로그램이 우리가 하는 말을 글로 옮깁니다. 글은 제 컴퓨터에만 남고, 소리는 글로 옮긴 뒤 바로 삭제되며, 클라우드로 전송되지 않습니다. 불편하시면 말씀해 주세요.",
  de: "Ich nutze Live-Untertitel (Earshot): Ein Programm auf meinem Computer schreibt mit, was wir sagen. Der Text bleibt bei mir, der Ton wird gelöscht, sobald er aufgeschrieben ist, und nichts geht in eine Cloud. Bitte sagen Sie es, wenn Sie etwas dagegen haben.",
  fr: "J’utilise des sous-titres en direct (Earshot) : un programme sur mon ordinateur met par écrit ce que nous disons. Le texte reste chez moi, le son est effacé dès qu’il est transcrit et rien ne part dans le cloud. Dites-le-moi si cela vous gêne.",
  es: "Uso subtítulos en directo (Earshot): un programa en mi ordenador pone por escrito lo que decimos. El texto se queda conmigo, el sonido se borra en cuanto está transcrito y nada va a la nube. Si le molesta, dígamelo, por favor.",
  it: "Uso sottotitoli in diretta (Earshot): un programma sul mio computer mette per iscritto ciò che diciamo. Il testo resta a me, l’audio viene cancellato appena è trascritto e nulla va nel cloud. Se non è d’accordo, me lo dica, per favore.",
  pt: "Uso legendas ao vivo (Earshot): um programa no meu computador põe por escrito o que dizemos. O texto fica comigo, o som é apagado assim que é transcrito e nada vai para a nuvem. Se não concordar, diga-me, por favor.",
};

/** The languages a notice can be given in. */
export const NOTICE_LANGUAGES: readonly string[] = Object.keys(NOTICES);

/**
 * The notice in the meeting's language: the one that was chosen, else the one most lines are in, else the reader's
 * own; English where there is none in it.
 * @param chosen the language setting: `auto` or a code
 * @param reader the browser's language, BCP 47
 */
export function chatNotice(chosen: string, lines: Transcript["segments"], reader: string): string {
  const candidates = [chosen, mostFrequentLanguage(lines), reader].map((code) => (code ?? "").split("-")[0]);
  const language = candidates.find((code) => code !== undefined && Object.hasOwn(NOTICES, code)) ?? "en";
  return NOTICES[language] ?? "";
}

function mostFrequentLanguage(lines: Transcript["segments"]): string | null {
  const counts = new Map<string, number>();
  for (const { language } of lines) {
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
