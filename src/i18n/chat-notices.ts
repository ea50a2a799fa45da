/**
 * What the user may post in the meeting's chat, by the meeting's language, which need not be one that Earshot speaks itself. It
 * says where sound and text stay, and for how long: whether people may be written down without their word hangs on that in
 * several countries.
 */
export const CHAT_NOTICES: Readonly<Record<string, string>> = {
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

/** The same where the meeting's audio is stored, too (ADR-042). */
export const CHAT_NOTICES_WITH_AUDIO: Readonly<Record<string, string>> = {
  en: "I use live captions (Earshot): a program on my computer writes down what we say. The text stays with me, the sound is kept there too, encrypted, and nothing goes to a cloud. Please tell me if you mind.",
  ja: "ライブ字幕（Earshot）を使っています。会話は私のパソコンの中だけで文字になります。文字と音声は暗号化されて私の手元に残り、クラウドには送られません。差し支えがあればお知らせください。",
  zh: "我正在使用实时字幕（Earshot）：我电脑上的程序会把我们说的话写成文字。文字只保存在我这里，声音也会加密保存在那里，不会上传到云端。如有不便，请告诉我。",
  ko: "저는 실시간 자막(Earshot)을 사용하고 있습니다. 제 컴퓨터의 프로그램이 우리가 하는 말을 글로 옮깁니다. 글과 소리는 암호화되어 제 컴퓨터에만 남으며, 클라우드로 전송되지 않습니다. 불편하시면 말씀해 주세요.",
  de: "Ich nutze Live-Untertitel (Earshot): Ein Programm auf meinem Computer schreibt mit, was wir sagen. Der Text bleibt bei mir, auch der Ton wird dort verschlüsselt aufbewahrt, und nichts geht in eine Cloud. Bitte sagen Sie es, wenn Sie etwas dagegen haben.",
  fr: "J’utilise des sous-titres en direct (Earshot) : un programme sur mon ordinateur met par écrit ce que nous disons. Le texte reste chez moi, le son y est conservé aussi, chiffré, et rien ne part dans le cloud. Dites-le-moi si cela vous gêne.",
  es: "Uso subtítulos en directo (Earshot): un programa en mi ordenador pone por escrito lo que decimos. El texto se queda conmigo, el sonido también se conserva allí, cifrado, y nada va a la nube. Si le molesta, dígamelo, por favor.",
  it: "Uso sottotitoli in diretta (Earshot): un programma sul mio computer mette per iscritto ciò che diciamo. Il testo resta a me, anche l’audio vi viene conservato, cifrato, e nulla va nel cloud. Se non è d’accordo, me lo dica, per favore.",
  pt: "Uso legendas ao vivo (Earshot): um programa no meu computador põe por escrito o que dizemos. O texto fica comigo, o som também fica guardado lá, cifrado, e nada vai para a nuvem. Se não concordar, diga-me, por favor.",
};
