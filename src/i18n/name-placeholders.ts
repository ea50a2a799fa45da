/**
 * What meeting pages write, in any language, where they know no name or mean the user himself: small letters. A person may be called so, who
 * then has no name here.
 */
export const NAME_PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    "you, guest, unknown, unknown user, participant, user, host, me, presentation, unnamed, anonymous",
    "du, sie, ich, gast, unbekannt, unbekannter nutzer, teilnehmer, teilnehmerin, anonym",
    "tú, usted, yo, invitado, invitada, desconocido, usuario desconocido, participante, anónimo",
    "vous, toi, moi, invité, invitée, inconnu, inconnue, utilisateur inconnu, anonyme",
    "você, eu, convidado, convidada, desconhecido, ospite, sconosciuto, partecipante, jij, onbekend",
    "あなた, 自分, ゲスト, 不明, 参加者, 나, 본인, 게스트, 참가자, 你, 您, 我, 访客, 訪客, 游客, 来宾, 参会者, вы, гость",
  ].flatMap((line) => line.split(", ")),
);
