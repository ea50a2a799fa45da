import type { Words } from "./en.ts";
import { countedIn } from "./plural.ts";

const counted = countedIn("fr");
const steps = "« Afficher les étapes… » indique quoi faire, étape par étape.";

/** The words in French. The spaces before ; : ! ? % » and after « are no-break spaces (U+00A0). */
export const fr: Words = {
  language: "fr",
  name: "Earshot",
  inOneLine: (sentences) => sentences.join(" "),
  state: {
    idle: "Prêt",
    starting: "Démarrage…",
    recording: "Enregistrement",
    paused: "En pause",
    stalled: "Aucun son reçu",
    stopping: "Derniers sous-titres en cours…",
  },
  toolbar: {
    idle: "Earshot",
    starting: "Earshot démarre",
    recording: "Earshot sous-titre cette réunion",
    paused: "Earshot est en pause : rien n’est enregistré",
    stalled: "Earshot ne reçoit aucun son",
    stopping: "Earshot termine la transcription",
    tryOut: "Earshot essaie votre micro",
  },
  start: "Démarrer les sous-titres",
  stop: "Arrêter",
  openPanel: "Ouvrir la transcription",
  help: "Ce que fait Earshot",
  sources: { tab: "Onglet de la réunion", mic: "Votre micro" },
  sourceOff: "désactivé",
  level: (source) => `Niveau sonore : ${source}`,
  levelValue: (percent) => `${percent} %`,
  connecting: "Connexion…",
  units: {
    milliseconds: (value) => `${value} ms`,
    seconds: (value) => `${value} s`,
    minutes: (value) => `${value} min`,
    hours: (value) => `${value} h`,
    percent: (value) => `${value} %`,
  },
  speakers: { tab: "Les autres", mic: "Vous" },
  numberedSpeaker: (number) => `Voix ${number}`,
  doubtful: "le modèle n’est pas sûr de ce mot",
  alertWord: "un de vos mots d’alerte",
  late: "Les sous-titres ont du retard et le rattrapent.",
  lag: (late) => `Les sous-titres ont ${late} de retard et le rattrapent. Tout le son est conservé.`,
  lagUnsafe: (late) => `Les sous-titres ont ${late} de retard.`,
  soundIsSafe: "Tout le son est conservé.",
  steps: {
    one_talker:
      "Le temps que l’ordinateur rattrape son retard, les mots en cours ne s’affichent que pour la dernière personne qui a parlé.",
    finals_only: "Le temps que l’ordinateur rattrape son retard, seules les phrases terminées s’affichent.",
    quick_finals:
      "Le temps que l’ordinateur rattrape son retard, seules les phrases terminées s’affichent, transcrites avec moins de soin.",
    catching_up:
      "L’ordinateur est trop occupé : le son est d’abord enregistré, puis transcrit dès que possible.",
  },
  strike: {
    button: "Effacer la dernière minute",
    ask: "Effacer la dernière minute ? Ses paroles et son enregistrement sont supprimés définitivement.",
    yes: "Effacer",
    no: "Conserver",
  },
  pause: "Pause",
  continue: "Reprendre",
  pausedNote: "Rien n’est enregistré tant que vous n’avez pas repris.",
  helperOutdated:
    "Le programme de cet ordinateur est plus ancien que cette extension. Installez son paquet le plus récent ou, dans un clone, exécutez « git pull » et « npm start ».",
  heldInMemory: "Le nouveau son est gardé en mémoire, jusqu’à 10 minutes.",
  mute: "Couper",
  unmute: "Réactiver",
  muteLabel: "Couper mon micro dans Earshot",
  unmuteLabel: "Réactiver mon micro dans Earshot",
  wordAlert: (word, clock) => `« ${word} » a été dit à ${clock}.`,
  alertWordSaid: "Un de vos mots d’alerte a été dit dans la réunion.",
  mutedNote: "Votre micro est coupé dans Earshot : vos paroles ne sont pas sous-titrées.",
  silenced: {
    paused: "en pause",
    muted: "coupé",
    muted_in_meeting: "coupé dans la réunion",
    meeting_left: "hors de la réunion",
    tab_crashed: "page arrêtée",
  },
  leaving: {
    elsewhere: "L’onglet a quitté la réunion : rien n’y est enregistré.",
    left: "L’appel semble terminé.",
    stops: "Les sous-titres vont s’arrêter d’eux-mêmes.",
    back: "Si la réunion est de retour dans cet onglet, appuyez-y sur le bouton Earshot.",
    keepOn: "Continuer",
    fromPage: "Appuyez sur le bouton Earshot pour continuer.",
    stopped: "Les sous-titres se sont arrêtés parce que l’appel était terminé.",
  },
  namesUnavailable: "Les noms ne sont pas disponibles dans cette réunion ; les sous-titres continuent.",
  mutedInMeeting: {
    note: "Micro coupé dans la réunion : vos paroles ne sont pas sous-titrées.",
    blind:
      "Votre micro était coupé dans la réunion, et Earshot ne voit plus s’il l’est encore : vos paroles ne sont pas sous-titrées.",
    fromPage: "Appuyez sur le bouton Earshot pour que vos paroles soient sous-titrées.",
    override: "Me sous-titrer",
    overrideLabel: "Me sous-titrer jusqu’à ce que mon micro ne soit plus coupé dans la réunion",
    unseen: "Earshot ne voit pas si votre micro est coupé dans la réunion. Coupez-le aussi dans Earshot.",
    overridden: "Vos paroles sont sous-titrées bien que votre micro soit coupé dans la réunion.",
  },
  networkSandboxes: {
    seccomp: "Le système refuse toute connexion à la reconnaissance vocale (seccomp).",
    seatbelt: "Le système refuse toute connexion à la reconnaissance vocale (bac à sable de macOS).",
    "audit-hook":
      "Sur cet ordinateur, le système n’empêche pas la reconnaissance vocale d’accéder au réseau. Le code d’Earshot, lui, n’ouvre aucune connexion.",
  },
  sidecar: {
    restarting: "La reconnaissance vocale s’est arrêtée et redémarre.",
    kept: "Le son est conservé.",
    failed: "La reconnaissance vocale n’a pas pu redémarrer.",
    failedKept: "Aucun sous-titre ne s’affiche, mais le son est toujours enregistré et conservé.",
    failedOnly: "Aucun sous-titre ne s’affiche.",
    waiting: (waiting) => `Son en attente de sous-titres : ${waiting}.`,
    retry: "Réessayer",
  },
  stopping: {
    left: (left) => `Encore environ ${left} de son.`,
    almost: "Presque terminé…",
    progress: "Progression des derniers sous-titres",
    finishNow: "Terminer maintenant",
    finishNowNote: "Le reste est conservé et sera transcrit au prochain démarrage.",
    improving: (done, all) => `Amélioration de la transcription : ${done} sur ${all} lignes`,
    finishUnimprovedNote: "Rien n’est perdu : les autres lignes restent telles quelles.",
  },
  dismiss: "Fermer",
  openMicrophonePage: "Autoriser le micro…",
  openHostPage: "Afficher les étapes…",
  model: {
    title: "Modèle vocal",
    downloading: (model, percent) =>
      `Téléchargement du modèle ${model ?? "vocal"}${percent === null ? "…" : ` : ${percent} %`}`,
    loading: (model) => `Chargement du modèle ${model ?? "vocal"}…`,
    ready: (model, device) => `Le modèle ${model} fonctionne sur ${device} de cet ordinateur.`,
    devices: { cpu: "le processeur", cuda: "la carte graphique" },
    demo: "Modèle de démonstration : il connaît les mots de la réunion de démonstration et guère plus.",
    demoStandsIn: (requested) =>
      `Le modèle de démonstration est utilisé ${requested === null ? "car il n’y en a pas d’autre ici" : `à la place de ${requested}`}. Il connaît les mots de la réunion de démonstration et guère plus.`,
    standsIn: (model, requested) =>
      `Le modèle ${model} est utilisé à la place ${requested === null ? "d’un autre" : `de ${requested}`}.`,
    calibrations: {
      keeps_up: (model, _partialModel, seconds) =>
        `Sur cet ordinateur, ${model} suit le rythme de la parole (4 s traitées en ${seconds}).`,
      smaller_partials: (model, partialModel, seconds) =>
        `Sur cet ordinateur : ${partialModel} pour les mots en cours, ${model} pour les phrases terminées (4 s de parole traitées en ${seconds}).`,
      rare_partials: (model, _partialModel, seconds) =>
        `Le modèle ${model} est lent sur cet ordinateur (4 s de parole traitées en ${seconds}) : les mots en cours s’affichent donc moins souvent. Un modèle plus petit à ses côtés aiderait.`,
      finals_only: (model, _partialModel, seconds) =>
        `Le modèle ${model} est trop lent sur cet ordinateur (4 s de parole traitées en ${seconds}) : seules les phrases terminées s’affichent donc. Un modèle plus petit afficherait les mots au fur et à mesure.`,
      graphics_card: (model, _partialModel, seconds) =>
        `Le modèle ${model} fonctionne sur la carte graphique (4 s de parole traitées en ${seconds}).`,
    },
    unknown: "Il est chargé au démarrage des sous-titres.",
    safeMeanwhile: "En attendant, le son est conservé ; ses sous-titres suivront.",
    names: {
      auto: "Choix automatique pour cet ordinateur",
      tiny: "tiny – le plus rapide, approximatif",
      base: "base – rapide",
      small: "small – équilibré",
      medium: "medium – précis, plus lent",
      "large-v3-turbo": "large-v3-turbo – le meilleur, carte graphique conseillée",
      "large-v3": "large-v3 – le meilleur, volumineux, carte graphique nécessaire",
      demo: "demo – uniquement pour la réunion de démonstration",
    },
  },
  models: {
    title: "Gérer les modèles",
    asking: "Recherche des modèles présents…",
    inUse: "Utilisé",
    about: (size) => `environ ${size}`,
    here: (size) => (size === null ? "Sur cet ordinateur" : `${size} sur cet ordinateur`),
    comesAlong: "Fourni avec Earshot",
    own: (size) => (size === null ? "De votre propre dossier" : `${size}, de votre propre dossier`),
    away: (size) => (size === null ? "Absent de cet ordinateur" : `${size} à télécharger`),
    toDownload: (model, size) =>
      size === null ? `${model} (à télécharger)` : `${model} (${size} à télécharger)`,
    notHere: (model) => `${model} (absent de cet ordinateur)`,
    part: (received, total) =>
      `Déjà reçu : ${total === null ? received : `${received} sur ${total}`} ; le téléchargement reprendra à cet endroit.`,
    downloading: (received, total, percent) =>
      total === null || percent === null
        ? `Téléchargement : ${received}`
        : `${percent} % · ${received} sur ${total}`,
    progress: (model) => `Téléchargement de « ${model} »`,
    timeLeft: (time) => `Encore ${time} environ.`,
    waiting: "En attente de démarrage…",
    checking: "Vérification des fichiers reçus…",
    download: "Télécharger",
    goOn: "Reprendre",
    tryAgain: "Réessayer",
    cancel: "Annuler",
    remove: "Supprimer…",
    removePart: "Supprimer la partie reçue",
    removeAsk: (size) =>
      size === null
        ? "Supprimer ce modèle ? Vous pourrez le télécharger de nouveau."
        : `Supprimer ce modèle ? Cela libère ${size} ; vous pourrez le télécharger de nouveau.`,
    removeYes: "Supprimer",
    removeNo: "Conserver",
    of: (action, model) => `${action} : ${model}`,
    news: {
      downloading: (model) => `Le modèle « ${model} » est en cours de téléchargement.`,
      checking: (model) => `Le modèle « ${model} » est en cours de vérification.`,
      installed: (model) => `Le modèle « ${model} » est maintenant sur cet ordinateur.`,
      cancelled: (model) => `Le téléchargement du modèle « ${model} » a été arrêté.`,
      failed: (model) => `Le téléchargement du modèle « ${model} » a échoué.`,
    },
    failures: {
      model_download_failed: {
        sentence: "Le téléchargement s’est interrompu : aucun serveur proposant ce modèle n’est joignable.",
        remedy: "Vérifiez le réseau et réessayez ; le téléchargement reprendra où il s’est arrêté.",
      },
      model_corrupt: {
        sentence: "Les fichiers reçus sont endommagés et ont été supprimés.",
        remedy:
          "Réessayez ; si cela se reproduit, attendez un jour : le serveur du modèle est peut-être en cause.",
      },
      model_altered: {
        sentence: "Le serveur propose un autre modèle sous ce nom ; rien n’en a été conservé.",
        remedy:
          "Réessayez plus tard ou mettez Earshot à jour. Si vous utilisez un serveur miroir, essayez sans lui.",
      },
      disk_full: {
        sentence: "Il n’y a pas assez de place sur le disque pour ce modèle.",
        remedy: "Libérez de l’espace et réessayez ; le téléchargement reprendra où il s’est arrêté.",
      },
      model_in_use: {
        sentence: "Un autre programme télécharge ce modèle.",
        remedy: "Attendez qu’il ait terminé, puis rouvrez cette liste.",
      },
    },
    noRoom: (free) => `Trop volumineux : il ne reste que ${free} sur le disque. Libérez d’abord de l’espace.`,
    free: (free) => `Espace libre sur le disque : ${free}.`,
    from: (server) => `Les modèles sont téléchargés depuis ${server}, et uniquement à votre demande.`,
    fromTwo: (hub, index) =>
      `Les modèles sont téléchargés depuis ${hub}, certains depuis ${index} si ce serveur est injoignable, et uniquement à votre demande.`,
    orElse: (hub, size, index) => `${hub} (ou ${size} depuis ${index} si ce serveur est injoignable)`,
    ask: (model, size, server) =>
      `Le modèle ${model} n’est pas encore sur cet ordinateur. Le télécharger${size === null ? "" : ` (${size})`} depuis ${server}, puis l’utiliser ?`,
    askYes: "Télécharger et utiliser",
    askNo: "Pas maintenant",
    missing: (model) => `Le modèle ${model} n’est pas encore sur cet ordinateur.`,
    offer: (model, size, server) =>
      `Télécharger ${model}${size === null ? "" : ` (${size})`} depuis ${server}`,
    next: (model) => `Le modèle ${model} sera utilisé dès qu’il sera là.`,
    correction: "Améliorer ensuite la transcription avec",
    correctionNone: "Aucun modèle",
    correctionHint:
      "Quand l’ordinateur en a le temps, un modèle plus grand reprend les lignes terminées. Ce que vous avez modifié reste tel quel.",
    correctionMissing:
      "Pour le choisir ici, téléchargez un modèle plus grand que celui des sous-titres en direct.",
  },
  settings: {
    title: "Paramètres",
    more: "Plus de paramètres",
    language: "Langue parlée",
    detect: "Détection automatique",
    languages: "Langues attendues",
    languagesHint: "Préférées en cas de doute. Aucune : n’importe quelle langue.",
    addLanguage: "Ajouter…",
    removeLanguage: (language) => `Retirer : ${language}`,
    translate: "Traduire les sous-titres en anglais",
    microphone: "Sous-titrer aussi ma voix",
    browserEcho: "Laisser le navigateur supprimer l’écho",
    browserEchoHint:
      "Earshot retire lui-même le son de la réunion de votre micro et garde ce que vous dites pendant que d’autres parlent ; le navigateur en perd une bonne partie, mais supprime aussi ce que jouent d’autres onglets et programmes.",
    meetingMute: "Suivre le micro de la réunion",
    meetingMuteHint:
      "Tant que votre micro est coupé dans Google Meet ou Zoom, et avant que vous demandiez à entrer, il n’est pas écouté. Earshot regarde le bouton du micro de la page.",
    stopWithCall: "S’arrêter quand je quitte l’appel",
    overlay: "Afficher les sous-titres sur la page de la réunion",
    voices: "Distinguer les voix",
    voicesHint:
      "Les personnes qui parlent dans la réunion sont numérotées d’après leur voix, et vous pouvez les nommer. Les voix sont comparées sur cet ordinateur, pour cette réunion seulement.",
    doubts: "Souligner les mots incertains",
    device: "Fonctionne sur",
    devices: { auto: "Choix automatique", cpu: "Processeur", cuda: "Carte graphique NVIDIA" },
    microphoneDevice: "Micro",
    microphoneDefault: "Micro par défaut du navigateur",
    microphoneNumber: (number) => `Micro ${number}`,
    microphoneGone: "Micro choisi (non connecté)",
    microphoneUnnamed: "Le nom des micros s’affiche ici une fois le micro autorisé.",
    retention: "Conserver les transcriptions",
    retentionForever: "Jusqu’à ce que je les supprime",
    retentionDays: (days) => (days === 365 ? "1 an" : `${days} jours`),
    retentionHintForever: "Rien n’est jamais supprimé automatiquement.",
    retentionHint: (days) =>
      `Les transcriptions, et le son qui en reste, sont supprimés définitivement après ${days}. Rien d’autre n’est jamais supprimé.`,
    retentionAsk: (days) => `Les réunions de plus de ${days} seront supprimées définitivement.`,
    retentionConfirm: "Supprimer les anciennes réunions",
    retentionCancel: "Annuler",
    vocabulary: "Noms et mots particuliers",
    vocabularyHint: "Séparés par des virgules. Ils aident le modèle à bien les écrire.",
    alertWords: "M’avertir quand les autres disent",
    alertWordsHint:
      "Votre nom, par exemple ; séparez les mots par des virgules. Les mots qui se prononcent presque pareil comptent aussi. Un mot absent des sous-titres ne déclenche aucune alerte.",
    alertNotification: "Aussi par une notification du système, qui ne montre aucun mot",
  },
  consent: {
    title: "Avant la première utilisation",
    hears: "Ce qu’Earshot entend",
    hearsBody:
      "Le son de l’onglet de la réunion et, si vous l’autorisez, votre micro. Uniquement entre le démarrage et l’arrêt des sous-titres.",
    stays: "Où cela reste",
    staysBody:
      "Sur cet ordinateur. Un programme y transforme le son en texte. Le son est supprimé une fois mis par écrit, le texte quand vous le supprimez. Ce n’est que si vous activez « Conserver le son des réunions » dans les réglages que le son est conservé, chiffré.",
    leaves: "Ce qui quitte cet ordinateur",
    leavesBody: "Rien.",
    others: "Dans de nombreux pays, les autres doivent en être informés et donner leur accord. Prévenez-les.",
    more: "En savoir plus",
    agree: "J’ai compris",
    copyNotice: "Copier un message pour le chat",
    noteLabel: "Accord des autres, noté dans les exportations",
    noteHint: "Les exportations portent cette mention, avec l’heure à laquelle vous l’avez notée.",
    notNoted: "Accord : non noté",
    bases: {
      agreed_aloud: "Accord de tous, de vive voix",
      notice_in_chat: "Message dans le chat",
      notice_in_invitation: "Mention dans l’invitation",
      not_needed: "Aucun accord nécessaire",
    },
    sentence: (basis, when) => `Accord : ${basis}, ${when}`,
    inExports: {
      agreed_aloud: "donné par tous de vive voix",
      notice_in_chat: "message dans le chat",
      notice_in_invitation: "mention dans l’invitation",
      not_needed: "non nécessaire",
    },
  },
  panel: {
    title: "Transcription",
    empty: "Pas encore de sous-titres",
    emptyIdle:
      "Ouvrez l’onglet de votre réunion, appuyez sur le bouton Earshot de la barre d’outils, puis sur « Démarrer les sous-titres ».",
    emptyListening: "À l’écoute. Les sous-titres s’affichent ici dès que quelqu’un parle.",
    emptyStalled: "Aucun son n’arrive : il n’y a donc rien à sous-titrer.",
    noMatch: (query) => `Aucune ligne ne contient « ${query} ».`,
    search: "Rechercher",
    searchLabel: "Rechercher dans la transcription",
    matches: counted({ one: "# ligne", many: "# de lignes", other: "# lignes" }),
    copyAll: "Tout copier",
    copyLine: "Copier cette ligne",
    copied: "Copié",
    notCopied: "Non copié",
    export: "Exporter",
    exportAgain: "Réessayer",
    copy: "Copier",
    copyAs: (format) => `Copier comme : ${format}`,
    parts: {
      title: "Contenu",
      times: "Temps",
      speakers: "Personnes",
      gaps: "Ce qui n’a pas été enregistré",
      bookmarks: "Moments marqués, lignes surlignées",
      versions: "Versions précédentes des lignes",
      echoes: "Lignes qui répètent les autres",
      consent: "Note sur l’accord",
      note: "Vaut pour tous les formats. Les sous-titres ont toujours les temps. JSON contient toujours tout, afin de pouvoir être importé de nouveau.",
    },
    formats: {
      txt: "Texte brut",
      md: "Markdown",
      docx: "Document Word",
      html: "Page web, à lire et à imprimer",
      srt: "Sous-titres SubRip",
      vtt: "Sous-titres WebVTT",
      csv: "Tableau, pour un tableur",
      json: "JSON, pour des programmes",
    },
    columns: { time: "Temps", speaker: "Personne", text: "Texte" },
    rename: (speaker) => `Renommer « ${speaker} »`,
    speakerName: "Nom de la personne",
    jump: "Aller à la fin",
    newLines: counted({
      one: "# nouvelle ligne",
      many: "# de nouvelles lignes",
      other: "# nouvelles lignes",
    }),
    readAloud: "Lire les nouvelles lignes avec mon lecteur d’écran",
    lines: "Sous-titres",
    linesHelp:
      "Les flèches haut et bas passent d’une ligne à l’autre, Entrée copie une ligne. La flèche droite affiche ou masque ce qui se trouve derrière une ligne.",
    improved: "amélioré",
    improvedBy: (model) => `Amélioré par ${model} : afficher la première version`,
    suppressed: "Son peu clair, non affiché",
    keepEcho: "C’est moi qui l’ai dit",
    echo: "Répète les autres",
    showSuppressed: "Afficher",
    hideSuppressed: "Masquer",
    speaking: "parle encore",
    edit: {
      open: "Modifier cette ligne",
      field: "Texte de cette ligne",
      speaker: "Dit par",
      save: "Enregistrer",
      saving: "Enregistrement…",
      cancel: "Annuler",
      split: "Couper ici",
      splitHint: "En fait deux lignes à l’endroit du curseur (Maj+Entrée)",
      splitNowhere: "Placez le curseur entre deux mots : la ligne est coupée à cet endroit.",
      joinBefore: "Joindre à la ligne précédente",
      joinAfter: "Joindre à la ligne suivante",
      undo: "Annuler la modification",
      edited: "modifié",
      versions: "versions",
      showVersions: "Afficher toutes les versions de cette ligne",
      recognisedLive: "Reconnu en direct :",
      improvedByModel: (model) => `Amélioré par ${model} :`,
      editedAt: (moment) => `Modifié (${moment}) :`,
      restore: "Revenir au texte reconnu",
      noWords: "aucun mot",
      tooLong: counted({
        one: "Une ligne contient au plus # caractère. Votre texte est toujours là.",
        many: "Une ligne contient au plus # de caractères. Votre texte est toujours là.",
        other: "Une ligne contient au plus # caractères. Votre texte est toujours là.",
      }),
      changedMeanwhile: "Cette ligne a changé entre-temps. Voici son texte actuel :",
      elsewhere: "La ligne que vous modifiez n’est pas dans cette liste.",
      linesHelp:
        "Les flèches haut et bas passent d’une ligne à l’autre, Entrée ou F2 modifie une ligne, H la surligne, Ctrl+C la copie. La flèche droite affiche ou masque ce qui se trouve derrière une ligne.",
    },
    bookmarks: {
      titles: {
        moments: "Moments marqués",
        highlights: "Lignes surlignées",
        both: "Moments marqués et lignes surlignées",
      },
      mark: "Marquer ce moment",
      highlight: "Surligner cette ligne",
      highlighted: "Surligné",
      count: counted({ one: "# moment marqué", many: "# de moments marqués", other: "# moments marqués" }),
      highlightCount: counted({
        one: "# ligne surlignée",
        many: "# de lignes surlignées",
        other: "# lignes surlignées",
      }),
      jump: (time) => `Afficher ce qui a été dit à ${time}`,
      note: (time) => `Note à ${time}`,
      notePlaceholder: "Note",
      remove: (time) => `Retirer la marque à ${time}`,
    },
    replace: {
      open: "Remplacer…",
      by: "Remplacer par",
      all: counted({
        one: "Remplacer dans # ligne",
        many: "Remplacer dans # de lignes",
        other: "Remplacer dans # lignes",
      }),
      here: "Remplacer dans cette ligne",
      done: counted({
        one: "Remplacé dans # ligne.",
        many: "Remplacé dans # de lignes.",
        other: "Remplacé dans # lignes.",
      }),
      tooLong: counted({
        one: "# ligne reste telle quelle : elle dépasserait 10 000 caractères.",
        many: "# de lignes restent telles quelles : elles dépasseraient 10 000 caractères.",
        other: "# lignes restent telles quelles : elles dépasseraient 10 000 caractères.",
      }),
      always: "Toujours l’écrire ainsi",
      alwaysHint: "L’ajoute à votre vocabulaire, que la reconnaissance préférera désormais",
      isKnown: "Il est dans votre vocabulaire.",
    },
    back: "Revenir à la réunion en cours",
    keyAway:
      "La clé de cette réunion se trouve dans le programme Earshot de cet ordinateur, qui ne répond pas. Rien n’est perdu.",
    keysAway:
      "Des réunions d’une version antérieure attendent d’être chiffrées. Elles seront lisibles dès que le programme Earshot de cet ordinateur répondra. Rien n’est perdu.",
    notThere: "Cette transcription n’a pas pu être ouverte. Elle a peut-être été supprimée.",
    loading: "Ouverture…",
  },
  history: {
    title: "Toutes les réunions",
    readingLabel: "La réunion choisie",
    search: "Rechercher dans toutes les réunions",
    searchLabel: "Rechercher dans les paroles et les titres de toutes les réunions",
    searchHint:
      "Une réunion est trouvée si elle contient tous les mots. Mettez entre guillemets les mots qui vont ensemble.",
    count: counted({ one: "# réunion", many: "# de réunions", other: "# réunions" }),
    found: counted({
      one: "Trouvé dans # réunion",
      many: "Trouvé dans # de réunions",
      other: "Trouvé dans # réunions",
    }),
    hits: counted({ one: "# résultat", many: "# de résultats", other: "# résultats" }),
    hitsAtLeast: (hits) => `${hits} ou plus`,
    reading: (read, all) => `lecture en cours : ${read} sur ${all} déjà consultables`,
    words: counted({ one: "# mot", many: "# de mots", other: "# mots" }),
    storage: (size) => `Environ ${size} sur cet ordinateur`,
    empty: "Pas encore de réunions",
    noMatch: (query) => `Aucune réunion ne contient « ${query} ».`,
    searching: "Recherche…",
    noneChosen: "Aucune réunion ne correspond à ce qui est choisi ci-dessus.",
    locked: "Chiffrée. Elle sera lisible dès que sa clé sera là.",
    keysAway:
      "Les clés de vos réunions se trouvent dans le programme Earshot de cet ordinateur, qui ne répond pas. Rien n’est perdu ; en attendant, elles sont classées par date.",
    running: "En cours",
    runningNote: "Cette réunion est en cours. Arrêtez-la d’abord.",
    unfinished: "Interrompue, en attente d’être terminée",
    kept: "Conservée",
    imports: {
      button: "Importer…",
      hint: "Réunions enregistrées en JSON par Earshot",
      drop: "Déposez ici les fichiers JSON pour importer les réunions.",
      reading: (file) => `Importation de ${file}…`,
      imported: (title) => `« ${title} » est importée.`,
      present: (title) => `« ${title} » est déjà ici. Rien n’a été importé.`,
      exempt:
        "Elle est plus ancienne que la durée de conservation choisie ; elle est donc conservée jusqu’à ce que vous la supprimiez.",
      waiting: counted({
        one: "# autre fichier attend.",
        many: "# d’autres fichiers attendent.",
        other: "# autres fichiers attendent.",
      }),
      importedMany: counted({
        one: "# réunion est importée.",
        many: "# de réunions sont importées.",
        other: "# réunions sont importées.",
      }),
      presentMany: counted({
        one: "# réunion est déjà ici. Rien n’en a été importé.",
        many: "# de réunions sont déjà ici. Rien n’en a été importé.",
        other: "# réunions sont déjà ici. Rien n’en a été importé.",
      }),
      exemptMany:
        "Celles qui sont plus anciennes que la durée de conservation choisie sont conservées jusqu’à ce que vous les supprimiez.",
      open: "Ouvrir",
      refused: (file) => `${file} n’a pas été importé.`,
      badge: "Importée",
    },
    order: "Ordre",
    orders: {
      newest: "Les plus récentes d’abord",
      oldest: "Les plus anciennes d’abord",
      longest: "Les plus longues d’abord",
      title: "Par titre",
    },
    from: "Du",
    until: "Au",
    allDates: "Toutes les dates",
    site: "Site",
    allSites: "Tous les sites",
    sites: { meet: "Google Meet", zoom: "Zoom", other: "Autres sites" },
    listHelp:
      "Les flèches haut et bas passent d’une réunion à l’autre, Entrée ouvre une réunion, Espace la sélectionne.",
    select: (title) => `Sélectionner « ${title} »`,
    selection: "Réunions sélectionnées",
    selected: counted({ one: "# sélectionnée", many: "# sélectionnées", other: "# sélectionnées" }),
    selectAll: "Tout sélectionner",
    clear: "Ne rien sélectionner",
    rename: "Renommer",
    renameField: "Titre de la réunion",
    keep: "Conserver celle-ci",
    keepSelected: counted({
      one: "Conserver # réunion",
      many: "Conserver # de réunions",
      other: "Conserver # réunions",
    }),
    keepHint: counted({
      one: "Elle n’est jamais supprimée automatiquement, quelle que soit la durée de conservation des transcriptions.",
      other:
        "Elles ne sont jamais supprimées automatiquement, quelle que soit la durée de conservation des transcriptions.",
    }),
    deleteAsk: counted({
      one: "Supprimer définitivement cette réunion ? Ses paroles, le son qui en reste et sa clé sont détruits. Les fichiers que vous avez enregistrés restent.",
      many: "Supprimer définitivement # de réunions ? Leurs paroles, le son qui en reste et leurs clés sont détruits. Les fichiers que vous avez enregistrés restent.",
      other:
        "Supprimer définitivement # réunions ? Leurs paroles, le son qui en reste et leurs clés sont détruits. Les fichiers que vous avez enregistrés restent.",
    }),
    pick: "Choisissez une réunion pour la lire ici.",
    gone: "Cette réunion est supprimée.",
    wordless: "Rien n’a été dit dans cette réunion.",
  },
  listening: {
    setting: "Conserver le son des réunions",
    hint: "Désactivé tant que vous ne l’activez pas. Dès lors, le son des deux côtés de chaque réunion est conservé sur cet ordinateur, chiffré comme le texte, environ 22 Mo par heure, pour que vous puissiez réécouter des lignes dans « Toutes les réunions ». Dans bien des pays, les autres doivent accepter un enregistrement : dites-le-leur. Il ne fait pas partie des exports.",
    retention: "Conserver le son",
    retentionLongest: "Aussi longtemps que la transcription",
    retentionHintLongest: "Il est supprimé avec sa transcription.",
    retentionHint: (days) =>
      `Le son est supprimé définitivement après ${days}, et au plus tard avec sa transcription. Les réunions que vous gardez gardent le leur.`,
    retentionAsk: (days) =>
      `Le son des réunions de plus de ${days} sera supprimé définitivement. Le texte reste.`,
    retentionConfirm: "Supprimer le son ancien",
    kept: "Le son est conservé.",
    title: "Son de cette réunion",
    size: (size: string) => `${size} de son conservés`,
    line: "Écouter cette ligne",
    play: "Écouter",
    pause: "Pause",
    back: "Reculer de 5 s",
    forward: "Avancer de 5 s",
    speed: "Vitesse",
    loading: "Chargement du son…",
    failed: "Cette partie du son ne peut pas être lue. Le texte n’est pas touché.",
    linesHelp: "P lit une ligne ou la met en pause.",
    delete: "Supprimer le son…",
    ask: "Supprimer définitivement le son de cette réunion ? Le texte reste.",
    position: (time: string) => `À ${time}`,
  },
  recovered: {
    title: "Réunions récupérées",
    folded: counted({
      one: "# réunion précédente interrompue",
      many: "# de réunions précédentes interrompues",
      other: "# réunions précédentes interrompues",
    }),
    untitled: "Réunion",
    waiting: (left) => `Interrompue. Son en attente de transcription : ${left}.`,
    waitingOnly: "Interrompue. En attente d’être terminée.",
    transcribing: (left) => `Interrompue. Transcription en cours : encore environ ${left} de son.`,
    transcribingOnly: "Interrompue. Transcription en cours…",
    done: "Elle avait été interrompue. Tout ce qui a été enregistré est maintenant transcrit.",
    keyMissing: "Sa clé a disparu : elle n’est plus lisible et ne peut qu’être supprimée.",
    pendingDeletions: counted({
      one: "# réunion est supprimée ici. Dès que le programme Earshot de cet ordinateur répondra, il en détruira la clé et le son.",
      many: "# de réunions sont supprimées ici. Dès que le programme Earshot de cet ordinateur répondra, il en détruira la clé et le son.",
      other:
        "# réunions sont supprimées ici. Dès que le programme Earshot de cet ordinateur répondra, il en détruira la clé et le son.",
    }),
    open: "Ouvrir",
    delete: "Supprimer…",
    deleteAsk: "Supprimer définitivement la transcription et le son ?",
    deleteYes: "Supprimer",
    deleteNo: "Conserver",
    of: (action, title) => `${action} : ${title}`,
  },
  diagnostics: {
    title: "Diagnostic",
    tab: "Réunion",
    mic: "Vous",
    captured: "Blocs de son captés (100 ms)",
    waiting: "Blocs en attente d’enregistrement",
    stored: "… dont enregistrés",
    lost: "Blocs perdus",
    sentAgain: "Blocs renvoyés",
    balance: "Captés = enregistrés + en attente + perdus",
    journalled: "Blocs sur le disque",
    toSidecar: "… dont envoyés à la reconnaissance vocale",
    notYetSent: "… pas encore envoyés",
    understood: "… dont traités",
    balanced: "oui",
    unbalanced: (by) => `écart de ${by}`,
    dropRate: "Part des blocs reçus qui ont été abandonnés",
    restarts: "Redémarrages de la reconnaissance vocale",
    deadlocks: "Blocages (30 s sans progrès)",
    process: (name) => `Processus : ${name}`,
    processFigures: (cpuSeconds, peakMegabytes) =>
      `${cpuSeconds} s de processeur, au plus ${peakMegabytes} Mo`,
    copy: "Copier le rapport",
    copyHint: "Uniquement des chiffres et des états : aucune parole, aucun nom, aucun titre.",
    echo: {
      off: "Écho de la réunion dans votre micro : pas recherché pour le moment.",
      watching: "Écho de la réunion dans votre micro : aucun trouvé.",
      cancelling: (delayMs: number) =>
        `Écho de la réunion dans votre micro : retiré, en retard de ${delayMs} ms.`,
    },
    unrendered: "Son perdu par surcharge",
    shortHoles: "… dont trous de moins de 0,2 s",
    firstWords: "Délai des premiers mots (p50 / p95)",
    finals: "Délai des lignes terminées (p50 / p95)",
    startToFirstFrame: "Du démarrage au premier son enregistré",
    framesSent: "Blocs envoyés à la reconnaissance vocale",
    framesDropped: "Blocs abandonnés",
    eventsReceived: "Événements reçus",
    parseErrors: "Messages illisibles",
    ipcErrors: "Erreurs de connexion",
    averageLatency: "Temps moyen jusqu’à la reconnaissance vocale",
    ignored: "Messages ignorés",
    peopleOnPage: "Personnes sur la page : nommées / vues",
    speakingOnPage: "Prises de parole montrées par la page",
    step: "Niveau d’allègement quand l’ordinateur est trop lent",
    steps: {
      full: "0 – tout",
      rare_partials: "1 – les lignes en cours changent moins souvent",
      one_talker: "2 – les lignes en cours d’une seule personne",
      finals_only: "3 – uniquement les lignes terminées",
      quick_finals: "4 – lignes terminées, transcrites plus vite",
      catching_up: "5 – le son attend sur le disque",
    },
    partialInterval: "Les lignes en cours changent toutes les",
    redone: "Passages transcrits deux fois",
    suppressed: "Passages écartés, jugés non parlés",
    calibration: "Choix pour cet ordinateur",
    calibrationFigures: (models, threads, unitMs) =>
      `${models}, ${threads} fils d’exécution, 4 s en ${unitMs} ms`,
    coverage: {
      received: "Son parvenu à la reconnaissance vocale",
      noSpeech: "… sans parole",
      final: "… dans des lignes terminées",
      failed: "… en échec",
      open: "… pas encore terminé",
      uncovered: "… non expliqué",
    },
  },
  overlay: {
    label: "Sous-titres Earshot",
    move: "Déplacer : faites glisser ou utilisez les flèches",
    resize: "Redimensionner : faites glisser ou utilisez les flèches",
    smaller: "Texte plus petit",
    larger: "Texte plus grand",
    fainter: "Plus transparent",
    darker: "Moins transparent",
    hide: "Masquer les sous-titres",
    show: "Afficher les sous-titres",
    hold: "Figer les sous-titres",
    marked: "Marqué",
    notMarked: "Non marqué : nombre maximal atteint",
    sight: {
      covered:
        "Un élément de la page de la réunion recouvre les sous-titres. Fermez-le ou déplacez les sous-titres. Le panneau latéral les affiche aussi.",
      removed:
        "La page de la réunion a retiré ses sous-titres. Earshot les remet tant que la page le permet. Le panneau latéral les affiche aussi.",
      refused:
        "Cette page ne permet pas d’y afficher des sous-titres. Ils se trouvent dans le panneau latéral.",
    },
    listening: "À l’écoute…",
    starting: "Démarrage…",
    modelLoading: "Le modèle vocal se charge. Le son est conservé ; ses sous-titres suivront.",
    demoModel: "Modèle de démonstration : il ne connaît guère que la réunion de démonstration.",
    paused: "En pause. Rien n’est enregistré.",
    sidecarFailed:
      "La reconnaissance vocale n’a pas pu démarrer. Le son est conservé. Appuyez sur le bouton Earshot pour réessayer.",
    unmute: "Appuyez sur le bouton Earshot pour le réactiver.",
    helperRemedy: "Appuyez sur le bouton Earshot : il mène aux étapes à suivre.",
    remedies: {
      microphone_not_granted:
        "Appuyez sur le bouton Earshot, puis sur « Autoriser le micro… », et choisissez « Autoriser pendant la visite du site ».",
      microphone_denied:
        "Appuyez sur le bouton Earshot, puis sur « Autoriser le micro… » : la page qui s’ouvre explique comment l’autoriser de nouveau.",
    },
  },
  captionOptions: {
    title: "Options des sous-titres",
    lines: "Lignes",
    place: "Position",
    places: {
      "top-left": "En haut à gauche",
      top: "En haut au centre",
      "top-right": "En haut à droite",
      "bottom-left": "En bas à gauche",
      bottom: "En bas au centre",
      "bottom-right": "En bas à droite",
    },
    opacity: "Arrière-plan",
    font: "Police",
    fonts: {
      sans: "Sans empattement",
      serif: "Avec empattement",
      mono: "Largeur fixe",
      dyslexic: "OpenDyslexic",
    },
    colours: "Couleurs",
    systemColours: "Comme le système",
    presets: {
      "white-on-black": "Blanc sur noir",
      "yellow-on-black": "Jaune sur noir",
      "black-on-white": "Noir sur blanc",
    },
    sample: "Aa",
    ownWords: "Afficher mes propres paroles",
    clickThrough: "Laisser passer les clics vers la page",
    clickThroughHint: "Pour réutiliser ces boutons : Alt+Maj+L, ou le bouton Earshot.",
    takeClicks: "Les sous-titres reçoivent de nouveau les clics",
    clicksPass: "Les clics traversent les sous-titres jusqu’à la page.",
  },
  captionWindow: {
    open: "Ouvrir les sous-titres dans une fenêtre",
    openShort: "Fenêtre de sous-titres",
    onTop: "Garder au-dessus des autres fenêtres",
    isOnTop:
      "Les sous-titres sont dans une petite fenêtre au-dessus de toutes les autres. Vous pouvez réduire cette fenêtre ; si vous la fermez, les sous-titres se ferment aussi.",
    bringBack: "Ramener les sous-titres ici",
    onTopRefused:
      "Le navigateur n’a pas ouvert de fenêtre au-dessus des autres. Ses réglages, ou ceux de votre organisation, l’interdisent peut-être.",
    ended:
      "La réunion est terminée. Ses derniers sous-titres restent ici jusqu’à ce que vous fermiez cette fenêtre.",
    empty: "Aucune réunion n’est sous-titrée pour l’instant. Les sous-titres s’afficheront ici.",
  },
  shortcuts: {
    title: "Raccourcis clavier",
    everywhere: "Partout dans le navigateur",
    inLines: "Dans les lignes d’une réunion",
    inMeetings: "Dans la liste des réunions",
    unset: "aucun",
    change: "Ceux qui valent partout se modifient sur la page chrome://extensions/shortcuts du navigateur.",
    close: "Fermer",
    commands: {
      "toggle-capture": "Démarrer ou arrêter les sous-titres de cet onglet",
      "mark-moment": "Marquer ce moment de la réunion",
      "strike-last-minute": "Effacer la dernière minute : supprimer définitivement paroles et son",
      "toggle-click-through":
        "Laisser passer les clics à travers les sous-titres vers la page, ou les recevoir de nouveau",
    },
    lines: [
      ["↑ ↓", "Aller à une autre ligne"],
      ["Entrée, F2", "Modifier la ligne (ensuite, Entrée l’enregistre et Échap la laisse telle quelle)"],
      ["Maj+Entrée", "Couper la ligne en cours de modification"],
      ["H", "Surligner la ligne, ou ne plus la surligner"],
      ["P", "Écouter la ligne ou la mettre en pause (dans « Toutes les réunions », si le son est conservé)"],
      ["Ctrl+C", "Copier la ligne"],
      ["→", "Afficher ou masquer ce qui se trouve derrière la ligne"],
    ],
    meetings: [
      ["↑ ↓", "Aller à une autre réunion"],
      ["Entrée", "Ouvrir la réunion"],
      ["Espace", "Sélectionner la réunion"],
    ],
  },
  welcome: {
    title: "Des sous-titres qui ne quittent jamais votre ordinateur",
    lead: "Earshot met par écrit ce que disent les deux côtés d’une réunion dans le navigateur, à mesure qu’ils parlent.",
    steps: { done: "Terminé", now: "Maintenant", later: "Ensuite" },
    captured: "Ce qu’Earshot écoute",
    capturedTab:
      "Le son d’un seul onglet : celui où vous appuyez sur le bouton Earshot. Aucun autre onglet, aucun contenu de page.",
    capturedMicrophone:
      "Votre micro, si vous l’autorisez, pour que vos propres paroles soient aussi sous-titrées. Les deux ne sont jamais mélangés.",
    capturedWhen:
      "Uniquement entre « Démarrer les sous-titres » et « Arrêter ». Le bouton de la barre d’outils indique quand Earshot écoute.",
    local: "Tout reste sur cet ordinateur",
    localBody:
      "Un programme sur cet ordinateur transforme le son en texte. Des règles imposées par le navigateur empêchent l’extension d’aller chercher, de charger ou d’envoyer quoi que ce soit. Ces règles ne couvrent ni WebRTC, ni les téléchargements du navigateur, ni l’ouverture de pages : Earshot n’utilise pas WebRTC, n’enregistre que des transcriptions et n’ouvre que ses propres pages et les paramètres du navigateur. Le seul téléchargement est celui d’un modèle vocal, et uniquement à votre demande.",
    localAudio:
      "Le son n’attend sur votre disque que le temps d’écrire ses sous-titres. Ce n’est que si vous activez « Conserver le son des réunions » dans les réglages que le son est conservé, chiffré.",
    others: "Prévenez les autres",
    othersBody:
      "Dans de nombreux pays, les personnes doivent être informées et donner leur accord avant que leurs paroles soient mises par écrit. Dites-le au début : « J’utilise des sous-titres en direct qui mettent par écrit ce que nous disons. Ils restent sur mon ordinateur. »",
    agree: "J’ai compris et je préviendrai les autres",
    agreed: "Vous avez donné votre accord. Merci.",
    microphone: "Votre micro",
    microphoneBody:
      "Quand le navigateur pose la question, choisissez « Autoriser pendant la visite du site ». Avec « Autoriser cette fois-ci », vos sous-titres s’arrêteraient dès que vous quittez cette page.",
    microphoneButton: "Autoriser le micro",
    microphoneAgain: "Redemander",
    microphoneSkip: "Continuer sans micro",
    microphoneSkipped: "Inutilisé, comme vous l’avez choisi. Seuls les autres sont sous-titrés.",
    microphoneStates: {
      unknown: "Pas encore demandé. Sans lui, seuls les autres sont sous-titrés.",
      asking: "En attente de votre réponse en haut de la fenêtre…",
      granted: "Autorisé. Vos propres paroles seront sous-titrées.",
      denied:
        "Refusé. Pour changer cela, appuyez sur l’icône à gauche de l’adresse de cette page, ouvrez « Paramètres du site » et réglez le micro sur « Autoriser ». Les sous-titres des autres fonctionnent quand même.",
      dismissed:
        "La question a été fermée sans réponse. Redemandez et choisissez « Autoriser pendant la visite du site ».",
      missing:
        "Aucun micro trouvé. Branchez-en un et redemandez. Les sous-titres des autres fonctionnent quand même.",
      busy: "Le micro n’a pas pu être ouvert ; un autre programme l’utilise peut-être. Fermez ce programme et redemandez.",
    },
    host: "Le programme de transcription de cet ordinateur",
    hostBody: "Un petit programme, à côté du navigateur, se charge de l’écoute.",
    hostStates: {
      disconnected: "Non connecté. Il démarre avec les premiers sous-titres.",
      connecting: "Connexion…",
      connected: (version) => `Connecté (version ${version}).`,
    },
    hostRetry: "Vérifier de nouveau",
    looksAgain: "Cette page vérifie de nouveau d’elle-même toutes les quelques secondes.",
    speech: "Modèle vocal et micro",
    modelBody: (model) =>
      `Il transforme le son en mots. Le premier, « ${model} », est petit : rapide sur la plupart des ordinateurs, avec quelques erreurs. Les plus grands en font moins et demandent un ordinateur plus rapide ; ils sont dans la liste ci-dessous.`,
    allModels: "Tous les modèles vocaux",
    tryOut: {
      title: "Essayez pendant 20 secondes",
      body: "Dites quelques phrases et lisez-les ici. L’essai se termine de lui-même et rien n’est conservé : le son et les mots sont supprimés aussitôt.",
      start: "Commencer l’essai",
      again: "Essayer encore",
      stop: "Arrêter",
      first: "Terminez d’abord les trois étapes ci-dessus.",
      noMicrophone: "L’essai a besoin de votre micro. Les sous-titres des autres fonctionnent sans lui.",
      busy: "Des sous-titres sont en cours. Vous pourrez essayer quand ils seront arrêtés.",
      elsewhere:
        "Vous essayez Earshot en ce moment. L’essai se termine tout seul en quelques secondes ; vous pourrez ensuite démarrer les sous-titres d’une réunion.",
      opening: "Ouverture de votre micro…",
      speak: "Parlez maintenant.",
      left: (time) => `Encore ${time}`,
      writing: "Écriture des derniers mots…",
      outcomes: {
        words: "Cela fonctionne. Ces mots ne sont que sur cette page et disparaissent quand vous la fermez.",
        "no-words":
          "Du son est arrivé, mais aucun mot n’a été reconnu. Rapprochez-vous du micro, parlez par phrases entières et vérifiez la langue parlée derrière le bouton Earshot de la barre d’outils.",
        "no-sound":
          "Aucun son n’est arrivé. Vérifiez que le micro est branché, allumé et non coupé, et que c’est bien lui qui est choisi derrière le bouton Earshot de la barre d’outils.",
      },
    },
    keyStorage: {
      keychain:
        "Les réunions sont enregistrées chiffrées. Leur clé se trouve dans le trousseau de ce système.",
      file: "Les réunions sont enregistrées chiffrées. Leur clé se trouve dans un fichier que personne d’autre ne peut lire, car ce système n’a pas de trousseau.",
    },
    ready: "C’est prêt",
    readyBody:
      "Ouvrez votre réunion, appuyez sur le bouton Earshot de la barre d’outils, puis sur « Démarrer les sous-titres ».",
    readyPin:
      "Si vous ne voyez pas ce bouton, appuyez sur la pièce de puzzle en haut à droite du navigateur, puis sur l’épingle à côté d’Earshot.",
  },
  guide: {
    title: (browser, system) => `Étape par étape, pour ${browser} sous ${system}`,
    follow: "Suivez ces étapes :",
    unsupported: (system) =>
      `Sous ${system}, il n’existe pas de programme Earshot pour cette copie de l’extension. Ses paquets sont pour Linux, Windows et macOS.`,
    get: (system) =>
      `Installez la version la plus récente du programme Earshot pour ${system}. Vous l’obtenez là où vous avez obtenu cette extension.`,
    download: (system) =>
      `Téléchargez la version la plus récente du programme Earshot pour ${system}, ouvrez le fichier et suivez ses indications.`,
    downloadButton: (system) => `Télécharger pour ${system}`,
    registerAgain: (terminal) => `S’il est déjà installé, déclarez-le de nouveau. ${terminal}`,
    terminals: {
      win: "Appuyez en même temps sur la touche Windows et R, tapez « cmd » et appuyez sur Entrée : une fenêtre de commandes s’ouvre.",
      mac: "Appuyez en même temps sur Commande et la barre d’espace, tapez « Terminal » et appuyez sur Entrée : une fenêtre de commandes s’ouvre.",
      linux:
        "Appuyez en même temps sur Ctrl, Alt et T, ou ouvrez « Terminal » parmi vos programmes : une fenêtre de commandes s’ouvre.",
    },
    inFolder: (terminal) => `${terminal} Dans cette fenêtre, allez dans le dossier de votre clone d’Earshot.`,
    enter: {
      win: "Copiez cette commande, collez-la dans cette fenêtre avec Ctrl et V, puis appuyez sur Entrée.",
      mac: "Copiez cette commande, collez-la dans cette fenêtre avec Commande et V, puis appuyez sur Entrée.",
      linux:
        "Copiez cette commande, collez-la dans cette fenêtre avec Ctrl, Maj et V, puis appuyez sur Entrée.",
    },
    copyCommand: "Copier la commande",
    copyLine: "Copier la ligne",
    answer:
      "Lisez la réponse. Là où quelque chose ne va pas, elle dit quoi et, après la flèche (→), que faire.",
    administrator:
      "Envoyez cette ligne à la personne qui s’occupe de cet ordinateur et demandez-lui de l’autoriser.",
    policies: (address) => `Les règles de ce navigateur se trouvent à l’adresse ${address}.`,
    wait: "Attendez quelques secondes : il redémarre tout seul. Ne continuez que si cela ne suffit pas.",
    otherCopies: (address) =>
      `Si cela ne suffit pas, tapez ${address} dans la barre d’adresse, appuyez sur Entrée et supprimez toute autre copie d’Earshot.`,
    newestExtension: (address) =>
      `Tapez ${address} dans la barre d’adresse et appuyez sur Entrée. Activez le « Mode développeur », puis cliquez sur « Mettre à jour » : l’extension la plus récente est installée.`,
    reload: (address) =>
      `Tapez ${address} dans la barre d’adresse, appuyez sur Entrée, puis cliquez sur la flèche ronde à côté d’Earshot.`,
    packagedBrowser: (browser) =>
      `Si votre ${browser} vient du Snap Store ou de Flathub, il ne peut pas démarrer d’autres programmes. Utilisez alors un navigateur installé avec le paquet de son éditeur (.deb ou .rpm), par exemple Google Chrome.`,
    back: "Revenez sur cette page et appuyez sur « Vérifier de nouveau ».",
    checking: "Vérification…",
    unchanged: (clock) => `Vérifié à ${clock} : rien n’a changé.`,
    reportHint:
      "Le rapport est destiné à la personne qui vous aide : versions, navigateur, système et type d’erreur. Aucun mot d’une réunion.",
  },
  errors: {
    incompatible_protocol_version: {
      sentence: "L’extension et le programme de cet ordinateur n’ont pas la même version.",
      remedy: steps,
    },
    invalid_message: {
      sentence: "Une partie d’Earshot a envoyé quelque chose que les autres ne comprennent pas.",
      remedy: "Arrêtez puis redémarrez les sous-titres. Si cela se reproduit, réinstallez Earshot.",
    },
    unknown_method: {
      sentence: "Le programme de cet ordinateur est plus ancien que l’extension.",
      remedy: "Installez la dernière version de l’un et de l’autre.",
    },
    message_too_large: {
      sentence: "Un message entre les parties d’Earshot était trop long et n’a pas été envoyé.",
      remedy: "Arrêtez puis redémarrez les sous-titres.",
    },
    session_unknown: {
      sentence: "Cette réunion était déjà terminée.",
      remedy: "Rien d’autre n’a changé. Si les sous-titres sont arrêtés, vous pouvez les redémarrer.",
    },
    session_already_running: {
      sentence: "Une autre réunion est en cours de sous-titrage.",
      remedy: "Arrêtez d’abord celle-là, puis démarrez ici.",
    },
    host_not_installed: {
      sentence: "Le navigateur ne trouve pas le programme Earshot sur cet ordinateur.",
      remedy: steps,
    },
    host_forbidden: {
      sentence: "Le programme Earshot de cet ordinateur refuse cette copie de l’extension.",
      remedy: steps,
    },
    host_blocked: {
      sentence: "Une règle de l’administrateur empêche le navigateur de démarrer le programme Earshot.",
      remedy:
        "Demandez à votre administrateur d’autoriser « app.earshot.host » par la règle « NativeMessagingAllowlist ».",
    },
    host_start_failed: {
      sentence: "Le programme Earshot de cet ordinateur s’arrête dès qu’il démarre.",
      remedy: steps,
    },
    host_exited: {
      sentence: "Le programme Earshot de cet ordinateur s’est arrêté.",
      remedy: "Il redémarre tout seul. Sinon, arrêtez puis redémarrez les sous-titres.",
    },
    host_protocol_broken: {
      sentence: "Le navigateur ne peut pas lire ce qu’écrit le programme Earshot.",
      remedy: steps,
    },
    host_misconfigured: {
      sentence: "Les paramètres du programme Earshot sont absents ou illisibles.",
      remedy: steps,
    },
    sidecar_start_failed: {
      sentence: "La reconnaissance vocale n’a pas pu démarrer.",
      remedy: steps,
    },
    sidecar_died: {
      sentence: "La reconnaissance vocale s’est arrêtée ; votre son est conservé.",
      remedy: "Si elle s’arrête de nouveau, choisissez un modèle plus petit.",
    },
    sidecar_corrupt_output: {
      sentence: "La reconnaissance vocale donne des réponses illisibles.",
      remedy: steps,
    },
    model_not_found: {
      sentence: "Le modèle vocal choisi n’est pas sur cet ordinateur.",
      remedy: "Téléchargez-le ou choisissez un autre modèle dans les paramètres.",
    },
    model_corrupt: {
      sentence: "Les fichiers du modèle vocal choisi sont endommagés ou ne sont pas de simples fichiers.",
      remedy: "Supprimez le modèle et téléchargez-le de nouveau, ou choisissez-en un autre.",
    },
    model_changed: {
      sentence:
        "Les fichiers de votre propre modèle ont changé depuis la dernière utilisation. Le modèle modifié est utilisé.",
      remedy:
        "Si ce changement ne vient pas de vous, choisissez un autre modèle et cherchez ce qui écrit dans ce dossier.",
    },
    model_altered: {
      sentence:
        "Les fichiers du modèle vocal choisi ne sont pas ceux attendus ; ils ne sont donc pas utilisés.",
      remedy:
        "Supprimez le modèle et téléchargez-le de nouveau. Si vous ne l’avez pas modifié, quelqu’un d’autre l’a peut-être fait.",
    },
    model_download_failed: {
      sentence: "Le modèle vocal n’a pas pu être téléchargé.",
      remedy:
        "Vérifiez le réseau et choisissez de nouveau le modèle ; le téléchargement reprendra où il s’est arrêté.",
    },
    model_in_use: {
      sentence:
        "Ce modèle vocal est utilisé ou en cours de téléchargement et ne peut pas être supprimé maintenant.",
      remedy: "Arrêtez d’abord la réunion, choisissez un autre modèle ou annulez le téléchargement.",
    },
    model_too_large: {
      sentence: "Il reste trop peu de mémoire pour le modèle vocal choisi.",
      remedy: "Fermez d’autres programmes et choisissez-le de nouveau, ou choisissez-en un plus petit.",
    },
    transcription_failed: {
      sentence: "Quelques mots n’ont pas pu être transcrits.",
      remedy:
        "Vous n’avez rien à faire : les sous-titres continuent. Si cela se répète, choisissez un modèle plus petit.",
    },
    journal_unwritable: {
      sentence:
        "Earshot ne peut pas écrire dans son dossier ; le nouveau son ne peut donc pas être enregistré.",
      remedy:
        "« Afficher les étapes… » indique de quel dossier il s’agit. Dès qu’on peut y écrire, l’enregistrement reprend tout seul.",
    },
    disk_full: {
      sentence: "Le disque est plein ; le nouveau son ne peut donc pas être enregistré.",
      remedy: "Libérez de l’espace ; l’enregistrement reprendra tout seul.",
    },
    disk_nearly_full: {
      sentence: "Le disque est presque plein : il y reste moins d’une heure de son.",
      remedy: "Libérez bientôt de l’espace. Tant qu’il n’est pas plein, tout est conservé.",
    },
    session_key_missing: {
      sentence: "La clé de cette réunion a disparu ; elle n’est donc plus lisible.",
      remedy:
        "Supprimez la réunion. Si vous avez déplacé le dossier d’Earshot, remettez son dossier « keys » en place.",
    },
    keychain_unavailable: {
      sentence:
        "Le trousseau de votre ordinateur est verrouillé ou absent ; les réunions précédentes ne peuvent pas être ouvertes pour l’instant.",
      remedy:
        "Déverrouillez le trousseau (reconnectez-vous à votre session), puis rouvrez la réunion. Rien n’est perdu.",
    },
    audio_lost: {
      sentence: "Du son n’a pas pu être conservé ; des mots manquent peut-être dans la transcription.",
      remedy:
        "Fermez d’autres programmes ou libérez de l’espace sur le disque pour que cela ne se reproduise pas.",
    },
    tab_not_capturable: {
      sentence: "Le navigateur ne permet à aucune extension d’écouter cette page.",
      remedy: "Allez dans l’onglet de la réunion et démarrez là.",
    },
    tab_already_captured: {
      sentence: "Le son de cet onglet est déjà capté.",
      remedy: "Arrêtez l’autre captation ou actualisez l’onglet, puis démarrez de nouveau.",
    },
    tab_not_invoked: {
      sentence: "Le navigateur veut que vous choisissiez vous-même l’onglet.",
      remedy:
        "Allez dans l’onglet de la réunion, appuyez sur le bouton Earshot de la barre d’outils et démarrez là.",
    },
    tab_capture_failed: {
      sentence: "Le navigateur n’a pas donné accès au son de cet onglet.",
      remedy: "Actualisez l’onglet de la réunion et démarrez de nouveau.",
    },
    tab_closed: {
      sentence:
        "L’onglet de la réunion a été fermé ; les sous-titres se sont donc arrêtés. La transcription est conservée.",
      remedy: "Rouvrez la réunion et démarrez là.",
    },
    tab_crashed: {
      sentence: "La page de la réunion ne fonctionne plus ; les autres ne sont donc pas sous-titrés.",
      remedy: "Actualisez l’onglet de la réunion ; les sous-titres reprendront tout seuls.",
    },
    microphone_not_granted: {
      sentence: "Votre micro n’est pas encore autorisé ; seuls les autres sont sous-titrés.",
      remedy: "Appuyez sur « Autoriser le micro… » et choisissez « Autoriser pendant la visite du site ».",
    },
    microphone_denied: {
      sentence: "Le micro a été refusé ; seuls les autres sont sous-titrés.",
      remedy:
        "Ouvrez les paramètres du site pour Earshot, réglez le micro sur « Autoriser », puis choisissez « Autoriser pendant la visite du site ».",
    },
    microphone_missing: {
      sentence: "Aucun micro n’est branché ; seuls les autres sont sous-titrés.",
      remedy: "Branchez un micro ; vos sous-titres démarreront alors tout seuls.",
    },
    microphone_lost: {
      sentence: "Le micro s’est arrêté ; seuls les autres sont sous-titrés.",
      remedy:
        "Vos sous-titres reprendront tout seuls dès qu’il sera rebranché ou autorisé de nouveau avec « Autoriser pendant la visite du site ».",
    },
    capture_stalled: {
      sentence: "Aucun son n’arrive du navigateur.",
      remedy: "Actualisez l’onglet de la réunion, puis arrêtez et redémarrez les sous-titres.",
    },
    frames_not_stored: {
      sentence: "Le son est capté mais n’arrive pas au programme Earshot ; il est gardé en mémoire.",
      remedy: "Attendez un instant. Si cela dure, arrêtez puis redémarrez les sous-titres.",
    },
    transcript_damaged: {
      sentence:
        "Des parties d’une réunion enregistrée sont illisibles : elles ont été modifiées sur le disque.",
      remedy:
        "Le reste est affiché. Un autre programme, ou un disque défaillant, a modifié les fichiers du navigateur.",
    },
    transcript_not_stored: {
      sentence:
        "Le navigateur ne peut pas enregistrer les sous-titres terminés ; le programme Earshot les garde.",
      remedy: "Libérez de l’espace sur le disque ; ils seront alors enregistrés tout seuls.",
    },
    audio_not_stored: {
      sentence:
        "Le son de cette réunion n’est plus conservé : le navigateur n’a pas pu l’encoder ou n’a pas assez de place.",
      remedy:
        "Les sous-titres continuent, et ce qui a été conservé jusque-là peut être écouté. Libérez de l’espace sur le disque avant la prochaine réunion.",
    },
    edit_not_stored: {
      sentence:
        "Votre modification n’est pas enregistrée : la base de données du navigateur ne l’accepte pas.",
      remedy:
        "Libérez de l’espace sur le disque, puis enregistrez-la de nouveau. Votre texte est toujours là.",
    },
    line_gone: {
      sentence: "Cette ligne n’existe plus : elle a été effacée, ou sa réunion a été supprimée.",
      remedy: "Copiez votre texte si vous en avez besoin ailleurs.",
    },
    export_disk_full: {
      sentence: "Le fichier n’a pas été enregistré : le disque est plein.",
      remedy: "Libérez de l’espace, puis enregistrez-le de nouveau. La transcription, elle, est intacte.",
    },
    export_blocked: {
      sentence:
        "Le fichier n’a pas été enregistré : le navigateur ou un logiciel de sécurité ne l’a pas permis.",
      remedy:
        "Autorisez les téléchargements dans les paramètres du navigateur ou enregistrez dans un autre format. La transcription, elle, est intacte.",
    },
    export_failed: {
      sentence:
        "Le fichier n’a pas été enregistré : le navigateur n’a pas pu écrire dans son dossier de téléchargements.",
      remedy:
        "Choisissez un autre dossier dans les paramètres du navigateur, sous « Téléchargements », puis enregistrez-le de nouveau. La transcription, elle, est intacte.",
    },
    import_too_large: {
      sentence: "Le fichier n’a pas été lu : il dépasse 64 Mo.",
      remedy:
        "L’exportation JSON d’une réunion est bien plus petite. Choisissez le fichier enregistré par Earshot.",
    },
    import_unreadable: {
      sentence: "Le navigateur n’a pas pu lire le fichier.",
      remedy:
        "C’est peut-être un dossier, ou il a été déplacé ou supprimé entre-temps. Choisissez-le de nouveau.",
    },
    import_not_json: {
      sentence: "Le fichier est endommagé : ce n’est pas du JSON complet.",
      remedy: "Exportez de nouveau la réunion là où elle est enregistrée, puis importez ce fichier.",
    },
    import_not_an_export: {
      sentence: "Ce fichier JSON n’est pas une réunion enregistrée par Earshot.",
      remedy: "Choisissez un fichier enregistré avec « Exporter », au format JSON.",
    },
    import_other_version: {
      sentence: "Le fichier provient d’une version d’Earshot que celle-ci ne connaît pas.",
      remedy: "Mettez Earshot à jour, puis importez de nouveau le fichier.",
    },
    import_damaged: {
      sentence:
        "Il manque quelque chose dans le fichier, ou quelque chose n’y est pas tel qu’Earshot l’écrit. Rien n’a été importé.",
      remedy:
        "Exportez de nouveau la réunion là où elle est enregistrée, puis importez ce fichier. Les fichiers modifiés à la main doivent respecter le schéma publié.",
    },
    import_disk_full: {
      sentence: "La réunion n’a pas été importée : le navigateur n’a plus de place sur ce disque.",
      remedy:
        "Libérez de l’espace ou supprimez des réunions inutiles, puis importez de nouveau le fichier. Rien n’en a été enregistré.",
    },
    import_not_stored: {
      sentence: "La réunion n’a pas été importée : la base de données du navigateur l’a refusée.",
      remedy: "Redémarrez le navigateur, puis importez de nouveau le fichier. Rien n’en a été enregistré.",
    },
    copy_refused: {
      sentence: "Rien n’a été copié : le navigateur ne laisse pas Earshot utiliser le presse-papiers.",
      remedy:
        "Cliquez dans cette page et copiez de nouveau, ou enregistrez un fichier. La transcription, elle, est intacte.",
    },
    internal_error: {
      sentence: "Quelque chose s’est mal passé dans Earshot.",
      remedy:
        "Arrêtez puis redémarrez les sous-titres. Si cela se reproduit, merci de le signaler avec « Copier le rapport », dans le diagnostic sous la transcription.",
    },
  },
  gaps: {
    bothSides: "Les deux côtés",
    missing: (who, why) => `${who} : non enregistré – ${why}`,
    struck: (who) => `${who} : effacé par vous`,
    reasons: {
      paused: "vous aviez mis les sous-titres en pause",
      muted: "votre micro était coupé dans Earshot",
      muted_in_meeting: "votre micro était coupé dans la réunion",
      meeting_left: "l’onglet avait quitté la réunion",
      microphone_off: "votre micro n’était pas disponible",
      overload: "l’ordinateur était surchargé",
      asleep: "l’ordinateur était en veille",
      not_stored: "le son n’a pas pu être enregistré",
      tab_crashed: "la page de la réunion ne fonctionnait plus",
      damaged: "ce qui était enregistré n’a pas pu être relu",
    },
  },
};
